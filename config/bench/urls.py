from django.urls import path

from config import urls
from config.bench.probe import bare

urlpatterns = [path("bench/bare/", bare), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
