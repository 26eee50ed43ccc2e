"""What every API view shares: deny by default, visible rows, keyset pages.

Views extend `foundation.accounts.api.views.ApiViewSet`, which adds tokens, permissions,
throttles and idempotency keys to the `ActionViewSet` here.
"""

from datetime import datetime
from typing import Any, final

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from foundation.core.actor import Actor
from foundation.core.keyset import KeysetPagination
from foundation.core.strict import StrictSerializer, TextField

__all__ = [
    "ActionViewSet",
    "NoSuchAddress",
    "StrictSerializer",
    "TextField",
]


class ActionViewSet(GenericViewSet[Any]):
    """A resource whose rows come through `visible_to` and whose verbs call actions.

    Say `queryset` (whose model has `visible_to`), `serializer_class` for the answers,
    and write `list`, `retrieve` and one method per verb:

        def resolve(self, request, number):
            words = self.read(ResolveInput)
            ticket = resolve_ticket(self.get_object(), actor=self.actor, at=self.at, **words)
            return self.answer(ticket)
    """

    pagination_class = KeysetPagination
    ordering: tuple[str, ...] = ("-pk",)
    _thing: Any = None

    @final
    def get_queryset(self) -> QuerySet[Any]:
        """The rows the caller may see; `shaped` says what to fetch along."""
        declared: Any = super().get_queryset()
        return self.shaped(declared.visible_to(self.request.user))

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The place for select_related and prefetch_related; narrows, never widens."""
        return queryset

    @property
    def actor(self) -> Actor:
        """Who calls: the holder of the token."""
        actor: Actor = self.request.actor  # type: ignore[attr-defined] # by middleware and token
        return actor

    @property
    def at(self) -> datetime:
        """When the request began."""
        at: datetime = self.request.at  # type: ignore[attr-defined] # set by the middleware
        return at

    def get_object(self) -> Any:
        """The thing the address names, or 404; found once per request."""
        if self._thing is None:
            self._thing = super().get_object()
        return self._thing

    def read(self, serializer_class: type[StrictSerializer]) -> dict[str, Any]:
        """The validated body of the request, or a 400; 404 first, where a thing is named.

        A foreign thing must not be told from an absent one by what its verb complains of.
        """
        if (self.lookup_url_kwarg or self.lookup_field) in self.kwargs:
            self.get_object()
        serializer = serializer_class(
            data=self.request.data, context=self.get_serializer_context()
        )
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def answer(self, thing: Any, status: int = HTTP_200_OK) -> Response:
        """The fresh state of `thing`."""
        return Response(self.get_serializer(thing).data, status=status)

    def answer_page(self, queryset: QuerySet[Any]) -> Response:
        """One page of `queryset`, which the declared filters narrow first."""
        page = self.paginate_queryset(self.filter_queryset(queryset))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class NoSuchAddress(APIView):
    """Answers 404 in the one shape under every address of the API that does not exist."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before the method is looked at."""
        raise NotFound
