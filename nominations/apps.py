from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from awards.outbox.attachments import register_maker
        from judging.publication.checks import register_knowledge
        from judging.publication.eligibility_facts import known_of_entries
        from nominations import acts
        from nominations.entries import file_receipts

        acts.register()
        register_knowledge(known_of_entries)
        register_maker(file_receipts.KIND, file_receipts.make_attachment)
