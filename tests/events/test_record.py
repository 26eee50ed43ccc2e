from datetime import UTC, datetime

import pytest
from django.db import InternalError, connection, transaction
from django.db.transaction import TransactionManagementError

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM, Actor
from foundation.core.refs import Ref, ref
from foundation.events.actions import record
from foundation.events.models import Dispatch, Event, EventLink
from tests.conftest import NOON


def test_an_event_says_who_did_what_to_what_and_when(team: Team, agent: Actor) -> None:
    event = record(team, "team.changed", actor=agent, at=NOON, size=4)

    event.refresh_from_db()
    assert (event.subject_type, event.subject_id) == ("accounts.team", str(team.pk))
    assert (event.actor_kind, event.actor_user_id) == ("user", agent.user_id)
    assert (event.verb, event.at, event.data) == ("team.changed", NOON, {"size": 4})


def test_an_event_waits_for_its_receivers(team: Team) -> None:
    event = record(team, "team.changed", actor=SYSTEM)

    assert Dispatch.objects.get(pk=event.pk).dispatched_at is None


def test_an_event_shows_on_the_timelines_of_its_subject_and_links(team: Team) -> None:
    other = Ref("tickets.ticket", "7")

    event = record(team, "team.changed", actor=SYSTEM, links=[team, other, other])

    links = EventLink.objects.filter(event=event).values_list("type", "thing_id")
    assert set(links) == {(ref(team).type, ref(team).id), ("tickets.ticket", "7")}


def test_an_event_without_a_time_happens_now(team: Team) -> None:
    before = datetime.now(UTC)

    event = record(team, "team.changed", actor=SYSTEM)

    assert before <= event.at <= datetime.now(UTC)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(team: Team) -> None:
    with pytest.raises(TransactionManagementError):
        record(team, "team.changed", actor=SYSTEM)

    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_leaves_no_event(team: Team) -> None:
    with transaction.atomic():
        record(team, "team.changed", actor=SYSTEM)
        transaction.set_rollback(True)

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE events_event SET verb = 'team.other'", "DELETE FROM events_event"],
)
def test_the_log_is_append_only_in_the_database(team: Team, statement: str) -> None:
    record(team, "team.changed", actor=SYSTEM)

    with (
        pytest.raises(InternalError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
