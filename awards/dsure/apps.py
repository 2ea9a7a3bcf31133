from django.apps import AppConfig


class DsureConfig(AppConfig):
    name = "awards.dsure"
    label = "dsure"

    def ready(self) -> None:
        from awards.dsure import acts
        from awards.ledger.words import register_words

        register_words(acts.ACTS, {})
