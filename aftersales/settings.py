"""Settings, read top to bottom. What differs per deployment comes from the environment;
what a manager may change is a row, never a setting."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from aftersales.api_names import ENUM_NAMES
from aftersales.embedded import discover

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# --- Deployment -----------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
# Demo mode: seeded data, sign-ins on the sign-in page, codes readable in the desk.
DEMO = env.bool("DEMO", default=False)
# How many customers, purchases and tickets the demo has.
DEMO_SIZE = [int(n) for n in env.list("DEMO_SIZE", default=["200", "300", "150"])]
DEMO_FORCE = env.bool("DEMO_FORCE", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))
PORT = env.int("PORT", default=8000)
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    from aftersales.embedded import secret_key

    SECRET_KEY = secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
_base_host = urlsplit(BASE_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=sorted({_base_host, "127.0.0.1", "localhost", "[::1]"})
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- Stores ---------------------------------------------------------------------
_endpoints = discover()
DATABASE_URL = env.str("DATABASE_URL", default=_endpoints.database_url)
REDIS_URL = env.str("REDIS_URL", default=_endpoints.redis_url)
DATABASES = {
    "default": {
        **environ.Env.db_url_config(DATABASE_URL),
        "ENGINE": "django_prometheus.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": "-c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000"
            f" -c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=15000)}",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Postgres is the single store; the cache holds only what a process may forget.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Applications ---------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_htmx",
    "template_partials",
    "csp",
    "pgtrigger",
    "django_prometheus",
    "django_structlog",
    "foundation.core",
    "foundation.events",
    "foundation.calendars",
    "foundation.accounts",
    "foundation.notifications",
    "foundation.places",
    "foundation.policies",
    "foundation.payments",
    "customers",
    "catalog",
    "tickets",
    "parts",
    "warranty",
    "intake",
    "surveys",
    "quality",
    "automation",
    "insights",
    "desk",
    "portal",
    "aftersales",
]
AUTH_USER_MODEL = "accounts.User"

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "foundation.core.middleware.DatabaseDownMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.core.compression.CompressWordsMiddleware",
    "csp.middleware.CSPMiddleware",
    "foundation.core.middleware.RequestLogMiddleware",
    "foundation.core.middleware.RefuseNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.accounts.middleware.StaffSessionMiddleware",
    "foundation.accounts.middleware.PrincipalMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "foundation.core.middleware.TurnBackMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "aftersales.urls"
WSGI_APPLICATION = "aftersales.wsgi.application"
ASGI_APPLICATION = "aftersales.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "aftersales.context.page",
            ],
            "builtins": [
                "foundation.core.templatetags.ui",
                "template_partials.templatetags.partials",
            ],
        },
    }
]

# --- Sign-in --------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["foundation.accounts.backends.StaffBackend"]
PASSWORD_HASHERS = [
    "foundation.accounts.hashers.ModestArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600
MFA_TOTP_ISSUER = "Aftersales"
MFA_ADAPTER = "foundation.accounts.mfa.SealingAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"

# --- Security -------------------------------------------------------------------
SECURE_SSL_REDIRECT = IS_HTTPS
# Health is asked from within, where there is no TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# How many proxies of ours stand before the web server; 0 trusts no header.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Languages and time -----------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Messages out -----------------------------------------------------------------
# For how long an answer can be taken back before it goes out; 0 sends at once.
UNDO_SECONDS = env.int("UNDO_SECONDS", default=15)
# Empty: mail goes to a file store under DATA_DIR/outbox that the desk shows.
SMTP_URL = env.str("SMTP_URL", default="")
MAIL_FROM = env.str("MAIL_FROM", default="Điện máy Hồng Hà <cskh@hongha.example>")
# A dotted path to an SmsProvider; empty: phone sign-in is off except in demo mode.
SMS_PROVIDER = env.str("SMS_PROVIDER", default="")

# --- API ------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.accounts.api.auth.TokenAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["foundation.core.denial.DenyAll"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["foundation.core.parsers.StrictJsonParser"],
    "DEFAULT_PAGINATION_CLASS": "foundation.core.keyset.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "foundation.accounts.api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "foundation.core.refusals.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Aftersales API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
}

# --- Logs ---------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "foundation.core.request_log.SecretAddressFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False)
