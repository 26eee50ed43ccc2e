"""Every address of the system."""

from django.contrib import admin
from django.urls import include, path

from aftersales import health

handler500 = "foundation.core.middleware.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("desk/calendars/", include("desk.calendar_urls")),
    path("", include("customers.urls")),
    path("", include("tickets.urls")),
]
