from django.urls import path

from customers.api.views import CustomerViewSet

app_name = "customers_api"
urlpatterns = [
    path(
        "customers/",
        CustomerViewSet.as_view({"get": "list", "post": "create"}),
        name="list",
    ),
    path(
        "customers/<int:pk>/",
        CustomerViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="detail",
    ),
    path(
        "customers/<int:pk>/benefits/",
        CustomerViewSet.as_view({"post": "benefits"}),
        name="benefits",
    ),
    path(
        "customers/<int:pk>/consents/",
        CustomerViewSet.as_view({"get": "consents", "post": "record_consent"}),
        name="consents",
    ),
    path(
        "customers/<int:pk>/merge/",
        CustomerViewSet.as_view({"post": "merge"}),
        name="merge",
    ),
    path(
        "customers/<int:pk>/unmerge/",
        CustomerViewSet.as_view({"post": "unmerge"}),
        name="unmerge",
    ),
    path(
        "customers/<int:pk>/timeline/",
        CustomerViewSet.as_view({"get": "timeline"}),
        name="timeline",
    ),
]
