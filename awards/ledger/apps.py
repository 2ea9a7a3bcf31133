from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "awards.ledger"
    label = "ledger"

    def ready(self) -> None:
        from awards.ledger import acts
        from awards.ledger.words import register_words

        register_words(acts.ACTS, {})
