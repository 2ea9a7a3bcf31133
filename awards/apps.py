from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self) -> None:
        from awards import acts
        from awards.certificates.emails import planned_mails
        from awards.ledger.words import register_words
        from awards.outbox.planned import register_planner

        register_words(acts.ACTS, {})
        register_planner(planned_mails)
