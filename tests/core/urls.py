"""A few addresses, so that these tests depend on no app."""

from typing import Any

from django.http import HttpResponse
from django.urls import include, path


def nothing(request: Any) -> HttpResponse:
    return HttpResponse()


desk = [
    path("", nothing, name="inbox"),
    path("customers/", nothing, name="customers"),
    path("search/", nothing, name="search"),
    path("palette/", nothing, name="palette"),
]
portal = [
    path("my/", nothing, name="home"),
    path("my/tickets/", nothing, name="tickets"),
]
urlpatterns = [
    path("desk/", include((desk, "desk"))),
    path("", include((portal, "portal"))),
    path("sign-in/", include(([path("", nothing, name="sign_in")], "customers"))),
    path("desk/in/", include(([path("", nothing, name="sign_in")], "accounts"))),
]
