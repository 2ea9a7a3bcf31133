from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from awards.outbox.planned import register_planner
        from judging import acts
        from judging.progress.phases import judging_phases
        from judging.publication.announcing import planned_mails
        from judging.publication.checks import register_knowledge
        from judging.publication.facts import known_of_judging
        from nominations.desk.phases import register_phases

        acts.register()
        register_knowledge(known_of_judging)
        register_planner(planned_mails)
        register_phases(judging_phases)
