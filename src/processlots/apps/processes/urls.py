"""Addresses that are not a page set's: the start page."""

from django.urls import path

urlpatterns: list = []
