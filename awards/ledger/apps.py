from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "awards.ledger"
    label = "ledger"
