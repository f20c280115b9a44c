from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "processlots.apps.followup"
    label = "followup"
