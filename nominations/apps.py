from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from awards.checks import register_knowledge
        from awards.outbox.attachments import register_maker
        from nominations import acts
        from nominations.eligibility.knowledge import known_of_entries
        from nominations.files import receipts

        acts.register()
        register_knowledge(known_of_entries)
        register_maker(receipts.KIND, receipts.make_attachment)
