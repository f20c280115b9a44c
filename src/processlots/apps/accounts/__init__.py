"""Signing in: the login, entering a demo as somebody, one's own page.

Rests on the kit. Others use `accounts.User` by `settings.AUTH_USER_MODEL` only; who a person is stands in organisation.
"""
