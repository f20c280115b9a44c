"""The kit as a Django app: loads what the apps declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    name = "processlots.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.signals import request_started

        from processlots.kit import history, search, vocabulary, workbooks  # noqa: F401  a workbook is a job

        autodiscover_modules("vocabulary")  # before anything reads the name of a choice
        request_started.connect(vocabulary.begin, dispatch_uid="vocabulary")
        autodiscover_modules("access")
        autodiscover_modules("pages")
        autodiscover_modules("hanging")
        autodiscover_modules("checks")
        autodiscover_modules("reports")
        autodiscover_modules("released")
        autodiscover_modules("jobs")
        autodiscover_modules("imports")
        history.connect()
        search.connect()
