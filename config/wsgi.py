import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# connections are pooled here and nowhere else
os.environ.setdefault("WEB_PROCESS", "1")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

application = get_wsgi_application()

# What each process would otherwise make for itself at its first page: under --preload
# it is made once and shared.
for language, _name in settings.LANGUAGES:
    with override(language):
        reverse("home")
gc.collect()
gc.freeze()  # never looked at again, and so it stays shared
