"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

django_application = get_wsgi_application()

from archive.web.cache.wsgi_cache import CachingApplication  # noqa: E402 (it reads what Django has set up)

application = CachingApplication(django_application)
gc.collect()
gc.freeze()  # what is loaded by now lives as long as the process; the collector need not look at it again
