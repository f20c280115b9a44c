from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "processlots.apps.maps"
    label = "maps"
