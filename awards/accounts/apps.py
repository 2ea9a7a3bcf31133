from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "awards.accounts"
    label = "accounts"
