"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

django_application = get_wsgi_application()

from archive.web.cache.wsgi_cache import CachingApplication  # noqa: E402 (needs Django to be set up)

application = CachingApplication(django_application)
gc.collect()
gc.freeze()  # all objects loaded by now live as long as the process; the collector can skip them
