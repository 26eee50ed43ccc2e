"""What a timeline names, and where its reader may go from there."""

from datetime import UTC, datetime, timedelta

from customers import verbs as customer_verbs
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


def edited(customer: Customer, *, days_ago: int) -> None:
    at = NOON - timedelta(days=days_ago)
    record(customer, customer_verbs.CUSTOMER_EDITED, actor=SYSTEM, at=at)


def test_a_message_is_a_link_only_for_those_who_may_open_it(
    customer: Customer, agent_user: User
) -> None:
    technician = StaffFactory(role=Role.TECHNICIAN)
    message = OutgoingMessageFactory()
    record(message, verbs.MESSAGE_SENT, actor=SYSTEM, at=NOON, links=[customer])

    name, page = told(customer, agent_user)

    assert page == f"/desk/messages/{message.pk}/"
    assert told(customer, technician) == (name, "")


def test_what_was_recorded_late_stands_where_it_happened(
    customer: Customer, agent_user: User
) -> None:
    edited(customer, days_ago=0)
    edited(customer, days_ago=400)
    edited(customer, days_ago=30)

    told = [row.entry.at for row in event_rows(ref(customer), agent_user)]

    assert told == sorted(told, reverse=True)


def test_a_consent_on_the_timeline_says_what_for_and_by_which_way(
    customer: Customer, agent_user: User
) -> None:
    record(
        customer,
        customer_verbs.CONSENT_WITHDRAWN,
        actor=SYSTEM,
        at=NOON,
        purpose="marketing",
        channel="phone",
    )

    (row,) = event_rows(ref(customer), agent_user)

    assert row.detail == "Ưu đãi, giới thiệu sản phẩm, Gọi điện"
