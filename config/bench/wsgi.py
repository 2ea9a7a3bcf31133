import gc
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "config.bench.settings"
os.environ.setdefault("WEB_PROCESS", "1")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# as config.wsgi does
gc.collect()
gc.freeze()
