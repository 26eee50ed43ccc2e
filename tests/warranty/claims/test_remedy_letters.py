"""What customers read about refusals, remedies and parts that are late."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from foundation.core.actor import SYSTEM
from foundation.notifications.enums import Channel
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.rendering import render
from tests.factories.claims import NOON, PROMISED, diagnosed, received
from tests.factories.parts import LocationFactory, OfferFactory, PartFactory, kept
from tests.factories.remedies import by, decider, rejected
from warranty.actions.claims.alarms import decide_alarm, look_for_overdue
from warranty.actions.claims.refunding import decide_refund
from warranty.actions.claims.refusing import appeal_claim, decide_appeal
from warranty.actions.claims.replacing import decide_replace
from warranty.claim_enums import AlarmDecision
from warranty.models import EntitlementAlarm
from warranty.remedy_letters import send_eta_letter

pytestmark = pytest.mark.django_db


def refused() -> None:
    rejected()


def answered(*, is_granted: bool) -> None:
    appeal = appeal_claim(rejected(), words="Sai", actor=SYSTEM, at=NOON)
    judge = decider("linh@hongha.example")
    decide_appeal(
        appeal, is_granted=is_granted, answer="Đã xem.", decider=judge, **by(judge)
    )


def granted() -> None:
    answered(is_granted=True)


def upheld() -> None:
    answered(is_granted=False)


def late() -> None:
    received()
    look_for_overdue(PROMISED + timedelta(minutes=1))


def goes_on() -> None:
    late()
    who, alarm = decider(), EntitlementAlarm.objects.get()
    decide_alarm(
        alarm, decision=AlarmDecision.GO_ON, note="Chị Hà chờ", decider=who, **by(who)
    )


def replaced() -> None:
    who = decider()
    decide_replace(diagnosed(), note="x", decider=who, **by(who))


def paid_back() -> None:
    who = decider()
    decide_refund(diagnosed(), amount=1_000_000, note="x", decider=who, **by(who))


def waits() -> None:
    part = OfferFactory(part=PartFactory(name="Mô-tơ")).part
    reservation = kept(part, LocationFactory())
    reservation.eta_on = localdate(NOON)
    send_eta_letter(reservation, diagnosed())


WORDS: list[tuple[Callable[[], None], str, str]] = [
    (refused, "claim-rejected", "Lý do: Máy bị vào nước"),
    (granted, "appeal-decided", "từ đầu. Đã xem."),
    (upheld, "appeal-decided", "giữ quyết định từ chối"),
    (late, "claim-entitlement", "Đã quá ngày hẹn trả 27/11/2026"),
    (goes_on, "claim-goes-on", "Ngày hẹn trả: 27/11/2026"),
    (replaced, "claim-replacing", "lấy máy khác cho bạn"),
    (paid_back, "claim-refunding", "1.000.000\u00a0₫"),
    (waits, "part-eta", "20/11/2026"),
]


@pytest.mark.parametrize(("deed", "template", "words"), WORDS)
def test_the_letter_says_what_was_done(
    deed: Callable[[], None], template: str, words: str
) -> None:
    deed()

    message = OutgoingMessage.objects.get(template=template)
    message.channel = Channel.EMAIL
    letter = render(message)
    assert words in letter.text
    assert words in letter.html
    assert "BH-" in letter.subject


@pytest.mark.parametrize(("deed", "template", "_words"), WORDS)
def test_it_fits_a_telephone(
    deed: Callable[[], None], template: str, _words: str
) -> None:
    deed()

    message = OutgoingMessage.objects.get(template=template)
    message.channel = Channel.SMS

    assert "http" in render(message).text


def test_the_law_is_named() -> None:
    late()

    message = OutgoingMessage.objects.get(template="claim-entitlement")
    message.channel = Channel.EMAIL

    assert "Điều 30 Luật Bảo vệ quyền lợi người tiêu dùng 2023" in render(message).text


def test_a_refusal_says_how_to_appeal_and_by_which_version() -> None:
    rejected()

    message = OutgoingMessage.objects.get(template="claim-rejected")
    message.channel = Channel.EMAIL
    words = render(message).text

    assert "Căn cứ: Bảo hành nha, 01/01/2025." in words
    assert "khiếu nại" in words


@pytest.mark.parametrize(
    ("deed", "template", "words"),
    [
        (refused, "claim-rejected", "Từ chối bảo hành"),
        (upheld, "appeal-decided", "giữ quyết định từ chối"),
    ],
)
def test_who_has_a_telephone_alone_gets_the_code_too(
    deed: Callable[[], None], template: str, words: str
) -> None:
    deed()

    message = OutgoingMessage.objects.get(template=template)
    message.channel = Channel.SMS
    text = render(message).text

    assert words in text
    assert f"mã {message.context['code']}" in text
