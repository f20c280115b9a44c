"""Giving and ending roles, logins and learning groups."""
