"""Customers over the API."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from customers.actions.benefits import grant_benefits
from customers.actions.consents import record_consent
from customers.actions.merging import merge_customers, unmerge_customer
from customers.actions.records import create_customer, edit_customer
from customers.api import serializers as shapes
from customers.api.filters import CustomerFilter
from customers.consent_reading import consents_of
from customers.consents import Word
from customers.models import Customer
from customers.profiles import Profile
from customers.queries import events_of
from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability

READ = (Capability.VIEW_CUSTOMERS, Scope.READ)
MERGE = (Capability.MERGE_CUSTOMERS, Scope.CUSTOMERS)
WRITE = (Capability.EDIT_CUSTOMERS, Scope.CUSTOMERS)


class CustomerViewSet(ApiViewSet):
    """Customers: find, enter, correct, and what happened to them."""

    queryset = Customer.objects.all()
    serializer_class = shapes.CustomerOutput
    filterset_class = CustomerFilter
    permissions: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "timeline": READ,
        "create": WRITE,
        "partial_update": WRITE,
        "benefits": (Capability.GRANT_BENEFITS, Scope.CUSTOMERS),
        "consents": READ,
        "record_consent": WRITE,
        "merge": MERGE,
        "unmerge": MERGE,
    }

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With the ways to reach them."""
        return queryset.prefetch_related("contact_points")

    def list(self, request: Request) -> Response:
        """Customers, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, pk: int) -> Response:
        """One customer."""
        return self.answer(self.get_object())

    @extend_schema(request=shapes.CreateInput, responses={201: shapes.CustomerOutput})
    def create(self, request: Request) -> Response:
        """Enter a customer. 409 `contact_taken` when somebody has the number."""
        words = self.read(shapes.CreateInput)
        phone, email = words.pop("phone"), words.pop("email")
        customer = create_customer(
            Profile(**words), phone=phone, email=email, actor=self.actor, at=self.at
        )
        return self.answer(customer, HTTP_201_CREATED)

    @extend_schema(request=shapes.EditInput)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Correct what is given, leave the rest."""
        customer = self.get_object()
        profile = replace(customer.profile, **self.read(shapes.EditInput))
        edited = edit_customer(customer, profile, actor=self.actor, at=self.at)
        return self.answer(edited)

    @extend_schema(request=shapes.BenefitsInput)
    def benefits(self, request: Request, pk: int) -> Response:
        """Put into a tier, or with an empty one out of all."""
        words = self.read(shapes.BenefitsInput)
        granted = grant_benefits(
            self.get_object(), **words, actor=self.actor, at=self.at
        )
        return self.answer(granted)

    @extend_schema(responses=shapes.ConsentOutput(many=True), filters=False)
    def consents(self, request: Request, pk: int) -> Response:
        """Every word of the person, newest first; the first of a purpose and channel
        is how it stands."""
        page = self.paginate_queryset(consents_of(self.get_object()))
        found = shapes.ConsentOutput(page, many=True).data
        return self.get_paginated_response(found)

    @extend_schema(request=shapes.ConsentInput, responses={201: shapes.ConsentOutput})
    def record_consent(self, request: Request, pk: int) -> Response:
        """Keep a yes or no; the same again is the one we have."""
        word = Word(**self.read(shapes.ConsentInput))
        kept = record_consent(
            self.get_object(), word=word, actor=self.actor, at=self.at
        )
        return Response(shapes.ConsentOutput(kept).data, HTTP_201_CREATED)

    @extend_schema(request=shapes.MergeInput)
    def merge(self, request: Request, pk: int) -> Response:
        """Say that this customer is another, whose record goes on and is the answer."""
        source = self.get_object()
        wanted = self.read(shapes.MergeInput)["into"]
        into = self.get_queryset().filter(pk=wanted).first()
        if into is None:
            raise ValidationError({"into": [_("Không tìm thấy.")]})
        merged = merge_customers(source, into, actor=self.actor, at=self.at)
        return self.answer(merged)

    @extend_schema(request=None)
    def unmerge(self, request: Request, pk: int) -> Response:
        """Let both records stand alone again; the answer is this one."""
        alone = unmerge_customer(self.get_object(), actor=self.actor, at=self.at)
        return self.answer(alone)

    @extend_schema(responses=shapes.EventOutput(many=True), filters=False)
    def timeline(self, request: Request, pk: int) -> Response:
        """What happened, newest first; who sees only some tickets sees none of theirs."""
        user: Any = request.user  # permissions let nobody else in
        page = self.paginate_queryset(events_of(self.get_object(), user))
        found = shapes.EventOutput(page, many=True).data
        return self.get_paginated_response(found)
