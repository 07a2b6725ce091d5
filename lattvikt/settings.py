"""One settings file, read from the environment. docs/configuration.md explains each name."""

from pathlib import Path

import environ
import pghistory
import structlog
from csp.constants import NONCE, NONE, SELF
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")
# What `make run` started on this machine, so that manage.py finds it from another terminal.
if "SECRET_KEY" not in env.ENVIRON:
    environ.Env.read_env(BASE_DIR / ".data/environment")

# The demonstration: an invented programme on one machine. Never in production.
DEMO = env.bool("LATTVIKT_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
# Where letters lead: an address with scheme and without a final slash.
SITE_URL = env("SITE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "lattvikt.apps.Config",
    "accounts",
    "archive",
    "outbox",
    "members",
    "board",
    "admission",
    "billing",
    "events",
    "checks",
    "proposals",
    "lattvikt.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "health_check",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lattvikt.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "lattvikt.urls"
WSGI_APPLICATION = "lattvikt.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lattvikt.context.programme",
                "lattvikt.context.navigation",
            ],
            "builtins": ["lattvikt.templatetags.lattvikt"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# The database and the broker. `make run` and the tests start their own (embedded.py).
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "lattvikt.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # Redis may be emptied at any time
SESSION_COOKIE_AGE = 14 * 24 * 3600

# Celery is the clock; PostgreSQL is the queue. The table of sweeps is in lattvikt/celery.py.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_TIMEZONE = "Europe/Stockholm"

# Post
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default="Medlemsprogram Lättvikt <kansli@lattvikt.example>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
OUTBOX_CONTEXT = "lattvikt.context.for_letters"  # the post knows no programme
OUTBOX_HIDDEN_FROM = "lattvikt.discretion.letters_hidden_from"  # nor who is recused in what

# Signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_of"
LOGOUT_REDIRECT_URL = "front"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person: a new one replaces it when confirmed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter when an address, a password or a key is changed
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lättvikt"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
# Staff and seat holders must have a second factor. Only the local demonstration says no.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
# OIDC for organisations with their own login: JSON, see docs/deployment.md.
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": env.json("OIDC_APPS", default=[])},
}
SOCIALACCOUNT_ONLY = False

# Languages: Swedish first, English complete. The source texts are English.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lattvikt.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# Static files come from our folder and from wheels: hashed and compressed by collectstatic, or
# straight from their sources, as `make run` does.
STATIC_FROM_SOURCE = env.bool("STATIC_FROM_SOURCE", default=DEBUG)
# Source maps are fetched by developers only, and take longer to compress than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("PRIVATE_FILES", default=str(BASE_DIR / ".data/files"))},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_FROM_SOURCE
        else "lattvikt.static_storage.StaticStorage"
    },
}

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
IS_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=IS_HTTPS)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "lattvikt.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# History: PostgreSQL's own triggers write down every change of the register, deletions too.
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)

# The programme's own choices (docs/decisions.md says why each is a setting)
ADMISSION_BODY = env("ADMISSION_BODY", default="styrelsen")
IN_KIND_BODY = env("IN_KIND_BODY", default="styrelsen")
EXCLUSION_BODY = env("EXCLUSION_BODY", default="styrelsen")
CHECKS_BODY = env("CHECKS_BODY", default="styrelsen")
CHECKS_ASSESSING_BODY = env("CHECKS_ASSESSING_BODY", default="ledningsgruppen")
CHECKS_LEAST_ASSESSMENTS = env.int("CHECKS_LEAST_ASSESSMENTS", default=2)
CHECK_FILE_MEGABYTES = env.int("CHECK_FILE_MEGABYTES", default=10)
# How long a member has to pay back what the board reclaims, in days from the decision.
CHECKS_RECLAIM_DAYS = env.int("CHECKS_RECLAIM_DAYS", default=30)
CHECKS_ADVANCE_PERCENT = env.int("CHECKS_ADVANCE_PERCENT", default=50)
# Those who come are reminded so many days before; their needs are forgotten so many after.
EVENT_REMINDER_DAYS = env.int("EVENT_REMINDER_DAYS", default=2)
EVENT_NEEDS_DAYS = env.int("EVENT_NEEDS_DAYS", default=14)
SURVEY_REMINDER_DAYS = env.int("SURVEY_REMINDER_DAYS", default=4)
SURVEY_LEAST_ANSWERS = env.int("SURVEY_LEAST_ANSWERS", default=3)
# A local network is alive for so long after its latest meeting, and asleep after so long. Its
# meetings are arranged by this body, which publishes them.
NETWORK_ALIVE_DAYS = env.int("NETWORK_ALIVE_DAYS", default=365)
NETWORK_ASLEEP_DAYS = env.int("NETWORK_ASLEEP_DAYS", default=548)
NETWORK_BODY = env("NETWORK_BODY", default="verksamhetsledningen")
# E-invoices go to the access point by this, and with it into this folder; none: they wait.
EINVOICE_ADAPTER = env("EINVOICE_ADAPTER", default="billing.access_points.FolderDrop")
EINVOICE_FOLDER = env("EINVOICE_FOLDER", default="")
# The bodies whose seat holders see the financial overview.
ECONOMY_BODIES = env.list("ECONOMY_BODIES", default=["styrelsen"])
# The bodies whose responsible persons hear members' views and needs, and how soon they answer.
REMARK_BODIES = env.list("REMARK_BODIES", default=["teknikgruppen", "verksamhetsledningen"])
REMARK_DAYS_TO_ANSWER = env.int("REMARK_DAYS_TO_ANSWER", default=30)
DOCUMENTS_KEPT_YEARS = 7  # bokföringslagen 7 kap. 2 §

# Logging: JSON in production, readable on one's own machine. No form contents, ever.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
        },
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.dev.ConsoleRenderer(
                colors=False,
                exception_formatter=structlog.dev.plain_traceback,  # the rich one shows locals
            ),
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env("LOG_FORMAT", default="json"),
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Each step of each PDF, and each table of each font.
    "loggers": {
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

if SENTRY_DSN := env("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
    )
