"""Who may look at the store."""

from typing import Any, Self

from django.db import models

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can


class StockQuerySet(models.QuerySet[Any]):
    """Rows of the store, which is the house's own."""

    def visible_to(self, user: User) -> Self:
        """Those who look after parts or work with them see all of it, others nothing."""
        return self if can(user, Capability.VIEW_STOCK) else self.none()
