from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.build.assets import build


class Command(BaseCommand):
    help = "Write style sheets, web fonts and drawings under var/assets, then collect all static files."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        build(settings.VAR / "assets", settings.BASE_DIR / "config" / "styles")
        call_command("collectstatic", interactive=False, verbosity=0)
