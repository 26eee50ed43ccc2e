"""Whose money somebody sees: that of the cases they see.

The ground floor knows a case as (type, id). The app that owns a type says which of its
cases somebody may see; money of any other type is for those who see the whole house.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from foundation.accounts.models import User

Seen = Callable[[User], QuerySet[Any]]

_cases: dict[str, Seen] = {}


def register_case(type_: str, seen: Seen) -> None:
    """Say which cases of `type_` ("warranty.claim") somebody may see."""
    _cases[type_] = seen


def of_cases_seen_by(user: User) -> Q:
    """The payments of every case that `user` may see."""
    found = Q(pk__in=[])
    for type_, seen in sorted(_cases.items()):
        keys = seen(user).order_by().annotate(case_key=Cast("pk", CharField()))
        found |= Q(subject_type=type_, subject_id__in=keys.values("case_key"))
    return found
