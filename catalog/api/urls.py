from django.urls import path

from catalog.api.views import ProductViewSet, PurchaseViewSet, UnitViewSet

app_name = "catalog_api"
urlpatterns = [
    path(
        "products/",
        ProductViewSet.as_view({"get": "list", "post": "create"}),
        name="products",
    ),
    path(
        "products/<path:sku>/",
        ProductViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="product",
    ),
    path(
        "purchases/",
        PurchaseViewSet.as_view({"get": "list", "post": "create"}),
        name="purchases",
    ),
    path(
        "purchases/<int:pk>/",
        PurchaseViewSet.as_view({"get": "retrieve"}),
        name="purchase",
    ),
    path("units/", UnitViewSet.as_view({"get": "list"}), name="units"),
    path(
        "units/<str:serial>/",
        UnitViewSet.as_view({"get": "retrieve"}),
        name="unit",
    ),
]
