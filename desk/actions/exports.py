"""Who took a list out of the house as a file."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from desk import verbs
from desk.inbox_question import InboxQuestion
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.events.actions import record


@transaction.atomic
def note_export(
    by: User,
    *,
    actor: Actor,
    at: datetime,
    question: InboxQuestion,
    columns: Sequence[str],
    n: int,
) -> None:
    """Record that `by` took a list of `n` tickets: of which view, with which columns.

    What was searched for is not kept, only by what kinds of filter.
    """
    record(
        by,
        verbs.LIST_EXPORTED,
        actor=actor,
        at=at,
        view=question.code,
        narrowed_by=[*sorted(question.filters), *(["q"] if question.words else [])],
        columns=list(columns),
        n=n,
    )


@transaction.atomic
def note_payments_export(
    by: User, *, actor: Actor, at: datetime, narrowed_by: Sequence[str], n: int
) -> None:
    """Record that `by` took a list of `n` payments, by what kinds of filter."""
    record(
        by,
        verbs.PAYMENTS_EXPORTED,
        actor=actor,
        at=at,
        narrowed_by=list(narrowed_by),
        n=n,
    )


@transaction.atomic
def note_claims_export(
    by: User, *, actor: Actor, at: datetime, narrowed_by: Sequence[str], n: int
) -> None:
    """Record that `by` took a list of `n` claims, by what kinds of filter."""
    record(
        by,
        verbs.CLAIMS_EXPORTED,
        actor=actor,
        at=at,
        narrowed_by=list(narrowed_by),
        n=n,
    )
