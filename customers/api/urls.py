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
        "customers/<int:pk>/timeline/",
        CustomerViewSet.as_view({"get": "timeline"}),
        name="timeline",
    ),
]
