"""Verbs that touch more than one row: giving and ending roles, and the logins of people."""
