from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from foundation.accounts.models import User
from foundation.core.refs import Ref
from foundation.notifications import notices
from foundation.notifications.enums import NoticeMail
from foundation.notifications.models import Notice, NoticePreference
from foundation.notifications.notices import NewNotice, bell_ref, owe_notices
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory

TICKET = Ref("tickets.ticket", "1")


def new(user: User, key: str = "due:1", **fields: Any) -> NewNotice:
    values: dict[str, Any] = {
        "kind": "test-due",
        "about": TICKET,
        "path": "/desk/tickets/TK-90001/",
        "data": {"number": "TK-90001"},
        **fields,
    }
    return NewNotice(user_id=user.pk, dedupe_key=key, **values)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[list[Ref]]:
    """For whom the live bell rang, one list a ring."""
    heard: list[list[Ref]] = []
    monkeypatch.setattr(notices, "ring", lambda refs: heard.append(list(refs)))
    return heard


def test_a_person_is_told_what_and_where(agent_user: User) -> None:
    owe_notices([new(agent_user)], at=NOON)

    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.about_ref) == (
        agent_user,
        "test-due",
        TICKET,
    )
    assert (notice.path, notice.data) == (
        "/desk/tickets/TK-90001/",
        {"number": "TK-90001"},
    )
    assert (notice.created_at, notice.read_at, notice.in_bell) == (NOON, None, True)


def test_the_same_thing_is_told_once(agent_user: User) -> None:
    first = owe_notices([new(agent_user), new(agent_user, "due:2")], at=NOON)
    second = owe_notices([new(agent_user), new(agent_user, "due:3")], at=NOON)

    assert (first, second, Notice.objects.count()) == (2, 1, 3)


def test_the_same_thing_twice_in_one_call_is_told_once(agent_user: User) -> None:
    assert owe_notices([new(agent_user), new(agent_user)], at=NOON) == 1


def test_two_people_are_told_of_the_same_thing(
    agent_user: User, lead_user: User
) -> None:
    assert owe_notices([new(agent_user), new(lead_user)], at=NOON) == 2


def test_who_has_left_is_told_nothing(agent_user: User) -> None:
    agent_user.is_active = False
    agent_user.save()

    assert owe_notices([new(agent_user)], at=NOON) == 0


def test_a_customer_is_told_nothing(customer: Any) -> None:
    assert owe_notices([new(customer.login)], at=NOON) == 0


@pytest.mark.parametrize(
    ("bell", "mail", "told"),
    [
        (True, True, [(True, NoticeMail.OWED)]),
        (True, False, [(True, NoticeMail.NONE)]),
        (False, True, [(False, NoticeMail.OWED)]),
        (False, False, []),
    ],
)
def test_everybody_is_told_as_they_chose(
    agent_user: User, *, bell: bool, mail: bool, told: list[tuple[bool, str]]
) -> None:
    NoticePreference.objects.create(
        user=agent_user, kind="test-due", bell=bell, mail=mail
    )

    owe_notices([new(agent_user)], at=NOON)

    assert list(Notice.objects.values_list("in_bell", "mailed")) == told


def test_who_chose_nothing_is_told_as_the_kind_says(
    agent_user: User, notice_kinds: Callable[..., None]
) -> None:
    notice_kinds("test-quiet", mail=False)

    owe_notices([new(agent_user, kind="test-quiet"), new(agent_user, "2")], at=NOON)

    mails = dict(Notice.objects.values_list("kind", "mailed"))
    assert mails == {"test-quiet": NoticeMail.NONE, "test-due": NoticeMail.OWED}


def test_a_choice_counts_for_its_kind_and_its_person_only(
    agent_user: User, lead_user: User
) -> None:
    NoticePreference.objects.create(
        user=lead_user, kind="test-due", bell=False, mail=False
    )
    NoticePreference.objects.create(
        user=agent_user, kind="other", bell=False, mail=False
    )

    owe_notices([new(agent_user), new(lead_user)], at=NOON)

    assert Notice.objects.get().user == agent_user


def test_a_letter_waits_for_what_belongs_to_it(agent_user: User) -> None:
    owe_notices([new(agent_user), new(agent_user, "2", is_late=True)], at=NOON)

    waits = [notice.mail_after - NOON for notice in Notice.objects.order_by("is_late")]
    assert waits == [timedelta(seconds=20), timedelta(seconds=60)]


def test_five_hundred_cost_as_many_statements_as_one(agent_user: User) -> None:
    with CaptureQueriesContext(connection) as few:
        owe_notices([new(agent_user)], at=NOON)
    people = StaffFactory.create_batch(5)
    many = [new(user, f"many:{n}") for n in range(100) for user in people]

    with CaptureQueriesContext(connection) as queries:
        n_new = owe_notices(many, at=NOON)

    assert n_new == 500
    assert len(queries) == len(few) == 5


def test_nobody_to_tell_is_no_error(db: None) -> None:
    assert owe_notices([], at=NOON) == 0


def test_the_bell_rings_once_for_each_person_after_the_commit(
    agent_user: User,
    lead_user: User,
    rung: list[list[Ref]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        owe_notices([new(agent_user), new(agent_user, "2"), new(lead_user)], at=NOON)
        before = list(rung)

    assert before == []
    assert rung == [[bell_ref(user.pk) for user in (agent_user, lead_user)]]


def test_the_bell_is_silent_for_what_is_known_or_only_mailed(
    agent_user: User,
    lead_user: User,
    rung: list[list[Ref]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    NoticePreference.objects.create(user=lead_user, kind="test-due", bell=False)
    owe_notices([new(agent_user)], at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        owe_notices([new(agent_user), new(lead_user)], at=NOON)

    assert rung == []


def test_a_change_that_fails_tells_nobody(agent_user: User) -> None:
    with transaction.atomic():
        owe_notices([new(agent_user)], at=NOON)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", ""])
def test_the_database_keeps_notices_inside_the_house(
    agent_user: User, path: str
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        owe_notices([new(agent_user, path=path)], at=NOON)
