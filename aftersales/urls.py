"""Every address of the system."""

from django.contrib import admin
from django.urls import include, path

from aftersales import health
from aftersales.styleguide import styleguide
from foundation.accounts.views.sign_in import admin_sign_in, sign_out

handler500 = "foundation.core.middleware.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/login/", admin_sign_in, name="admin_sign_in"),
    path("admin/logout/", sign_out, name="admin_sign_out"),
    path("admin/", admin.site.urls),
    path("desk/", include("foundation.accounts.urls")),
    path("live/", include("tickets.live_urls")),
    path("desk/calendars/", include("desk.calendar_urls")),
    path("desk/", include("desk.urls")),
    path("", include("customers.urls")),
    path("", include("tickets.urls")),
    path("", include("portal.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("styleguide/", styleguide, name="styleguide"),
]
