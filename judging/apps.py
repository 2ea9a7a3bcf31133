from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from awards.checks import register_knowledge
        from judging.services.list_facts import known_of_judging

        register_knowledge(known_of_judging)
