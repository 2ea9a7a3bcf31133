import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault(
    "WEB_PROCESS", "1"
)  # connections are pooled here and nowhere else

from django.core.asgi import get_asgi_application

application = get_asgi_application()
