"""Writing a comment: from the panel of a row's page, or on a page of its own where something was wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from processlots.kit import access, asked, comments, pages
from processlots.kit.models.comments import Comment
from processlots.kit.views.base import safe_next


class CommentForm(forms.Form):
    """What one has to say."""

    text = forms.CharField(
        label=gettext_lazy("Comment"),
        widget=forms.Textarea(attrs={"rows": 4, "cols": False}),
        help_text=gettext_lazy("To tell somebody, write @ and the whole name."),
        strip=False,
        required=False,
    )


class WriteComment(LoginRequiredMixin, View):
    """Say something about a row (`answers`: the comment that it answers). Scripts ask with `X-Requested-With: fetch` and
    are answered 204 or {"detail"}."""

    def prepare(self, request: HttpRequest, path: str, pk: int) -> Any:
        """The row; 404 where it takes no comments or the person may not see it, 403 where only reading is allowed."""
        row = comments.found(request.user, path, pk)
        if row is None:
            raise Http404
        access.demand(request.user, "comment", row)
        return row

    def get(self, request: HttpRequest, path: str, pk: int) -> HttpResponse:
        return self.show(request, self.prepare(request, path, pk), CommentForm())

    def show(self, request: HttpRequest, row: Any, form: CommentForm, status: int = 200) -> HttpResponse:
        declared = pages.of(type(row))
        back = safe_next(request) or f"{pages.url_of(row)}#{comments.KEY}"
        context = {
            "title": _("Comment"),
            "kind": declared.title(row),
            "crumbs": [*declared.crumbs(request, row), (declared.title(row), pages.url_of(row))],
            "form": form,
            "fieldsets": [],
            "submit_label": _("Send comment"),
            "cancel_url": back,
        }
        return render(request, "kit/form.html", context, status=status)

    def post(self, request: HttpRequest, path: str, pk: int) -> HttpResponse:
        row = self.prepare(request, path, pk)
        script = request.headers.get("X-Requested-With") == "fetch"
        form = CommentForm(request.POST)
        form.is_valid()
        try:
            comments.write(request.user, row, form.cleaned_data.get("text", ""), self.answered(request, row))
        except ValidationError as error:
            if script:
                return JsonResponse({"detail": " ".join(error.messages)}, status=422)
            form.add_error("text", error)
            return self.show(request, row, form, 422)
        if script:
            return HttpResponse(status=204)
        messages.success(request, _("Your comment is there."))
        return HttpResponseRedirect(safe_next(request) or f"{pages.url_of(row)}#{comments.KEY}")

    def answered(self, request: HttpRequest, row: Any) -> Comment | None:
        """The comment that is answered; one about another row is none."""
        key = asked.whole(request.POST.get("answers", ""))
        return comments.of(row).filter(pk=key).first() if key is not None else None
