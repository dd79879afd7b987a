"""The archive's settings for tests: static files are not collected, and the database is separate."""

from archive.settings import *  # noqa: F403
from archive.settings import BASE_DIR, DATABASES

STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
RESPONSE_CACHE_MB = 0
DATABASES["default"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "var" / "tests.sqlite3"}
(BASE_DIR / "var").mkdir(exist_ok=True)
