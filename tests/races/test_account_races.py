"""Two at one account, counter or key, at once, on real connections."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client

from foundation.accounts import verbs
from foundation.accounts.actions import leave, people, second_step
from foundation.accounts.actions.leave import Absence, plan_leave, sweep_leaves
from foundation.accounts.actions.passwords import set_password_by_link
from foundation.accounts.actions.people import NewStaff, Rights
from foundation.accounts.actions.shifts import plan_shifts
from foundation.accounts.actions.tokens import create_token, revoke_token
from foundation.accounts.actions.work import set_taking
from foundation.accounts.enums import LeaveHandOver, LeaveKind, LeaveState, Role
from foundation.accounts.models import ApiToken, Leave, Shift, Team, User
from foundation.accounts.queries import RESET, password_link
from foundation.accounts.throttles import Rule, hit
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import Hours, WeeklyHours
from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory, LeaveFactory, StaffFactory
from tests.sessions import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_once(*jobs: Callable[[], object]) -> Counter[str]:
    """What the jobs came to when all start together, by the name of result or refusal."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return str(job() or "done")
        except (DomainError, IntegrityError, OperationalError) as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return Counter(pool.map(run, jobs))


def quietly(job: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        job()

    return run


def test_of_two_administrators_who_close_each_other_one_stays() -> None:
    one, two = StaffFactory(role=Role.ADMIN), StaffFactory(role=Role.ADMIN)

    def close(user: User, by: User) -> Callable[[], None]:
        actor = staff_actor(by.pk)
        return quietly(lambda: people.deactivate_staff(user, actor=actor, at=NOON))

    outcomes = at_once(close(one, two), close(two, one))

    assert outcomes == Counter({"done": 1, "LastAdminError": 1})
    assert User.objects.filter(is_active=True).count() == 1


def test_without_the_lock_on_administrators_nobody_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = StaffFactory(role=Role.ADMIN), StaffFactory(role=Role.ADMIN)
    both_have_read = Barrier(2)

    def read_together() -> list[int]:
        found = User.objects.filter(role=Role.ADMIN, is_active=True).order_by("pk")
        admins = list(found.values_list("pk", flat=True))
        both_have_read.wait(timeout=PATIENCE_SECONDS)
        return admins

    monkeypatch.setattr(people, "_locked_admins", read_together)

    def close(user: User, by: User) -> Callable[[], None]:
        actor = staff_actor(by.pk)
        return quietly(lambda: people.deactivate_staff(user, actor=actor, at=NOON))

    outcomes = at_once(close(one, two), close(two, one))

    assert outcomes == Counter({"done": 2})
    assert not User.objects.filter(is_active=True).exists()


def test_of_two_administrators_who_demote_each_other_one_stays() -> None:
    one, two = StaffFactory(role=Role.ADMIN), StaffFactory(role=Role.ADMIN)

    def demote(user: User, by: User) -> Callable[[], None]:
        actor, rights = staff_actor(by.pk), Rights(Role.AGENT)
        return quietly(
            lambda: people.change_rights(user, rights=rights, actor=actor, at=NOON)
        )

    outcomes = at_once(demote(one, two), demote(two, one))

    assert outcomes == Counter({"done": 1, "LastAdminError": 1})


def test_one_address_opens_one_login() -> None:
    lan = NewStaff("lan@hongha.example", "Lan", Rights(Role.AGENT))
    job = quietly(lambda: people.invite_staff(lan, actor=SYSTEM, at=NOON))

    assert at_once(job, job) == Counter({"done": 1, "EmailTakenError": 1})
    assert Event.objects.filter(verb=verbs.STAFF_INVITED).count() == 1


def test_a_login_is_closed_once() -> None:
    user = StaffFactory()
    job = quietly(lambda: people.deactivate_staff(user, actor=SYSTEM, at=NOON))

    assert at_once(job, job) == Counter({"done": 1, "AlreadySoError": 1})
    assert Event.objects.count() == 1


def test_a_token_is_revoked_once() -> None:
    new = create_token(StaffFactory(), name="x", scopes=[], actor=SYSTEM, at=NOON)
    job = quietly(lambda: revoke_token(new.token, actor=SYSTEM, at=NOON))

    assert at_once(job, job) == Counter({"done": 1, "AlreadySoError": 1})


def test_a_link_sets_one_password() -> None:
    token = password_link(StaffFactory(), RESET).split("/")[-2]

    def choose(password: str) -> Callable[[], None]:
        return quietly(lambda: set_password_by_link(token, password=password, at=NOON))

    outcomes = at_once(choose("mot-mat-khau-dai"), choose("mot-mat-khau-khac"))

    assert outcomes == Counter({"done": 1, "LinkError": 1})
    assert Event.objects.count() == 1


def test_a_code_of_the_app_opens_one_session() -> None:
    user = StaffFactory()
    counter = int(NOON.timestamp()) // 30
    before, now = (format_hotp_value(hotp_value(SECRET, counter + n)) for n in (-1, 0))
    second_step.set_up_totp(user, secret=SECRET, code=before, actor=SYSTEM, at=NOON)
    job = quietly(lambda: second_step.use_totp(user, code=now, at=NOON))

    assert at_once(job, job, job) == Counter({"done": 1, "WrongCodeError": 2})


def test_an_app_is_set_up_once() -> None:
    user = StaffFactory()
    code = format_hotp_value(hotp_value(SECRET, int(NOON.timestamp()) // 30))
    job = quietly(
        lambda: second_step.set_up_totp(
            user, secret=SECRET, code=code, actor=SYSTEM, at=NOON
        )
    )

    assert at_once(job, job) == Counter({"done": 1, "AlreadySoError": 1})


def test_twenty_parallel_tries_pass_a_limit_of_ten_exactly_ten_times() -> None:
    rule = Rule("race", 10, 3600)
    job = quietly(lambda: hit(rule, "k", at=NOON))

    assert at_once(*[job] * 20) == Counter({"done": 10, "TooManyError": 10})


@pytest.mark.urls("tests.core.sample_api")
def test_one_idempotency_key_at_once_does_the_work_once() -> None:
    ApiTokenFactory(user=StaffFactory(role=Role.LEAD), key="k")
    assert ApiToken.objects.count() == 1

    def post() -> Any:
        client = Client(headers={"Authorization": "Token k", "Idempotency-Key": "one"})
        body = {"subject": "Một"}
        answer = client.post("/api/v1/samples/", body, content_type="application/json")
        error = answer.json().get("errors", [{"code": ""}])[0]["code"]
        return f"{answer.status_code} {error}".strip()

    outcomes = at_once(*[post] * 4)

    assert Team.objects.count() == 1
    assert set(outcomes) <= {"201", "409 idempotency_key_running"}
    assert outcomes["201"] >= 1


def plan(
    user: User, deputy: User | None = None, *, by: User | None = None
) -> Callable[[], None]:
    """Ask for the same two days, from tomorrow on."""
    actor = staff_actor(by.pk) if by else SYSTEM
    absence = Absence(
        starts_at=NOON + timedelta(days=1),
        ends_at=NOON + timedelta(days=3),
        kind=LeaveKind.HOLIDAY,
        hand_over=LeaveHandOver.DEPUTY if deputy else LeaveHandOver.QUEUE,
        deputy=deputy,
    )
    return quietly(lambda: plan_leave(user, absence, actor=actor, at=NOON))


def read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the locks of planning: both read first, then both go on."""
    both_have_read = Barrier(2)

    def read(user: User, deputy: User | None) -> dict[int, User]:
        return {person.pk: person for person in (user, deputy) if person}

    def overlapping(user: User, absence: Absence) -> Any:
        asked = Leave.objects.in_force().filter(user=user)
        found = list(asked.touching(absence.starts_at, absence.ends_at))
        both_have_read.wait(timeout=PATIENCE_SECONDS)
        return Leave.objects.filter(pk__in=[each.pk for each in found])

    monkeypatch.setattr(leave, "_locked_people", read)
    monkeypatch.setattr(leave, "_overlapping", overlapping)


def test_of_two_leaves_at_the_same_time_one_is_planned() -> None:
    user = StaffFactory()

    outcomes = at_once(plan(user), plan(user))

    assert outcomes == Counter({"done": 1, "LeaveOverlapError": 1})


def test_without_the_lock_the_database_still_plans_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = StaffFactory()
    read_together(monkeypatch)

    outcomes = at_once(plan(user), plan(user))

    # Two who write at the same instant may each wait for the other's row: a deadlock.
    refusal = (set(outcomes) - {"done"}).pop()
    assert outcomes == Counter({"done": 1, refusal: 1})
    assert refusal in {"IntegrityError", "OperationalError"}
    assert Leave.objects.count() == 1


def test_two_who_stand_in_for_each_other_at_once_do_not_both_go() -> None:
    one, two = StaffFactory(), StaffFactory()

    outcomes = at_once(plan(one, two), plan(two, one))

    assert outcomes == Counter({"done": 1, "DeputyAwayError": 1})


def test_without_the_lock_two_who_stand_in_for_each_other_both_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = StaffFactory(), StaffFactory()
    read_together(monkeypatch)

    outcomes = at_once(plan(one, two), plan(two, one))

    assert outcomes == Counter({"done": 2})


def test_two_who_plan_for_each_other_at_once_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = StaffFactory(), StaffFactory()
    both_have_locked = Barrier(2)

    def check_together(absence: Absence, at: datetime) -> None:
        both_have_locked.wait(timeout=PATIENCE_SECONDS)

    monkeypatch.setattr(leave, "_check_time", check_together)
    jobs = [plan(one, by=two), plan(two, by=one)]

    assert at_once(*jobs) == Counter({"done": 2})


def test_two_workers_begin_each_leave_once() -> None:
    leaves = [LeaveFactory(starts_at=NOON) for _ in range(8)]
    job = quietly(lambda: sweep_leaves(NOON))

    at_once(job, job, job)

    assert Leave.objects.filter(state=LeaveState.STARTED).count() == len(leaves)
    assert Event.objects.filter(verb=verbs.LEAVE_STARTED).count() == len(leaves)


def test_a_sweep_passes_over_a_leave_that_somebody_holds() -> None:
    held = LeaveFactory(starts_at=NOON)
    has_swept = Barrier(2)

    def hold() -> None:
        with transaction.atomic():
            Leave.objects.select_for_update().get(pk=held.pk)
            has_swept.wait(timeout=PATIENCE_SECONDS)
            has_swept.wait(timeout=PATIENCE_SECONDS)

    def sweep() -> int:
        has_swept.wait(timeout=PATIENCE_SECONDS)
        moved = sweep_leaves(NOON)
        has_swept.wait(timeout=PATIENCE_SECONDS)
        return moved

    assert at_once(hold, lambda: f"{sweep()} moved") == Counter(
        {"done": 1, "0 moved": 1}
    )
    assert sweep_leaves(NOON) == 1


def test_two_who_plan_the_same_week_leave_one_plan() -> None:
    user, week = StaffFactory(), [WeeklyHours(Weekday.MONDAY, Hours(480, 720))]
    job = quietly(
        lambda: plan_shifts(
            user, week, valid_from=date(2026, 11, 23), actor=SYSTEM, at=NOON
        )
    )

    assert at_once(job, job) == Counter({"done": 2})
    assert Shift.objects.count() == 1
    assert Event.objects.count() == 1


def test_a_pause_pressed_twice_is_recorded_once() -> None:
    user = StaffFactory()
    job = quietly(lambda: set_taking(user, is_taking=False, actor=SYSTEM, at=NOON))

    assert at_once(job, job) == Counter({"done": 2})
    assert Event.objects.count() == 1
