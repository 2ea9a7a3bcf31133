from django.apps import AppConfig


class DsureConfig(AppConfig):
    name = "awards.dsure"
    label = "dsure"
