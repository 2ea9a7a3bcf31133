from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from awards.outbox.attachments import register_maker
        from nominations import acts
        from nominations.files import receipts

        acts.register()
        register_maker(receipts.KIND, receipts.make_attachment)
