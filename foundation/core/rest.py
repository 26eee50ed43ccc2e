"""What every API view shares: deny by default, one error shape, keyset pages."""

from typing import Any

from rest_framework.pagination import CursorPagination
from rest_framework.permissions import BasePermission
from rest_framework.views import exception_handler as drf_exception_handler


class DenyAll(BasePermission):
    """The default: a view that declares nothing answers nobody."""

    def has_permission(self, request: Any, view: Any) -> bool:
        """Never."""
        return False


class KeysetPagination(CursorPagination):
    """`{"next", "previous", "results"}`; `?limit=` up to 200."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = "-id"


def exception_handler(error: Exception, context: dict[str, Any]) -> Any:
    """Every refusal in one shape."""
    return drf_exception_handler(error, context)
