"""What a timeline names, and where its reader may go from there."""

from datetime import UTC, datetime

from customers.models import Customer
from desk.timelines import event_rows
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.refs import ref
from foundation.events.actions import record
from foundation.notifications import verbs
from tests.factories.accounts import StaffFactory
from tests.factories.notifications import OutgoingMessageFactory

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def told(customer: Customer, reader: User) -> tuple[str, str]:
    (row,) = event_rows(ref(customer), reader)
    assert row.thing is not None
    return str(row.thing.label), row.thing.path


def test_a_message_is_a_link_only_for_those_who_may_open_it(
    customer: Customer, agent_user: User
) -> None:
    technician = StaffFactory(role=Role.TECHNICIAN)
    message = OutgoingMessageFactory()
    record(message, verbs.MESSAGE_SENT, actor=SYSTEM, at=NOON, links=[customer])

    name, page = told(customer, agent_user)

    assert page == f"/desk/messages/{message.pk}/"
    assert told(customer, technician) == (name, "")
