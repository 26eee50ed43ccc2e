"""Every address of the system."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from aftersales import api_docs, health
from aftersales.styleguide import styleguide
from foundation.accounts.views.sign_in import admin_sign_in, sign_out
from foundation.core.rest import NoSuchAddress

handler500 = "foundation.core.middleware.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/schema/", api_docs.schema, name="schema"),
    path("api/docs/", api_docs.docs, name="api_docs"),
    path("admin/login/", admin_sign_in, name="admin_sign_in"),
    path("admin/logout/", sign_out, name="admin_sign_out"),
    path("admin/", admin.site.urls),
    path("desk/", include("foundation.accounts.urls")),
    path("live/bell/", include("foundation.notifications.live_urls")),
    path("live/", include("tickets.live_urls")),
    path("api/v1/", include("tickets.api.urls")),
    path("api/v1/", include("foundation.notifications.api.urls")),
    path("desk/calendars/", include("desk.calendar_urls")),
    path("desk/sla/", include("desk.policy_urls")),
    path("desk/warranty/policies/", include("warranty.policy_urls")),
    path("desk/warranty/", include("warranty.review_urls")),
    path("desk/events/", include("desk.event_urls")),
    path("desk/", include("foundation.notifications.urls")),
    path("desk/quality/", include("quality.urls")),
    path("desk/", include("desk.automation_urls")),
    path("desk/", include("desk.urls")),
    path("insights/", include("insights.urls")),
    path("api/v1/", include("catalog.api.urls")),
    path("api/v1/", include("warranty.api.urls")),
    path("api/v1/", include("surveys.api.urls")),
    path("api/v1/", include("insights.api.urls")),
    path("api/v1/", include("customers.api.urls")),
    # After every resource: what is left under the API refuses as the API does.
    path("api/v1/<path:rest>", NoSuchAddress.as_view(), name="no_such_resource"),
    path("", include("surveys.urls")),
    path("", include("customers.urls")),
    path("", include("tickets.urls")),
    path("", include("portal.urls")),
    # Strangers choose a language too.
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("styleguide/", styleguide, name="styleguide"),
]
