from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from awards.checks import register_knowledge
        from awards.outbox.planned import register_planner
        from judging import acts
        from judging.phases import judging_phases
        from judging.services.announcing import planned_mails
        from judging.services.list_facts import known_of_judging
        from nominations.intake.phases import register_phases

        acts.register()
        register_knowledge(known_of_judging)
        register_planner(planned_mails)
        register_phases(judging_phases)
