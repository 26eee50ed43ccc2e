"""Pages of a list by the place of the last row, never by counting rows."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
MAX_CURSOR_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind these values, read forwards or backwards."""

    values: tuple[Any, ...]
    is_backwards: bool


class KeysetPagination(BasePagination):
    """`{"next", "previous", "results"}`; `?limit=` up to 200.

    A view may say `ordering`, a tuple of column names whose last one is unique.
    """

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any]:
        """One page of rows."""
        self.request = request
        ordering = tuple(getattr(view, "ordering", None) or ("-pk",))
        self.columns = [name.lstrip("-") for name in ordering]
        limit = _limit_of(request)
        place = _place_of(request, queryset.model, self.columns)
        is_backwards = place is not None and place.is_backwards
        way = [_turned(name) if is_backwards else name for name in ordering]
        if place is not None:
            queryset = queryset.filter(_behind(way, place.values))
        found = list(queryset.order_by(*way)[: limit + 1])
        self.page = found[:limit]
        has_more = len(found) > limit
        if is_backwards:
            self.page.reverse()
        self.has_next = is_backwards or has_more
        self.has_previous = has_more if is_backwards else place is not None
        return self.page

    def get_paginated_response(self, data: Any) -> Response:
        """The page between the addresses of its neighbours."""
        return Response(
            {
                "next": self._link(-1) if self.has_next else None,
                "previous": self._link(0, "p") if self.has_previous else None,
                "results": data,
            }
        )

    def _link(self, index: int, direction: str = "n") -> str | None:
        url = settings.BASE_URL + self.request.get_full_path()
        if not self.page:  # everything behind the place is gone: start again
            return remove_query_param(url, "cursor")
        values = [_plain(_value(self.page[index], name)) for name in self.columns]
        words = json.dumps([direction, *values], separators=(",", ":"))
        cursor = base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")
        return replace_query_param(url, "cursor", cursor)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """`cursor` and `limit`, for the schema."""
        limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT}
        return [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
            {
                "name": "limit",
                "in": "query",
                "schema": {**limit, "default": DEFAULT_LIMIT},
            },
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page, for the schema."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


def _limit_of(request: Request) -> int:
    raw = request.query_params.get("limit", str(DEFAULT_LIMIT))
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= len(str(MAX_LIMIT))
    if not is_number or not 1 <= int(raw) <= MAX_LIMIT:
        text = str(_("Từ 1 đến %(most)s.") % {"most": MAX_LIMIT})
        raise ValidationError({"limit": [ErrorDetail(text, "invalid_limit")]})
    return int(raw)


def _place_of(
    request: Request, model: type[Model], columns: Sequence[str]
) -> Place | None:
    raw = request.query_params.get("cursor")
    if raw is None:
        return None
    try:
        return _read_place(raw, model, columns)
    except (ValueError, TypeError, RecursionError, DjangoValidationError) as error:
        text = str(_("Vị trí trang không đúng."))
        detail = {"cursor": [ErrorDetail(text, "invalid_cursor")]}
        raise ValidationError(detail) from error


def _read_place(raw: str, model: type[Model], columns: Sequence[str]) -> Place:
    if len(raw) > MAX_CURSOR_LENGTH:
        raise ValueError(len(raw))
    padded = raw.encode("ascii") + b"=" * (-len(raw) % 4)
    try:
        words = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except binascii.Error as error:
        raise ValueError(raw) from error
    direction, *values = words
    if direction not in ("n", "p") or len(values) != len(columns):
        raise ValueError(raw)
    if not all(
        type(value) in (str, int) and "\0" not in str(value) for value in values
    ):
        raise ValueError(raw)
    found = tuple(
        _column(model, name).to_python(value)
        for name, value in zip(columns, values, strict=True)
    )
    return Place(found, direction == "p")


def _column(model: type[Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _behind(way: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values` in the order `way`: (a, b) > (x, y), said column by column."""
    behind = Q()
    same = Q()
    for name, value in zip(way, values, strict=True):
        column = name.lstrip("-")
        side = "lt" if name.startswith("-") else "gt"
        behind |= same & Q(**{f"{column}__{side}": value})
        same &= Q(**{column: value})
    # The first column alone bounds the index scan.
    first = way[0].lstrip("-")
    side = "lte" if way[0].startswith("-") else "gte"
    return Q(**{f"{first}__{side}": values[0]}) & behind


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _value(row: Any, name: str) -> Any:
    return row[name] if isinstance(row, dict) else getattr(row, name)


def _plain(value: Any) -> Any:
    return (
        value
        if isinstance(value, int)
        else getattr(value, "isoformat", value.__str__)()
    )
