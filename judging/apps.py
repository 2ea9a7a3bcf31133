from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from awards.checks import register_knowledge
        from judging import acts
        from judging.services.list_facts import known_of_judging

        acts.register()
        register_knowledge(known_of_judging)
