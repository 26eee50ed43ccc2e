"""Django for the event streams: asynchronous views, no thread while they wait."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftersales.settings")

application = get_asgi_application()
