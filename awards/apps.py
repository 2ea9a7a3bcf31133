from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self) -> None:
        from awards import acts
        from awards.ledger.words import register_words

        register_words(acts.ACTS, {})
