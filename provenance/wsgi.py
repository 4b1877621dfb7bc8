"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")

application = get_wsgi_application()
# The web server loads this once and forks: what is loaded now, its processes share as long as
# nobody writes to it, and the garbage collector would.
get_resolver().url_patterns  # noqa: B018 - Asking for them loads every page.
gc.collect()
gc.freeze()
