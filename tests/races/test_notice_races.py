"""Two who owe the same notices, two mail sweeps, a sweep and who goes on owing."""

from time import sleep
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.core.refs import Ref
from foundation.notifications import notice_mail
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import NoticeMail
from foundation.notifications.models import Notice, OutgoingMessage
from foundation.notifications.notice_mail import send_notice_mail
from foundation.notifications.notices import NewNotice, owe_notices
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.notifications import NoticeFactory
from tests.sessions import all_at_once, another_session

pytestmark = pytest.mark.django_db(transaction=True)


def warnings(people: list[User], n: int = 20) -> list[NewNotice]:
    return [
        NewNotice(
            user_id=user.pk,
            kind="test-due",
            about=Ref("tickets.ticket", str(number)),
            path="/desk/",
            data={"number": f"TK-{number}"},
            dedupe_key=f"due:{number}",
        )
        for user in people
        for number in range(n)
    ]


def test_the_same_notices_owed_at_once_are_told_once() -> None:
    notices = warnings(StaffFactory.create_batch(5))

    counts = all_at_once(
        lambda: owe_notices(notices, at=NOON),
        lambda: owe_notices(notices[::-1], at=NOON),
        lambda: owe_notices(notices, at=NOON),
    )

    assert sum(int(str(count)) for count in counts) == 100
    assert Notice.objects.count() == 100


def test_two_sweeps_promise_one_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(*args: Any, **values: Any) -> OutgoingMessage:
        sleep(0.05)
        return queue_message(*args, **values)

    monkeypatch.setattr(notice_mail, "queue_message", slowly)
    people = StaffFactory.create_batch(4)
    [NoticeFactory(user=user, mailed="owed") for user in people for _ in range(5)]

    counts = all_at_once(*[lambda: send_notice_mail(at=NOON)] * 4)

    assert sum(int(str(count)) for count in counts) == 4
    assert OutgoingMessage.objects.count() == 4
    assert set(Notice.objects.values_list("mailed", flat=True)) == {NoticeMail.SENT}


def test_a_sweep_that_dies_before_its_end_has_promised_nothing() -> None:
    NoticeFactory(mailed="owed")
    with another_session() as dying:
        dying.begin()
        dying.run(lambda: send_notice_mail(at=NOON))
        meanwhile = send_notice_mail(at=NOON)

    afterwards = send_notice_mail(at=NOON)

    assert (meanwhile, afterwards, OutgoingMessage.objects.count()) == (0, 1, 1)


def test_a_letter_under_way_holds_up_nobody_who_owes_more() -> None:
    notice = NoticeFactory(mailed="owed")
    with another_session() as mailing:
        mailing.begin()
        mailing.run(lambda: send_notice_mail(at=NOON))

        n_new = owe_notices(warnings([notice.user], 1), at=NOON)
        mailing.commit()

    mailed = Notice.objects.order_by("pk").values_list("mailed", flat=True)
    assert (n_new, list(mailed)) == (1, [NoticeMail.SENT, NoticeMail.OWED])
