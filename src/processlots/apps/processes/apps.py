from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "processlots.apps.processes"
    label = "processes"
