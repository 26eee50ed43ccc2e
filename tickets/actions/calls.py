"""Telephoning a customer whom no message reaches."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.events.actions import record
from foundation.notifications.models import OutgoingMessage
from tickets import verbs
from tickets.errors import CallDoneError
from tickets.models import CallTask, Ticket

MAX_RESULT = 300


@transaction.atomic
def create_call_task(message: OutgoingMessage, *, at: datetime) -> CallTask | None:
    """Ask somebody to call the customer of an undeliverable message, once per message.

    None for words to staff, and for codes: they are worthless when the call comes.
    """
    if message.is_secret or not message.customer_ref:
        return None
    task, is_new = CallTask.objects.get_or_create(
        message_ref=str(message.pk),
        defaults={
            "customer_id": int(message.customer_ref),
            "ticket": _ticket_of(message),
            "reason": message.template,
            "created_at": at,
        },
    )
    if is_new:
        note_call_task(task, verbs.CALL_REQUESTED, SYSTEM, at)
    return task


@transaction.atomic
def finish_call(
    task: CallTask, *, actor: Actor, by: User, result: str, at: datetime
) -> CallTask:
    """Note what the call brought; refused when a colleague has already made it."""
    task = locked(task)
    if task.done_at is not None:
        raise CallDoneError
    task.done_at, task.done_by = at, by
    task.result = clean_line(result)[:MAX_RESULT]
    task.save(update_fields=["done_at", "done_by", "result"])
    note_call_task(task, verbs.CALL_DONE, actor, at)
    return task


def _ticket_of(message: OutgoingMessage) -> Ticket | None:
    if message.about_type != Ticket._meta.label_lower:
        return None
    return Ticket.objects.filter(pk=message.about_id).first()


def note_call_task(task: CallTask, verb: str, actor: Actor, at: datetime) -> None:
    """One line in the history of a call that somebody has to make."""
    customers = [Customer(pk=task.customer_id)] if task.customer_id else []
    tickets = [Ticket(pk=task.ticket_id)] if task.ticket_id else []
    record(
        task,
        verb,
        actor=actor,
        at=at,
        links=[*customers, *tickets],
        customer_id=task.customer_id,
        ticket_id=task.ticket_id,
        message_id=int(task.message_ref) if task.message_ref else None,
        call_id=task.missed_call_id,
    )
