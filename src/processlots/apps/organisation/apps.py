from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "processlots.apps.organisation"
    label = "organisation"
