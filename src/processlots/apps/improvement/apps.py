from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "processlots.apps.improvement"
    label = "improvement"
