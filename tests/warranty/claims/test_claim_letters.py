"""What customers read about a repair that goes its way: its day, its price, its code."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from foundation.core.actor import SYSTEM
from foundation.core.refs import ref
from foundation.notifications.enums import Channel
from foundation.notifications.labels import label_of
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.rendering import Words, render
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.payments import charge, paid
from tests.factories.remedies import by, decider, loaner, rejected
from tests.factories.warranty import covered_unit, published
from warranty.actions.claims.loaners import lend_loaner
from warranty.actions.claims.quoting import accept_quote, send_quote
from warranty.actions.claims.receiving import book_visit, promise_again
from warranty.actions.claims.refusing import appeal_claim, decide_appeal
from warranty.actions.claims.repairing import try_repair
from warranty.claim_enums import ClaimMode, ConsentVia
from warranty.models import Claim

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=9)


def letter(template: str, channel: Channel = Channel.EMAIL) -> Words:
    message = OutgoingMessage.objects.get(template=template)
    message.channel = channel
    return render(message)


def in_test_for_money() -> Claim:
    """Mended for 300.000 ₫ that the customer agreed to."""
    published("het", {"length": 1})
    claim = make.diagnosed()
    make.labour(claim)
    claim.refresh_from_db()
    claim.lines.update(customer_amount=300_000, company_amount=0, percent=0)
    Claim.objects.filter(pk=claim.pk).update(customer_total=300_000, house_total=0)
    quote = send_quote(claim, sender=None, actor=SYSTEM, at=NOON)
    claim = accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON)
    return make.in_test(make.in_repair(make.answered_loaner(claim)))


def tried(claim: Claim) -> Claim:
    tester = make.technician("quyen@hongha.example", name="Phan Thị Quyên")
    return try_repair(claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON)


def moved() -> None:
    promise_again(
        make.received(), promised_at=LATER, note="Chờ bo mạch", actor=SYSTEM, at=NOON
    )


def arrived() -> None:
    make.received(mode=ClaimMode.MAIL_IN)


def booked() -> None:
    claim = make.submitted(mode=ClaimMode.ONSITE)
    book_visit(claim, visit_at=LATER, actor=SYSTEM, at=NOON)


def upheld() -> None:
    appeal = appeal_claim(rejected(), words="Sai", actor=SYSTEM, at=NOON)
    judge = decider("linh@hongha.example")
    decide_appeal(
        appeal, is_granted=False, answer="Đã xem.", decider=judge, **by(judge)
    )


DAYS: list[tuple[Callable[[], None], str]] = [
    (moved, "Ngày trả dời sang 29/11/2026, 15:00"),
    (arrived, "Hẹn trả máy: 27/11/2026, 15:00"),
    (booked, "Thợ tới nhà bạn lúc 29/11/2026, 15:00"),
]


@pytest.mark.parametrize(("deed", "words"), DAYS)
def test_every_day_that_is_promised_is_written_to_the_customer(
    deed: Callable[[], None], words: str
) -> None:
    deed()

    mail = letter("claim-promised")
    assert words in mail.text
    assert words in mail.html
    assert words in letter("claim-promised", Channel.SMS).text
    assert "BH-" in mail.subject


def test_a_day_that_moved_says_why() -> None:
    moved()

    assert "Chờ bo mạch" in letter("claim-promised").text
    assert "Chờ bo mạch" in letter("claim-promised", Channel.SMS).text


def test_who_brought_it_has_the_day_on_paper() -> None:
    make.received(mode=ClaimMode.COUNTER)

    assert not OutgoingMessage.objects.filter(template="claim-promised").exists()


def test_each_new_day_is_told_once() -> None:
    claim = make.received()
    promise_again(claim, promised_at=LATER, note="a", actor=SYSTEM, at=NOON)
    promise_again(
        claim, promised_at=LATER + timedelta(days=1), note="b", actor=SYSTEM, at=NOON
    )

    assert OutgoingMessage.objects.filter(template="claim-promised").count() == 2


def test_a_ready_thing_says_what_is_still_to_be_paid() -> None:
    claim = in_test_for_money()
    paid(charge(100_000, subject=ref(claim)))

    tried(claim)

    assert "Bạn trả khi nhận: 200.000\xa0₫" in letter("claim-ready").text
    assert "200.000\xa0₫" in letter("claim-ready", Channel.SMS).text


def test_what_is_paid_already_is_not_asked_for_again() -> None:
    claim = in_test_for_money()
    paid(charge(300_000, subject=ref(claim)))

    tried(claim)

    assert "Bạn trả khi nhận" not in letter("claim-ready").text


def test_who_has_a_loaner_is_asked_to_bring_it() -> None:
    claim = make.in_test()
    lend_loaner(
        claim, loaner(), due_at=None, condition="Nguyên vẹn", actor=SYSTEM, at=NOON
    )

    tried(claim)

    assert "Mang theo máy mượn" in letter("claim-ready").text
    assert "Mang theo máy mượn" in letter("claim-ready").html


def test_what_is_with_us_is_argued_about_until_it_is_fetched() -> None:
    rejected()

    assert "cho tới khi nhận lại máy" in letter("claim-rejected").text


def test_what_never_came_says_until_when_to_object() -> None:
    rejected(make.submitted(covered_unit()))

    mail = letter("claim-rejected")
    assert "Bạn khiếu nại được tới 04/12/2026, 15:00." in mail.text
    assert "Bạn khiếu nại được tới 04/12/2026, 15:00." in mail.html


def test_the_last_word_says_where_else_to_turn() -> None:
    upheld()

    mail = letter("appeal-decided")
    assert "cơ quan bảo vệ quyền lợi người tiêu dùng" in mail.text
    assert "cơ quan bảo vệ quyền lợi người tiêu dùng" in mail.html


@pytest.mark.parametrize(
    "template",
    [
        "repair-quote",
        "claim-ready",
        "claim-promised",
        "claim-rejected",
        "appeal-decided",
        "claim-entitlement",
        "claim-goes-on",
        "claim-replacing",
        "claim-refunding",
        "part-eta",
    ],
)
def test_the_desk_calls_each_letter_by_a_name(template: str) -> None:
    assert str(label_of(template).text) != template
