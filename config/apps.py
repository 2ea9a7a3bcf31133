from django.apps import AppConfig
from django.core.checks import Tags, register


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        # Every process knows the queue, so that a command or a page can wake the worker up.
        import config.celery  # noqa: F401
        from config.build.squashed import check_databases
        from config.site.security_txt import check_security_notice

        register(check_databases, Tags.database)
        register(check_security_notice, Tags.security)
