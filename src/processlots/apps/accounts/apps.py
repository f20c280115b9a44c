from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "processlots.apps.accounts"
    label = "accounts"
