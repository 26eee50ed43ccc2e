from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM, Actor, customer_actor
from foundation.core.refs import ref
from foundation.events import labels
from foundation.events.actions import record, settle_restored_log, tick
from foundation.events.models import Delivery, Event, Heartbeat
from foundation.events.queries import (
    dead_letters,
    events_after,
    last_position_of,
    log_health,
    news_of,
    timeline_of,
)
from tests.conftest import NOON
from tests.sessions import another_session, settled


def happen(team: Team, verb: str = "team.changed") -> int:
    with transaction.atomic():
        return record(team, verb, actor=SYSTEM, at=NOON).pk


def take_transaction_id() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")


def ids_after(position: int) -> list[int]:
    return [event.pk for event in events_after(position)]


@pytest.mark.django_db(transaction=True)
def test_a_reader_waits_for_an_older_change_that_may_still_commit(team: Team) -> None:
    with another_session() as slow:
        slow.begin()
        first = slow.run(lambda: happen(team))
        second = happen(team)

        seen_early = ids_after(0)
        slow.commit()
        seen_late = settled(lambda: ids_after(0), lambda ids: len(ids) == 2)

    assert seen_early == []
    assert seen_late == [first, second]


@pytest.mark.django_db(transaction=True)
def test_a_reader_misses_nothing_when_ids_commit_out_of_order(team: Team) -> None:
    with another_session() as old, another_session() as young:
        old.begin()
        old.run(take_transaction_id)
        young.begin()
        lower_id = young.run(lambda: happen(team))
        higher_id = old.run(lambda: happen(team))
        old.commit()

        seen_first = settled(lambda: ids_after(0), lambda ids: len(ids) == 1)
        young.commit()
        seen_next = settled(lambda: ids_after(higher_id), lambda ids: len(ids) == 1)

    assert lower_id < higher_id
    assert (seen_first, seen_next) == ([higher_id], [lower_id])


@pytest.mark.django_db(transaction=True)
def test_a_reader_may_ask_for_some_verbs(team: Team) -> None:
    happen(team, "team.changed")
    wanted = happen(team, "team.closed")

    found = settled(lambda: events_after(0, verbs=["team.closed"]), bool)

    assert [event.pk for event in found] == [wanted]


@pytest.mark.django_db(transaction=True)
def test_news_that_is_not_settled_is_told_but_marked(team: Team) -> None:
    with another_session() as slow:
        slow.begin()
        slow.run(take_transaction_id)
        happen(team)

        (news,) = news_of(ref(team), 0)

    assert not news.is_settled


@pytest.mark.django_db(transaction=True)
def test_the_last_position_of_a_thing_is_its_newest_settled_event(team: Team) -> None:
    happen(team)
    newest = happen(team)

    found = settled(lambda: last_position_of(ref(team)), newest.__eq__)

    assert found == newest


@pytest.mark.django_db(transaction=True)
def test_a_restored_log_is_read_in_the_order_of_its_ids(team: Team) -> None:
    first, second = happen(team), happen(team)
    old_server = "ALTER TABLE events_event DISABLE TRIGGER USER; UPDATE events_event"
    with connection.cursor() as cursor:
        cursor.execute(f"{old_server} SET tx = 9000000000000 - id")
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")

    settle_restored_log()

    assert ids_after(0) == [first, second]
    third = happen(team)
    assert settled(lambda: ids_after(second), bool) == [third]


def test_a_timeline_names_its_actors(team: Team, agent: Actor) -> None:
    record(team, "team.changed", actor=agent, at=NOON)
    record(team, "team.changed", actor=SYSTEM, at=NOON)
    record(team, "team.changed", actor=customer_actor(1), at=NOON)

    page = timeline_of(ref(team), oldest_first=True)

    names = [entry.actor_name for entry in page.entries]
    assert names == ["Trần Minh Quân", "Hệ thống", "Khách hàng"]


def test_a_timeline_costs_two_queries_however_long(
    team: Team, agent: Actor, lead: Actor
) -> None:
    for actor in (agent, lead) * 10:
        record(team, "team.changed", actor=actor, at=NOON)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        timeline_of(ref(team))

    assert len(queries) == 2


def test_a_timeline_goes_on_where_the_page_before_ended(team: Team) -> None:
    ids = [record(team, "team.changed", actor=SYSTEM).pk for _ in range(5)]

    first = timeline_of(ref(team), limit=3)
    second = timeline_of(ref(team), limit=3, after=first.next)

    shown = [entry.id for entry in first.entries + second.entries]
    assert shown == ids[::-1]
    assert second.next is None


def test_a_timeline_can_be_narrowed_to_some_verbs(team: Team) -> None:
    record(team, "team.changed", actor=SYSTEM)
    record(team, "team.noted", actor=SYSTEM)

    page = timeline_of(ref(team), verbs=["team.changed"])

    assert [entry.verb for entry in page.entries] == ["team.changed"]


def test_a_timeline_shows_a_named_verb_by_its_label(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "_labels", {})
    labels.register("team.changed", "đã đổi nhóm", icon="users")
    record(team, "team.changed", actor=SYSTEM)

    (entry,) = timeline_of(ref(team)).entries

    assert (entry.label.text, entry.label.icon) == ("đã đổi nhóm", "users")


def test_an_unnamed_verb_reads_as_it_is_written() -> None:
    assert labels.label_of("nobody.named_it").text == "nobody.named_it"


def test_dead_letters_stand_newest_first(team: Team) -> None:
    event = record(team, "team.changed", actor=SYSTEM)
    first, second = (
        Delivery.objects.create(
            event=event, receiver=name, state="dead", attempts=5, finished_at=NOON
        )
        for name in ("a", "b")
    )

    assert list(dead_letters()) == [second, first]


def test_a_quiet_log_with_running_clockworks_is_well(db: None) -> None:
    tick("sweep_events")
    tick("sweep_messages")
    tick("sweep_clocks")

    assert log_health(timezone.now()).is_well


def test_a_clockwork_that_stands_still_is_noticed(db: None) -> None:
    tick("sweep_events")
    tick("sweep_messages")
    tick("sweep_clocks")
    Heartbeat.objects.filter(name="sweep_messages").update(
        at=timezone.now() - timedelta(minutes=2)
    )

    health = log_health(timezone.now())

    assert [work.name for work in health.clockworks if not work.is_alive] == [
        "sweep_messages"
    ]


def test_the_oldest_waiting_event_is_known(team: Team) -> None:
    event = record(team, "team.changed", actor=SYSTEM)
    record(team, "team.changed", actor=SYSTEM)

    health = log_health(timezone.now())

    assert health.n_waiting == 2
    assert health.oldest_waiting_at == Event.objects.get(pk=event.pk).recorded_at
