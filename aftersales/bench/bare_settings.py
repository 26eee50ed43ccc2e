"""Settings of the yardstick: the same server and database, and of Django the least that
knows who asks. Named by the bench alone; no deployment has these pages."""

from aftersales.settings import *  # noqa: F403 - the same but for what follows
from aftersales.settings import BASE_DIR

ROOT_URLCONF = "aftersales.bench.bare"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # An installed app does not start without it; it only leaves a mark on the request.
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "aftersales" / "bench" / "templates"],
    }
]
