from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "processlots.apps.resources"
    label = "resources"
