"""The permission of an API view that names none.

It stands alone because DRF loads it while its own views are still loading.
"""

from typing import Any

from rest_framework.permissions import BasePermission


class DenyAll(BasePermission):
    """The default: a view that declares nothing answers nobody."""

    def has_permission(self, request: Any, view: Any) -> bool:
        """Never."""
        return False
