"""The stock views: list, detail, add, edit, end, history, transition, lookup, search.

Each is an ordinary class-based view with its page set in `pages`; a page set replaces one by `view_classes`.
"""

from __future__ import annotations

from typing import Any

from processlots.kit.views.acting import DoView, EndView
from processlots.kit.views.base import PagesView
from processlots.kit.views.detail import DetailView, HistoryView
from processlots.kit.views.everywhere import SearchView, set_language, set_theme
from processlots.kit.views.listing import ListView, LookupView
from processlots.kit.views.writing import AddView, EditView, FormView

__all__ = [
    "STOCK",
    "AddView",
    "DetailView",
    "DoView",
    "EditView",
    "EndView",
    "FormView",
    "HistoryView",
    "ListView",
    "LookupView",
    "PagesView",
    "SearchView",
    "set_language",
    "set_theme",
]

STOCK: dict[str, Any] = {
    "list": ListView,
    "detail": DetailView,
    "add": AddView,
    "edit": EditView,
    "end": EndView,
    "history": HistoryView,
    "do": DoView,
}
