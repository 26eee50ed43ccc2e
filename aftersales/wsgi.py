"""Django for pages: synchronous views, one thread each."""

import os

from django.core.wsgi import get_wsgi_application

from aftersales.checks import stop_if_refused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftersales.settings")

application = get_wsgi_application()
stop_if_refused()
