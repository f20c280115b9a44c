"""The three handbooks and their versions, chapter by chapter (HB-1 … HB-6)."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from processlots.apps.handbook.models.shipped import Shipped
from processlots.apps.organisation.models import Decision
from processlots.kit.models import Ends, Model
from processlots.kit.states import Transition


def told(row: Any, name: str) -> str:
    """A text in the reader's language; Swedish where there is none in English."""
    return (getattr(row, f"{name}_en") if get_language() == "en" else "") or getattr(row, f"{name}_sv")


class Handbook(Model, Ends):
    """One of the handbooks (HB-1). Its readers meet the latest adopted version."""

    class Audience(models.TextChoices):
        ALL = "all", _("everybody, above all those who lead")
        FACILITATORS = "facilitators", _("process facilitators")

    identity = models.SlugField(_("identity"), max_length=40, unique=True, editable=False)
    title_sv = models.CharField(_("title in Swedish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160)
    about_sv = models.TextField(_("what it is for, in Swedish"))
    about_en = models.TextField(_("what it is for, in English"), blank=True)
    audience = models.CharField(_("for whom"), max_length=12, choices=Audience.choices, default=Audience.ALL)
    responsible = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, blank=True, related_name="handbooks", verbose_name=_("responsible"),
        help_text=_("Is reminded every autumn to look the handbook over. The model manager, or the quality director."),
    )  # fmt: skip
    network_sv = models.CharField(
        _("network that takes part"), max_length=160, blank=True, help_text=_("To whom a draft is sent for comments.")
    )
    looked_over_on = models.DateField(_("looked over"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("book", "handbook")
        verbose_name_plural = pgettext_lazy("books", "handbooks")

    def __str__(self) -> str:
        return told(self, "title")

    @property
    def about(self) -> str:
        """What it is for, in the reader's language."""
        return told(self, "about")

    def current(self) -> Edition | None:
        """The version that applies: the latest adopted one."""
        return self.editions.filter(state=Edition.State.ADOPTED).order_by("-adopted_on", "-pk").first()

    def draft(self) -> Edition | None:
        """The version that is being written."""
        return self.editions.exclude(state=Edition.State.ADOPTED).order_by("-pk").first()


class Edition(Model):
    """A version of a handbook. What has been adopted is never changed: its chapters, and the glossary as it then stood."""

    ending = "retained"

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("handbook", "draft")
        CONSULTATION = "consultation", _("out for comments in the network")
        ADOPTED = "adopted", pgettext_lazy("handbook", "adopted")

    transitions = [
        Transition(
            "send", (State.DRAFT,), State.CONSULTATION, _("Send it out for comments"), _("The draft is out for comments.")
        ),
        Transition(
            "take_back", (State.CONSULTATION,), State.DRAFT, _("Take it back and go on writing"), _("It is a draft again.")
        ),
        Transition(
            "adopt", (State.CONSULTATION,), State.ADOPTED, pgettext_lazy("handbook", "Adopt"), _("The version is adopted."),
            kind="primary",
        ),
    ]  # fmt: skip

    handbook = models.ForeignKey(
        Handbook, models.PROTECT, related_name="editions", verbose_name=pgettext_lazy("book", "handbook")
    )
    number = models.CharField(_("version"), max_length=20, help_text=_("For example 2.0."))
    news_sv = models.TextField(
        _("what is new, in Swedish"), blank=True, help_text=_("For those who know the version before: what has changed, and why.")
    )
    news_en = models.TextField(_("what is new, in English"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    sent_on = models.DateField(_("sent out for comments"), null=True, editable=False)
    answers_by = models.DateField(_("comments at the latest"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=160, blank=True, editable=False)
    adopted_on = models.DateField(pgettext_lazy("handbook", "adopted"), null=True, editable=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decision")
    )
    #: glossary and guidance as they stood: [{"identity", "kind", "title_sv", "title_en", "text_sv", "text_en"}]
    frozen = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("version of a handbook")
        verbose_name_plural = _("versions of handbooks")
        constraints = [models.UniqueConstraint(fields=["handbook", "number"], name="handbook_edition_number")]

    def __str__(self) -> str:
        return f"{self.handbook} {self.number}"

    @property
    def news(self) -> str:
        """What is new, in the reader's language."""
        return told(self, "news")

    @property
    def fixed(self) -> bool:
        """True for what has been adopted."""
        return self.state == self.State.ADOPTED

    def before(self) -> Edition | None:
        """The version before this one."""
        return Edition.objects.filter(handbook=self.handbook_id, pk__lt=self.pk).order_by("-pk").first() if self.pk else None

    def on_send(self, user: Any, **data: Any) -> None:
        """Out to the network."""
        from processlots.kit.periods import today

        self.sent_on = today()

    def on_adopt(
        self, user: Any, adopted_by: str = "", adopted_on: datetime.date | None = None, diary_number: str = "", **data: Any
    ) -> None:
        """Adopt the version (HB-2): a decision, and the words as they stand now."""
        from processlots.apps.handbook.models.entries import Entry
        from processlots.kit.periods import today

        self.adopted_by = adopted_by or str(_("the model manager"))
        self.adopted_on = adopted_on or today()
        text = _("%(handbook)s, version %(number)s, is adopted.") % {"handbook": self.handbook, "number": self.number}
        self.decision = Decision.take(
            self, text=text, date=self.adopted_on, by=user.person, capacity=self.adopted_by, diary_number=diary_number
        )
        names = ("identity", "kind", "title_sv", "title_en", "text_sv", "text_en")
        self.frozen = list(Entry.objects.filter(ended_on=None).order_by("identity").values(*names))


class Chapter(Shipped, Model):
    """A chapter of one version. `identity` is the same from version to version."""

    ending = "draft"
    texts = ("title_sv", "title_en", "intro_sv", "intro_en", "text_sv", "text_en")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="chapters", verbose_name=_("version of a handbook"))
    identity = models.SlugField(_("identity"), max_length=80, editable=False)
    position = models.PositiveSmallIntegerField(_("place in order"), default=1)
    title_sv = models.CharField(_("title in Swedish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    intro_sv = models.TextField(_("in short, in Swedish"), blank=True)
    intro_en = models.TextField(_("in short, in English"), blank=True)
    text_sv = models.TextField(
        _("text in Swedish"), blank=True,
        help_text=_("An empty line makes a new paragraph, a line that begins with - a list, one that begins with ## a heading."),
    )  # fmt: skip
    text_en = models.TextField(_("text in English"), blank=True)
    step = models.PositiveSmallIntegerField(
        _("about step"), null=True, blank=True, choices=[(number, str(number)) for number in range(1, 7)]
    )
    terms = models.ManyToManyField("handbook.Entry", blank=True, related_name="chapters", verbose_name=_("words it explains"))
    methods = models.ManyToManyField(
        "handbook.ModelEntry", blank=True, related_name="chapters", verbose_name=_("models and methods it is about")
    )

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [models.UniqueConstraint(fields=["edition", "identity"], name="handbook_chapter_identity")]

    def __str__(self) -> str:
        return told(self, "title")

    def clean(self) -> None:
        """An adopted version is not added to."""
        if self.edition_id and self.edition.fixed:
            raise ValidationError(_("The version is adopted and is not changed. Begin a new version of the handbook."))

    @property
    def intro(self) -> str:
        """In short, in the reader's language."""
        return told(self, "intro")

    @property
    def text(self) -> str:
        """The text in the reader's language; Swedish where it is not translated."""
        return told(self, "text")

    @property
    def untranslated(self) -> bool:
        """True where an English reader is given Swedish."""
        return get_language() == "en" and bool(self.text_sv) and not self.text_en
