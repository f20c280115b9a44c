"""What the kit's own tests begin with: people, and models that the history follows while a test runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditlog.registry import auditlog
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client

from processlots.kit import history


def person(username: str) -> Any:
    """A login; the kit knows no more of people."""
    return get_user_model().objects.get_or_create(username=username)[0]


def browser(user: Any) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def followed(*wanted: type[models.Model]) -> Iterator[None]:
    """The history follows these models until the test is over."""
    mine = [model for model in wanted if not auditlog.contains(model)]
    for model in mine:
        history.follow(model)
    yield
    for model in mine:
        auditlog.unregister(model)
