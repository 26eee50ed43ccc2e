"""Two at one account, counter or key, at once, on real connections."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.test import Client

from foundation.accounts import verbs
from foundation.accounts.actions import people, second_step
from foundation.accounts.actions.passwords import set_password_by_link
from foundation.accounts.actions.people import NewStaff, Rights
from foundation.accounts.actions.tokens import create_token, revoke_token
from foundation.accounts.enums import Role
from foundation.accounts.models import ApiToken, Team, User
from foundation.accounts.queries import RESET, password_link
from foundation.accounts.throttles import Rule, hit
from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_once(*jobs: Callable[[], object]) -> Counter[str]:
    """What the jobs came to when all start together, by the name of result or refusal."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            start.wait(timeout=10)
            return str(job() or "done")
        except DomainError as error:
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
        both_have_read.wait(timeout=10)
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
