"""Writing what we promise, publishing it, and its place among the others."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from foundation.accounts.models import User
from foundation.calendars.errors import NoWorkingTimeError
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.calendars import CalendarFactory, CalendarWindowFactory
from tests.factories.sla import publish
from tests.tickets.acting import last_event
from tests.tickets.promising import HOUR, OURS, PROMISED, TELL, TERMS, ours, terms
from tickets import verbs
from tickets.actions.policies import (
    create_policy,
    discard_draft,
    move_policy_down,
    move_policy_up,
    publish_draft,
    rename_policy,
    save_draft,
    switch_policy_off,
    switch_policy_on,
)
from tickets.enums import (
    Basis,
    HandTo,
    Metric,
    PauseReason,
    Priority,
    Stage,
    TicketKind,
)
from tickets.models import SlaEscalation, SlaPolicy, SlaPolicyVersion, SlaTarget
from tickets.policy_errors import (
    EscalationRefusedError,
    NoDraftError,
    NoTargetError,
    PolicyChangedError,
    PolicyNameError,
    PromisePausedError,
    TargetRefusedError,
)
from tickets.policy_terms import Terms, short_promises, terms_of


@pytest.fixture
def manager(manager_user: User) -> Actor:
    return staff_actor(manager_user.pk)


@pytest.fixture
def policy(manager: Actor) -> SlaPolicy:
    return create_policy("Khẩn", actor=manager, at=NOON)


def saved(policy: SlaPolicy, what: Terms = TERMS, seen: int = 0) -> SlaPolicyVersion:
    return save_draft(policy, what, seen_version=seen, actor=SYSTEM, at=NOON)


def published(
    policy: SlaPolicy, what: Terms = TERMS, seen: int = 0
) -> SlaPolicyVersion:
    draft = saved(policy, what, seen)
    return publish_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=NOON)


def names_in_order() -> list[str]:
    return list(
        SlaPolicy.objects.order_by("position", "pk").values_list("name", flat=True)
    )


def test_a_policy_begins_without_promising_anything(policy: SlaPolicy) -> None:
    assert policy.current is None
    assert policy.is_active
    assert last_event(verbs.POLICY_CREATED).subject_id == str(policy.pk)


@pytest.mark.parametrize("name", ["Khẩn", " Khẩn ", "", "  "])
def test_two_policies_never_share_a_name(policy: SlaPolicy, name: str) -> None:
    with pytest.raises(PolicyNameError):
        create_policy(name, actor=SYSTEM, at=NOON)


def test_a_policy_is_renamed_once(policy: SlaPolicy) -> None:
    rename_policy(policy, "Rất khẩn", actor=SYSTEM, at=NOON)
    rename_policy(policy, "Rất khẩn", actor=SYSTEM, at=NOON)

    assert SlaPolicy.objects.get().name == "Rất khẩn"
    assert Event.objects.filter(verb=verbs.POLICY_RENAMED).count() == 1


def test_another_ones_name_is_refused(policy: SlaPolicy) -> None:
    other = create_policy("E-mail", actor=SYSTEM, at=NOON)

    with pytest.raises(PolicyNameError):
        rename_policy(other, "Khẩn", actor=SYSTEM, at=NOON)


def test_a_new_policy_stands_before_the_one_that_fits_everything(db: None) -> None:
    publish("Bảo hành", position=10, kinds=["warranty"])
    publish("Tiêu chuẩn", position=20)

    create_policy("Khẩn", actor=SYSTEM, at=NOON)

    assert names_in_order() == ["Bảo hành", "Khẩn", "Tiêu chuẩn"]


def test_a_new_policy_stands_last_where_nothing_fits_everything(db: None) -> None:
    publish("Bảo hành", position=10, kinds=["warranty"])

    create_policy("Khẩn", actor=SYSTEM, at=NOON)

    assert names_in_order() == ["Bảo hành", "Khẩn"]


def test_a_policy_moves_by_one_place(policy: SlaPolicy) -> None:
    create_policy("E-mail", actor=SYSTEM, at=NOON)
    create_policy("Chat", actor=SYSTEM, at=NOON)

    move_policy_down(policy, actor=SYSTEM, at=NOON)
    first = names_in_order()
    move_policy_up(policy, actor=SYSTEM, at=NOON)

    assert first == ["E-mail", "Khẩn", "Chat"]
    assert names_in_order() == ["Khẩn", "E-mail", "Chat"]
    assert Event.objects.filter(verb=verbs.POLICY_MOVED).count() == 2


def test_beyond_the_ends_there_is_no_place(policy: SlaPolicy) -> None:
    last = create_policy("E-mail", actor=SYSTEM, at=NOON)

    move_policy_up(policy, actor=SYSTEM, at=NOON)
    move_policy_down(last, actor=SYSTEM, at=NOON)

    assert names_in_order() == ["Khẩn", "E-mail"]
    assert not Event.objects.filter(verb=verbs.POLICY_MOVED).exists()


def test_a_policy_is_switched_off_and_on(policy: SlaPolicy) -> None:
    off = switch_policy_off(policy, actor=SYSTEM, at=NOON)
    switch_policy_off(policy, actor=SYSTEM, at=NOON)
    assert not off.is_active

    assert switch_policy_on(policy, actor=SYSTEM, at=NOON).is_active
    assert Event.objects.filter(verb=verbs.POLICY_SWITCHED_OFF).count() == 1


def test_a_draft_keeps_every_term(policy: SlaPolicy) -> None:
    calendar = CalendarWindowFactory.create().calendar
    stage = ours(metric=Metric.STAGE, stage=Stage.REPAIR)
    written = Terms(
        kinds=(TicketKind.WARRANTY,),
        priorities=(Priority.URGENT,),
        channels=("email",),
        tiers=("gold",),
        categories=(7,),
        calendar_id=calendar.pk,
        targets=(OURS, PROMISED, stage),
        escalations=(TELL, replace(TELL, level=2, after_seconds=60, hand_to="lead")),
    )

    draft = saved(policy, written)

    read = terms_of(SlaPolicyVersion.objects.get(pk=draft.pk))
    assert read.in_order == written.in_order
    assert not draft.is_published
    assert draft.number == 1


def test_a_draft_saved_again_takes_the_place_of_the_one_before(
    policy: SlaPolicy,
) -> None:
    first = saved(policy)

    second = saved(policy, terms(targets=(OURS,)), seen=first.pk)

    assert list(policy.versions.all()) == [second]
    assert second.number == 1
    assert SlaTarget.objects.count() == 1


def test_a_draft_that_says_the_same_stays_as_it_is(policy: SlaPolicy) -> None:
    first = saved(policy)

    again = saved(policy, terms(targets=(PROMISED, OURS)), seen=first.pk)

    assert again == first
    assert Event.objects.filter(verb=verbs.POLICY_DRAFT_SAVED).count() == 1


def test_of_two_editors_the_second_must_look_again(policy: SlaPolicy) -> None:
    in_force = published(policy)
    saved(policy, terms(targets=(OURS,)), seen=in_force.pk)

    with pytest.raises(PolicyChangedError):
        saved(policy, terms(targets=(PROMISED,)), seen=in_force.pk)

    assert SlaTarget.objects.filter(version__published_at=None).get().side == "ours"


@pytest.mark.parametrize(
    "target",
    [
        ours(seconds=0),
        ours(seconds=367 * 24 * HOUR),
        ours(warn_at=(0, 50)),
        ours(warn_at=(50, 100)),
        ours(warn_at=(50, 50)),
        ours(warn_at=(75, 50)),
    ],
)
def test_a_target_that_cannot_be_is_refused(policy: SlaPolicy, target: object) -> None:
    with pytest.raises(TargetRefusedError):
        saved(policy, terms(targets=(target,)))

    assert not policy.versions.exists()


def test_one_thing_is_measured_once_a_side(policy: SlaPolicy) -> None:
    with pytest.raises(TargetRefusedError):
        saved(policy, terms(targets=(OURS, ours(seconds=60))))


@pytest.mark.parametrize(
    "reason", [PauseReason.PART, PauseReason.PARTNER, PauseReason.INTERNAL]
)
def test_a_promise_never_waits_for_us(policy: SlaPolicy, reason: PauseReason) -> None:
    promise = replace(PROMISED, pause_reasons=(reason,))

    with pytest.raises(PromisePausedError):
        saved(policy, terms(targets=(OURS, promise)))


def test_a_promise_waits_for_the_customer_and_the_visit(policy: SlaPolicy) -> None:
    reasons = (PauseReason.CUSTOMER, PauseReason.VISIT)
    promise = replace(PROMISED, pause_reasons=reasons)

    assert saved(policy, terms(targets=(OURS, promise))).number == 1


@pytest.mark.parametrize(
    "levels",
    [
        (replace(TELL, level=2),),
        (TELL, replace(TELL, level=3, after_seconds=60)),
        (TELL, replace(TELL, level=2)),
        (replace(TELL, tell=()),),
        tuple(replace(TELL, level=n, after_seconds=n) for n in range(1, 6)),
    ],
)
def test_escalations_go_level_by_level(policy: SlaPolicy, levels: object) -> None:
    with pytest.raises(EscalationRefusedError):
        saved(policy, terms(escalations=levels))


def test_a_level_may_act_without_telling_anybody(policy: SlaPolicy) -> None:
    level = replace(TELL, tell=(), hand_to=HandTo.QUEUE)

    assert saved(policy, terms(escalations=(level,))).escalations.count() == 1


def test_what_is_published_is_what_new_tickets_get(policy: SlaPolicy) -> None:
    version = published(policy)

    policy.refresh_from_db()
    assert policy.current == version
    assert version.published_at == NOON
    assert last_event(verbs.POLICY_PUBLISHED).data == {
        "version_id": version.pk,
        "number": 1,
        "old_version_id": None,
    }


def test_the_next_version_leaves_the_first_as_it_was(policy: SlaPolicy) -> None:
    first = published(policy)

    second = published(policy, terms(targets=(OURS,)), seen=first.pk)

    policy.refresh_from_db()
    assert (policy.current, second.number) == (second, 2)
    assert terms_of(first).in_order == TERMS.in_order


@pytest.mark.parametrize(
    "change",
    ["UPDATE {} SET number = 9", "DELETE FROM {}", "UPDATE {} SET kinds = '{{}}'"],
)
def test_the_database_lets_nobody_change_what_is_published(
    policy: SlaPolicy, change: str
) -> None:
    published(policy)

    with (
        pytest.raises(DatabaseError, match="pgtrigger"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(SlaPolicyVersion._meta.db_table))


@pytest.mark.parametrize("table", [SlaTarget, SlaEscalation])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET version_id = version_id",
        "DELETE FROM {}",
        "INSERT INTO {} SELECT * FROM {}",
    ],
)
def test_the_database_lets_nobody_change_the_terms_either(
    policy: SlaPolicy, table: type[Model], change: str
) -> None:
    published(policy)

    with (
        pytest.raises(DatabaseError, match="published version never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.replace("{}", table._meta.db_table))


def test_what_measures_nothing_is_not_published(policy: SlaPolicy) -> None:
    with pytest.raises(NoTargetError):
        published(policy, Terms())

    policy.refresh_from_db()
    assert policy.current is None


def test_working_time_needs_a_calendar_that_opens(policy: SlaPolicy) -> None:
    closed = CalendarFactory.create()

    with pytest.raises(NoWorkingTimeError):
        published(policy, terms(calendar_id=closed.pk))


def test_the_clock_on_the_wall_needs_no_calendar(policy: SlaPolicy) -> None:
    closed = CalendarFactory.create()
    by_wall = terms(calendar_id=closed.pk, targets=(ours(basis=Basis.WALL),))

    assert published(policy, by_wall).is_published


def test_there_must_be_a_draft_to_publish(policy: SlaPolicy) -> None:
    version = published(policy)

    with pytest.raises(NoDraftError):
        publish_draft(policy, seen_version=version.pk, actor=SYSTEM, at=NOON)


def test_nobody_publishes_a_draft_they_have_not_seen(policy: SlaPolicy) -> None:
    seen = saved(policy)
    saved(policy, terms(targets=(OURS,)), seen=seen.pk)

    with pytest.raises(PolicyChangedError):
        publish_draft(policy, seen_version=seen.pk, actor=SYSTEM, at=NOON)


def test_a_draft_is_thrown_away(policy: SlaPolicy) -> None:
    draft = saved(policy)

    discard_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=NOON)

    assert not policy.versions.exists()
    assert last_event(verbs.POLICY_DRAFT_DISCARDED).data == {"number": 1}


def test_a_promise_shorter_than_our_own_target_is_pointed_out() -> None:
    short = replace(PROMISED, seconds=HOUR)

    assert list(short_promises(terms(targets=(OURS, short)))) == [short]
    assert list(short_promises(TERMS)) == []


def test_nothing_is_pointed_out_that_may_be_right() -> None:
    by_wall = ours(basis=Basis.WALL)
    by_hours = replace(PROMISED, basis=Basis.BUSINESS, seconds=HOUR)

    assert list(short_promises(terms(targets=(by_wall, by_hours)))) == []


def test_every_refusal_is_a_sentence(policy: SlaPolicy) -> None:
    with pytest.raises(DomainError, match=r"tăng dần"):
        saved(policy, terms(targets=(ours(warn_at=(90, 50)),)))
