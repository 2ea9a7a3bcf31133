from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self) -> None:
        from awards.certificates.mailing import planned_mails
        from awards.outbox.planned import register_planner

        register_planner(planned_mails)
