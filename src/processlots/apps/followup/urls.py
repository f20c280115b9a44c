"""Addresses that are not a page set's."""

urlpatterns: list = []
