"""Products, purchases and units over the API."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED

from catalog.actions.products import ProductFacts, change_product, create_product
from catalog.actions.purchases import record_purchase
from catalog.api import filters, serializers as shapes
from catalog.api.receipts import receipt_of
from catalog.coverage import with_coverage
from catalog.enums import Category
from catalog.models import Product, Purchase, Unit
from catalog.queries import history_of
from catalog.serials import fold_serial
from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability

READ = (Capability.VIEW_CATALOG, Scope.READ)
WRITE = (Capability.EDIT_CATALOG, Scope.CATALOG)
MAX_DIGITS = 18  # of a primary key


class ProductViewSet(ApiViewSet):
    """What we sell; found by SKU, or by id."""

    queryset = Product.objects.all()
    serializer_class = shapes.ProductOutput
    filterset_class = filters.ProductFilter
    permissions: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "partial_update": WRITE,
    }

    def get_object(self) -> Product:
        """The product with this SKU; a number that is none is an id."""
        key = str(self.kwargs["sku"])
        wanted = Q(sku=key)
        if key.isascii() and key.isdigit() and len(key) <= MAX_DIGITS:
            wanted |= Q(pk=int(key))
        found: list[Product] = list(self.get_queryset().filter(wanted))
        if not found:
            raise NotFound
        return max(found, key=lambda product: product.sku == key)

    def list(self, request: Request) -> Response:
        """Products, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, sku: str) -> Response:
        """One product."""
        return self.answer(self.get_object())

    @extend_schema(request=shapes.ProductInput, responses={201: shapes.ProductOutput})
    def create(self, request: Request) -> Response:
        """Enter a product. 409 `sku_taken` when there is one with this SKU."""
        words = self.read(shapes.ProductInput)
        sku = words.pop("sku")
        product = create_product(sku, _facts(words), actor=self.actor, at=self.at)
        product.refresh_from_db()
        return self.answer(product, HTTP_201_CREATED)

    @extend_schema(request=shapes.ProductEdit)
    def partial_update(self, request: Request, sku: str) -> Response:
        """Correct what is given, leave the rest."""
        product = self.get_object()
        now = {
            "name": product.name,
            "brand": product.brand,
            "category": product.category,
            "is_active": product.is_active,
        }
        facts = _facts(now | self.read(shapes.ProductEdit))
        return self.answer(change_product(product, facts, actor=self.actor, at=self.at))


class PurchaseViewSet(ApiViewSet):
    """Receipts of shop systems."""

    queryset = Purchase.objects.all()
    serializer_class = shapes.PurchaseOutput
    filterset_class = filters.PurchaseFilter
    permissions: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE}

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With everything on the receipt."""
        return queryset.select_related("customer").prefetch_related(
            "lines__product", "lines__units"
        )

    def list(self, request: Request) -> Response:
        """Purchases, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, pk: int) -> Response:
        """One purchase."""
        return self.answer(self.get_object())

    @extend_schema(
        request=shapes.PurchaseInput,
        responses={201: shapes.PurchaseOutput, 200: shapes.PurchaseOutput},
    )
    def create(self, request: Request) -> Response:
        """Record a receipt. The same `source` and `source_id` twice is one purchase: the
        second answers 200 with the first."""
        receipt = receipt_of(self.read(shapes.PurchaseInput))
        known = self.get_queryset().filter(
            source=receipt.head.source, source_id=receipt.head.source_id
        )
        status = HTTP_200_OK if known.exists() else HTTP_201_CREATED
        purchase = record_purchase(receipt, actor=self.actor, at=self.at)
        return self.answer(self.get_queryset().get(pk=purchase.pk), status)


class UnitViewSet(ApiViewSet):
    """Serial-numbered things."""

    queryset = Unit.objects.all()
    serializer_class = shapes.UnitOutput
    filterset_class = filters.UnitFilter
    permissions: ClassVar = {"list": READ, "retrieve": READ}

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With what it is, whose, and bought when."""
        return queryset.select_related("product", "owner", "purchase_line__purchase")

    def list(self, request: Request) -> Response:
        """Units, newest first, each with its cover."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        units = with_coverage(page or [])
        return self.get_paginated_response(self.get_serializer(units, many=True).data)

    @extend_schema(responses=shapes.UnitDetail)
    def retrieve(self, request: Request, serial: str) -> Response:
        """One unit with cover and history, by its serial number, however it is written."""
        unit = get_object_or_404(self.get_queryset(), serial=fold_serial(serial))
        unit.history = history_of(unit)
        with_coverage([unit])
        return Response(shapes.UnitDetail(unit).data)


def _facts(words: dict[str, Any]) -> ProductFacts:
    return ProductFacts(**{**words, "category": Category(words["category"])})
