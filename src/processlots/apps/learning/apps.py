from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "processlots.apps.learning"
    label = "learning"
