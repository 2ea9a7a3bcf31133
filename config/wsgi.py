import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# connections are pooled here and nowhere else
os.environ.setdefault("WEB_PROCESS", "1")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override


def refuse_too_many_rights() -> None:
    """Models can be imported only now."""
    from config.rights import checking

    checking.refuse_too_many_rights()


application = get_wsgi_application()
refuse_too_many_rights()

# What each process would otherwise make for itself at its first page: under --preload
# it is made once and shared.
for language, _name in settings.LANGUAGES:
    with override(language):
        reverse("home")
gc.collect()
gc.freeze()  # never looked at again, and so it stays shared
