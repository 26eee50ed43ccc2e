"""Rows of the call list."""

from dataclasses import dataclass

from customers.enums import ContactKind
from foundation.accounts.models import User
from tickets.models import CallTask

CALLS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class CallRow:
    """One customer to telephone, with the number to dial."""

    task: CallTask
    phone: str


def call_rows(user: User, *, is_done: bool) -> list[CallRow]:
    """The calls `user` may see: open ones oldest first, made ones latest first."""
    tasks = CallTask.objects.visible_to(user).select_related(
        "customer", "ticket", "done_by"
    )
    tasks = tasks.filter(done_at__isnull=not is_done)
    tasks = tasks.order_by("-done_at" if is_done else "created_at")
    found = tasks.prefetch_related("customer__contact_points")[:CALLS_SHOWN]
    return [CallRow(task, _phone(task)) for task in found]


def _phone(task: CallTask) -> str:
    if task.customer is None or task.phone:
        return task.phone
    points = task.customer.contact_points.all()
    return next((p.value for p in points if p.kind == ContactKind.PHONE), "")
