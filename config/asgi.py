import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# connections are pooled here and nowhere else
os.environ.setdefault("WEB_PROCESS", "1")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
