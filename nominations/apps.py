from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from awards.checks import register_knowledge
        from awards.offered_pictures import register_offer
        from awards.outbox.attachments import register_maker
        from nominations import acts
        from nominations.eligibility.knowledge import known_of_entries
        from nominations.files import receipts
        from nominations.files.offering import pictures_of_entry

        acts.register()
        register_knowledge(known_of_entries)
        register_maker(receipts.KIND, receipts.make_attachment)
        register_offer(pictures_of_entry)
