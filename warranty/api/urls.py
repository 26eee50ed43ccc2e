from django.urls import path

from warranty.api.views import ActivationViewSet, LookupViewSet

app_name = "warranty_api"
urlpatterns = [
    path("warranty/lookup/", LookupViewSet.as_view({"get": "list"}), name="lookup"),
    path(
        "units/<str:serial>/activate/",
        ActivationViewSet.as_view({"post": "activate"}),
        name="activate",
    ),
]
