"""A login. Who the human is stands in organisation.Person."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A login, with or without a person in the organisation."""

    @property
    def belongs(self) -> bool:
        """True if the login is a person's in the organisation; a visitor's is not."""
        from django.core.exceptions import ObjectDoesNotExist

        try:
            return self.person is not None
        except ObjectDoesNotExist:
            return False

    def get_full_name(self) -> str:
        """The person's name, else the login's."""
        return self.person.name if self.belongs else (super().get_full_name() or self.username)
