"""Settings of the site. What differs between installations comes from the environment
(``config.environment``).
"""

from __future__ import annotations

import os
from pathlib import Path

from config.embedded.settings import application_role, database_settings
from config.environment import read_environment
from config.environment.outgoing import keep_metadata_unasked
from config.queue.cache import cache_settings, limit_settings
from config.site.headers import policy

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
ENVIRONMENT = read_environment(BASE_DIR)

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.former_secret_keys)
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
SIGNING_KEY_FILE = ENVIRONMENT.signing_key_file
TIMESTAMP_URL = ENVIRONMENT.stamping.url  # empty: no head is stamped
TIMESTAMP_ROOTS_FILE = ENVIRONMENT.stamping.roots
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
SITE_URL = ENVIRONMENT.site_url
SECURE = SITE_URL.startswith("https://")
DATABASES = {"default": database_settings(ENVIRONMENT)}
# Whoever serves; what it may do is config.rights'.
APPLICATION_ROLE, APPLICATION_PASSWORD = application_role(ENVIRONMENT)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "awards.accounts",
    "awards.outbox",
    "awards.ledger",
    "awards.dsure",
    "awards",
    "nominations",
    "judging",
    "config",
]
MIDDLEWARE = [
    "config.site.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "config.site.private_pages.PrivatePages",
    "config.site.errors.PoliteErrors",
    "config.site.health.Health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.site.away.DatabaseRests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.signing_in.idle.IdleLimit",
    "config.site.judge_link_session.DeskSession",
    "config.site.last_seen.LastSeen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.site.saved_post.KeptText",
    "config.site.bodies.FittingBodies",
    "config.signing_in.desk_waits.DeskWaits",
    "config.signing_in.confirming.ConfirmFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.site.frame.FrameVersion",
    "config.shell.recount.Recount",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
FORM_RENDERER = "awards.language.form_boxes.BoxRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.site.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "awards.language.constants",
                "awards.language.filters",
                "awards.site.tags",
                "config.shell.tags",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "config.passwords.validators.MaximumLength"},
    {"NAME": "config.passwords.validators.NotBreached"},
    {"NAME": "config.passwords.validators.HardToGuess"},
]
ACCOUNT_ADAPTER = "config.site.account_adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "config.site.sign_up.SignUp"}
ACCOUNT_SIGNUP_FORM_CLASS = "awards.accounts.forms.SignupForm"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
# Empty: no page, button or address of them. See config.providers
SIGN_IN_PROVIDERS = ENVIRONMENT.providers
SOCIALACCOUNT_ADAPTER = "config.providers.adapter.Adapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# Wrong passwords are counted by config.site.account_adapter, which knows devices; a mailbox is not
# to be filled.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "reset_password": "20/m/ip,5/h/key"}
MFA_ADAPTER = "config.signing_in.adapter.Adapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "config.signing_in.forms.CheckCode",
    "reauthenticate": "config.signing_in.forms.ConfirmCode",
    "activate_totp": "config.signing_in.forms.ActivateApp",
    "add_webauthn": "config.signing_in.forms.AddPasskey",
    "edit_webauthn": "config.signing_in.forms.RenamePasskey",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# config.signing_in.confirming asks instead
MFA_REAUTHENTICATION_REQUIRED = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
# nobody signs in with an address that is not proven; a further one may be added
MFA_ALLOW_UNVERIFIED_EMAIL = True
# an authority's whole house may share one address; a passkey cannot be guessed
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
# of organisers, registrars and operators: see config.people.second_factors
# Seconds for which one has shown who one is (config.signing_in.confirming); None: always.
CONFIRM_WITHIN = 60 * 10
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required
# how many of our own stand before us: see awards.accounts.visitors
PROXIES = ENVIRONMENT.proxies
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

CACHES = {
    "default": cache_settings(ENVIRONMENT.redis_url),
    "limits": limit_settings(ENVIRONMENT.redis_url),
}
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
# compiled from config/locale: the code itself may be another account's
LOCALE_PATHS = [VAR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "config" / "static", VAR / "assets"]
STORAGES = {
    "default": ENVIRONMENT.storage,
    "staticfiles": {"BACKEND": "config.build.statics.Statics"},
}
MEDIA_ROOT = VAR / "media"
WHITENOISE_MAX_AGE = 60 * 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
CLAMD_URL = ENVIRONMENT.clamd_url
# Of identity papers; none: an edition cannot ask for them.
PAPERS_KEYS = ENVIRONMENT.papers_keys

vars().update(ENVIRONMENT.email)
DEFAULT_FROM_EMAIL = ENVIRONMENT.from_email
BOUNCE_ADDRESS = ENVIRONMENT.bounce_address
BOUNCE_MAILBOX = ENVIRONMENT.bounce_mailbox
# A provider instead of a mail server, by anymail's name, "" for none.
MAIL_PROVIDER = ENVIRONMENT.mail_provider
ANYMAIL = ENVIRONMENT.anymail
MAIL_RATE = ENVIRONMENT.mail_rate
MAIL_DOMAIN_RATES = ENVIRONMENT.mail_domain_rates
LINE_ACCESS_TOKEN = ENVIRONMENT.line.access_token  # empty: LINE is off
LINE_CHANNEL_SECRET = ENVIRONMENT.line.channel_secret
LINE_ACCOUNT = ENVIRONMENT.line.account
LINE_API_URL = ENVIRONMENT.line.api_url

# Whom the site asks over HTTP: awards.outside, which lets nothing else be asked.
keep_metadata_unasked(os.environ)
OUTGOING_HOSTS = sorted(ENVIRONMENT.outgoing.hosts)
OUTGOING_PRIVATE_ORIGINS = sorted(ENVIRONMENT.outgoing.private)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# "__Host-": taken by browsers from this very host and over https alone
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrftoken"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
# Seconds without a page after which a session ends: see config.people.idle.
IDLE_OF_DESKS = 60 * 60 * 2
IDLE_OF_JUDGES = 60 * 60 * 12
CSRF_FAILURE_VIEW = "config.site.errors.csrf_failure"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 * 2 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE and ENVIRONMENT.hsts_preload
SECURITY_NOTICE = ENVIRONMENT.security_notice
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CONTENT_SECURITY_POLICY = policy(STORAGES["default"])

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.build.logs.Line"}},
    "filters": {
        "away": {"()": "config.build.logs.Away"},
        "refusal": {"()": "config.build.logs.Refusal"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["away", "refusal"],
        }
    },
    "loggers": {
        # a line for each sweep that did something, also where workers say little else
        "awards.outbox.delivery": {"level": "INFO"},
        # who signs in, and whose tries are refused: without anybody's name
        "awards.security": {"level": "INFO"},
        # of an address that fails before Django sees it
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# How old the frame of a page (menu, emblem, contact) may be in another process.
FRAME_SECONDS = 10
# How old the numbers beside an organiser's pages may be; their own acts count at once.
COUNTS_SECONDS = 10
