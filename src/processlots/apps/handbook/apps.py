from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "processlots.apps.handbook"
    label = "handbook"
