from django.urls import include, path

from warranty.api.views import ActivationViewSet, LookupViewSet

app_name = "warranty_api"
urlpatterns = [
    path("", include("warranty.api.claim_urls")),
    path("warranty/lookup/", LookupViewSet.as_view({"get": "list"}), name="lookup"),
    path(
        "units/<str:serial>/activate/",
        ActivationViewSet.as_view({"post": "activate"}),
        name="activate",
    ),
]
