from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        # Every process knows the queue, so that a command or a page can wake the worker up.
        import config.celery  # noqa: F401
        from awards.ledger.words import register_words
        from config import acts

        register_words(acts.ACTS, {})
