"""All settings, read from the environment; docs/settings.md lists the variables."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.management.utils import get_random_secret_key

from archive import vocabulary
from archive.environment import databases, variables
from archive.environment.canonical_origin import parse_canonical_origin

env = environ.Env()

# Folders and entry points

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = variables.read_folder("VAR_ROOT", BASE_DIR / "var")
SCHEMAS = BASE_DIR / "fixtures" / "schemas"
FIXTURES_ROOT = variables.read_folder("FIXTURES_ROOT", BASE_DIR / "fixtures")
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

# Hosts and the canonical origin

CANONICAL_ORIGIN = parse_canonical_origin(env.str("CANONICAL_ORIGIN", default="http://127.0.0.1:8000"))
ALLOWED_HOSTS = variables.read_hosts(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", urlsplit(CANONICAL_ORIGIN).hostname or ""]
)
# Where readers report errors: an address of the web or mailto:…; without it, “About” says what a report should contain.
REPORT_URL = variables.read_address("REPORT_URL", ("https://", "http://", "mailto:"))
# To whom vulnerabilities are reported; by default REPORT_URL.
SECURITY_CONTACT = variables.read_address("SECURITY_CONTACT", ("https://", "mailto:"))
DEBUG = variables.read_boolean("DEBUG", False)
# Nothing is signed (no sessions, cookies, posted forms or accounts), so each process may have a random key.
SECRET_KEY = env.str("SECRET_KEY", default="") or get_random_secret_key()

# Apps

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "archive",
    "camps",
    "marches",
]
MIDDLEWARE = [
    "archive.web.monitoring.health.HealthMiddleware",
    "archive.web.middleware.ResourcePolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.web.middleware.SortedPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.web.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "archive.web.middleware.UnsoundTextMiddleware",
    "archive.web.cache.edition.SingleEditionMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "archive.web.context_processors.site_context"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["archive.web.template_loader.CompactLoader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    },
]

# Database

# The web reads; manage.py sets DATABASE_ACCESS=write for commands that write, which may use another address.
reading_url = env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'archive.sqlite3'}")
loading_url = env.str("LOAD_DATABASE_URL", default=reading_url)
can_write = variables.read_word("DATABASE_ACCESS", "read", ("read", "write")) == "write"
journal = variables.read_word("SQLITE_JOURNAL", "wal", variables.JOURNAL_MODES)
# A preview has its own database, which is replaced whenever a fixture file changes.
PREVIEW = variables.read_boolean("PREVIEW", False)
if PREVIEW:
    can_write, loading_url = True, f"sqlite:///{VAR / 'preview.sqlite3'}"
if can_write:
    database = databases.parse_database_url(loading_url, "LOAD_DATABASE_URL or DATABASE_URL")
    database = databases.configure_writing(database, journal)
else:
    database = databases.configure_reading(databases.parse_database_url(reading_url, "DATABASE_URL"))
# A broken connection is noticed before a page is rendered, and another server of the list is used.
DATABASES = {"default": {**database, "CONN_MAX_AGE": variables.read_number("CONN_MAX_AGE", 60), "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Responses that each process caches in memory, the folder and number of stored ones, and how long shared caches may serve them without revalidation

variables.apply_renamed_variables(env.ENVIRON)
RESPONSE_CACHE_MB = variables.read_number("RESPONSE_CACHE_MB", 0 if DEBUG or PREVIEW else 32)
RESPONSE_CACHE_ROOT = variables.read_folder("RESPONSE_CACHE_ROOT", VAR / "answers")
# Pages that a load stores; rendering and compressing one takes 0.1 to 0.4 s of processor time.
MAIN_PAGES = variables.read_number("MAIN_PAGES", 60)
SHARED_CACHE_SECONDS = variables.read_number("SHARED_CACHE_SECONDS", 10)

# Languages and time

LANGUAGES = list(vocabulary.LANGUAGES.items())
LANGUAGE_CODE = "ar"
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_ENABLE_FALLBACKS = False
TIME_ZONE = "UTC"

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = variables.read_folder("STATIC_ROOT", VAR / "static")
STORAGES = {"staticfiles": {"BACKEND": "archive.web.stylesheets.JoinedStylesheetStorage"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Browser policies

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Behind TLS: on whenever the canonical origin is https

SECURE = CANONICAL_ORIGIN.startswith("https://")
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
# Both bind other sites of the domain, and preloading cannot be undone for months: only the owner of the domain can decide.
SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = variables.read_hsts_options(SECURE)
# W003: CSRF protection guards forms that post; there are none, and every method but GET and HEAD is refused. W005, W021: see above.
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W005", "security.W021"]

# Logs: as text for people, or with LOG_FORMAT=json as JSON; neither names a reader

LOG_FORMAT = variables.read_word("LOG_FORMAT", "text", ("text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "archive.web.monitoring.logs.TextFormatter"},
        "json": {"()": "archive.web.monitoring.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": variables.read_word("LOG_LEVEL", "warning", variables.LOG_LEVELS).upper()},
    # A 404, a 405 or a request for another host is answered, and is no incident.
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
    },
}
