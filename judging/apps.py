from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "judging"

    def ready(self) -> None:
        from judging import acts
        from judging.progress.phases import judging_phases
        from nominations.desk.phases import register_phases

        acts.register()
        register_phases(judging_phases)
