"""How allauth behaves here: accounts are made by the organisation, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """No sign-up of one's own."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
