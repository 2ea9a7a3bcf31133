from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "awards.outbox"
    label = "outbox"
