from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import get_language

from foundation.accounts.models import User
from foundation.notifications.channels.memory import MemoryChannel
from foundation.notifications.delivery import sweep_messages
from foundation.notifications.enums import NoticeMail
from foundation.notifications.models import Notice, OutgoingMessage
from foundation.notifications.notice_mail import send_notice_mail
from foundation.notifications.rendering import Words, render
from tests.conftest import NOON
from tests.factories.notifications import NoticeFactory

SOON = NOON + timedelta(seconds=30)
LATER = NOON + timedelta(minutes=5)


def owed(user: User, n: int = 1, **fields: Any) -> list[Notice]:
    """`n` notices that are due for a letter."""
    return [
        NoticeFactory(
            user=user,
            mailed=NoticeMail.OWED,
            data={"number": f"TK-{n:05}"},
            path=f"/desk/tickets/TK-{n:05}/",
            **fields,
        )
        for n in range(1, n + 1)
    ]


def the_letter() -> Words:
    return render(OutgoingMessage.objects.get())


def test_a_single_notice_is_said_in_the_subject(
    agent_user: User, settings: Any
) -> None:
    settings.BASE_URL = "https://cskh.example"
    owed(agent_user)

    send_notice_mail(at=SOON)

    letter = the_letter()
    assert letter.subject == "Phiếu TK-00001 sắp tới hạn"
    assert "https://cskh.example/desk/tickets/TK-00001/" in letter.text
    assert 'href="https://cskh.example/desk/tickets/TK-00001/"' in letter.html


def test_many_notices_make_one_letter_by_kind(
    agent_user: User, notice_kinds: Callable[..., None]
) -> None:
    notice_kinds("test-handed", label="Được giao")
    owed(agent_user, 2)
    owed(agent_user, 1, kind="test-handed")
    owed(agent_user, 1)

    n_letters = send_notice_mail(at=SOON)

    letter = the_letter()
    assert (n_letters, letter.subject) == (1, "4 nhắc việc")
    headings = [
        line for line in letter.text.splitlines() if line.startswith(("Lo", "Đ"))
    ]
    assert headings == ["Loại test-due (3)", "Được giao"]
    assert "gián đoạn" not in letter.text + letter.html


def test_what_was_promised_once_is_not_promised_again(agent_user: User) -> None:
    owed(agent_user, 3)

    first, second = send_notice_mail(at=SOON), send_notice_mail(at=LATER)

    assert (first, second, OutgoingMessage.objects.count()) == (1, 0, 1)
    assert set(Notice.objects.values_list("mailed", flat=True)) == {NoticeMail.SENT}


def test_everybody_gets_a_letter_of_their_own(
    agent_user: User, lead_user: User
) -> None:
    owed(agent_user, 2)
    owed(lead_user)

    send_notice_mail(at=SOON)

    to = OutgoingMessage.objects.order_by("pk").values_list("address", flat=True)
    assert set(to) == {"quan@hongha.example", "dung@hongha.example"}


def test_what_comes_after_the_letter_goes_in_the_next(agent_user: User) -> None:
    owed(agent_user)
    send_notice_mail(at=SOON)
    owed(agent_user)

    send_notice_mail(at=LATER)

    assert OutgoingMessage.objects.count() == 2


def test_a_notice_waits_for_its_time(agent_user: User) -> None:
    owed(agent_user, mail_after=SOON)

    early, due = send_notice_mail(at=NOON), send_notice_mail(at=SOON)

    assert (early, due) == (0, 1)


def test_what_nobody_wants_by_mail_is_not_mailed(agent_user: User) -> None:
    NoticeFactory(user=agent_user, mailed=NoticeMail.NONE)

    assert send_notice_mail(at=SOON) == 0


def test_who_has_left_meanwhile_gets_no_letter(agent_user: User) -> None:
    owed(agent_user)
    agent_user.is_active = False
    agent_user.save()

    send_notice_mail(at=SOON)

    assert not OutgoingMessage.objects.exists()
    assert Notice.objects.get().mailed == NoticeMail.NONE


def test_beyond_the_thirtieth_line_the_letter_only_counts(agent_user: User) -> None:
    owed(agent_user, 37)

    send_notice_mail(at=SOON)

    letter = the_letter()
    assert letter.subject == "37 nhắc việc"
    assert (letter.text.count("- Phiếu"), letter.html.count("<li")) == (30, 30)
    assert "và 7 việc nữa" in letter.text
    assert "và 7 việc nữa" in letter.html


def test_late_ones_stand_apart_and_say_why(agent_user: User) -> None:
    owed(agent_user, 2, is_late=True)
    owed(agent_user, 1)

    send_notice_mail(at=SOON)

    letter = the_letter()
    before, _why, after = letter.text.partition("Hệ thống vừa bị gián đoạn")
    assert letter.subject == "3 nhắc việc"
    assert (before.count("- Phiếu"), after.count("- Phiếu")) == (1, 2)
    assert "Hệ thống vừa bị gián đoạn" in letter.html


def test_after_an_outage_all_late_ones_of_a_person_are_one_letter(
    agent_user: User,
) -> None:
    owed(agent_user, 20, is_late=True, mail_after=SOON)
    owed(agent_user, 17, is_late=True, mail_after=LATER)

    send_notice_mail(at=SOON)
    send_notice_mail(at=LATER)

    assert the_letter().subject == "37 nhắc việc đến muộn"


def test_a_kind_that_is_gone_does_not_stop_the_letter(agent_user: User) -> None:
    owed(agent_user, kind="long-gone")

    send_notice_mail(at=SOON)

    assert the_letter().subject == "Có việc cần xem"


def test_words_that_cannot_be_made_do_not_stop_the_letter(agent_user: User) -> None:
    NoticeFactory(user=agent_user, mailed=NoticeMail.OWED, data={})

    send_notice_mail(at=SOON)

    assert the_letter().subject == "Loại test-due"


def test_the_letter_speaks_the_language_of_its_reader(
    agent_user: User, notice_kinds: Callable[..., None]
) -> None:
    notice_kinds("test-language", words=lambda _data: f"in {get_language()}")
    agent_user.locale = "en"
    agent_user.save()
    owed(agent_user, kind="test-language")

    send_notice_mail(at=SOON)

    message = OutgoingMessage.objects.get()
    assert (message.locale, render(message).subject) == ("en", "in en")


def test_the_letter_goes_out_by_the_outbox(
    agent_user: User, outside: MemoryChannel
) -> None:
    owed(agent_user)
    send_notice_mail(at=SOON)

    sweep_messages()

    (letter,) = outside.sent
    assert (letter.address, letter.is_automatic) == ("quan@hongha.example", True)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_letter_of_every_sort_can_be_written(agent_user: User, locale: str) -> None:
    agent_user.locale = locale
    agent_user.save()
    owed(agent_user, 20)
    owed(agent_user, 20, is_late=True)

    send_notice_mail(at=SOON)

    assert the_letter().html
