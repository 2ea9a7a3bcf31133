"""The site's settings with a bare view beside its pages, and a counter of queries around them."""

from config.settings import *  # noqa: F403
from config.settings import DEMO, MIDDLEWARE  # noqa: F401

ROOT_URLCONF = "config.bench.urls"
MIDDLEWARE = [
    "config.bench.probe.CountQueries",
    "config.bench.probe.PlainQuestions",
    *MIDDLEWARE,
]

# Each request comes from a reader of its own, as ``measuring.Client`` says in the
# proxy's name: what is measured is the page, and not the limit for one reader.
PROXIES = 1
