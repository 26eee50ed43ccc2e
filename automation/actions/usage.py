"""How often replies and macros are of use, so that what nobody needs can go."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from automation.models import CannedReply, Macro
from foundation.accounts.models import User

MOST = 10  # of one message; nobody puts more together


@transaction.atomic
def count_replies(keys: Iterable[int], *, by: User, at: datetime) -> None:
    """Count the replies that a message of `by` was put together from, each once."""
    wanted = sorted(set(keys))[:MOST]
    if not wanted:
        return
    found = CannedReply.objects.visible_to(by).filter(pk__in=wanted)
    # Held in the order of their keys: two messages may be put together from the same.
    held = [row.pk for row in found.order_by("pk").select_for_update(of=("self",))]
    used = CannedReply.objects.filter(pk__in=held)
    used.update(n_used=F("n_used") + 1, last_used_at=at)


@transaction.atomic
def count_macro(macro: Macro, *, at: datetime) -> None:
    """Count a macro that was done. The last thing of its transaction: others wait for it."""
    used = Macro.objects.filter(pk=macro.pk)
    used.update(n_used=F("n_used") + 1, last_used_at=at)
