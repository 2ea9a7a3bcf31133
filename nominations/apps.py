from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from awards.outbox.attachments import register_maker
        from nominations import acts
        from nominations.entries import file_receipts

        acts.register()
        register_maker(file_receipts.KIND, file_receipts.make_attachment)
