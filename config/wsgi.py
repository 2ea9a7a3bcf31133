import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault(
    "WEB_PROCESS", "1"
)  # connections are pooled here and nowhere else

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
