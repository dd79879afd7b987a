"""The WSGI application that gunicorn serves."""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from archive.environment.variables import InvalidVariable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

try:
    django_application = get_wsgi_application()
except (ImproperlyConfigured, InvalidVariable) as error:  # a variable of the environment; the sentence says which
    sys.stderr.write(f"{error}\n")
    sys.exit(4)  # gunicorn's status of an application that cannot be loaded; its master then ends

from archive.web.cache.wsgi_cache import CachingApplication

application = CachingApplication(django_application)
gc.collect()
gc.freeze()  # all objects loaded by now live as long as the process; the collector can skip them
