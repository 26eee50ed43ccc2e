"""Which messages somebody may read: those about things they may see.

This floor does not know tickets. The app that owns a type of thing says which of them
somebody sees; messages about other types are for those who see everything.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from foundation.accounts.models import User

Visible = Callable[[User], QuerySet[Any]]

_visible: dict[str, Visible] = {}


def visible_about(type_: str, visible: Visible) -> None:
    """Say which things of `type_` ("tickets.ticket") somebody sees; as a queryset."""
    _visible[type_] = visible


def abouts_visible_to(user: User) -> Q:
    """The condition on (about_type, about_id), as one statement."""
    # Django turns an empty IN into "nothing", so no type at all means no message.
    found = Q(pk__in=[])
    for type_, visible in _visible.items():
        ids = visible(user).order_by().annotate(ref_id=Cast("pk", CharField()))
        found |= Q(about_type=type_, about_id__in=ids.values("ref_id"))
    return found
