"""The stage line, drawn from facts alone."""

from datetime import datetime, timedelta

import pytest

from portal.stages import CaseFacts, stages_of
from tests.conftest import NOON
from tickets.enums import TicketStatus, WaitReason

NEW, OPEN = TicketStatus.NEW, TicketStatus.OPEN
WAITING, RESOLVED, CLOSED = (
    TicketStatus.WAITING,
    TicketStatus.RESOLVED,
    TicketStatus.CLOSED,
)


def case(status: TicketStatus, **facts: object) -> CaseFacts:
    known: dict[str, object] = {"opened_at": NOON, **facts}
    return CaseFacts(status=status, **known)  # type: ignore[arg-type]


def hours(n: int) -> datetime:
    return NOON + timedelta(hours=n)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        (case(NEW), "now later later later"),
        (case(OPEN), "done now later later"),
        (case(WAITING, wait_reason="part"), "done now later later"),
        (case(OPEN, is_reopened=True), "done now later later"),
        (case(RESOLVED, resolved_at=hours(2)), "done done now later"),
        (
            case(CLOSED, resolved_at=hours(2), closed_at=hours(3)),
            "done done done done",
        ),
    ],
)
def test_one_stop_is_now_unless_everything_is_done(
    facts: CaseFacts, states: str
) -> None:
    assert [stop.state for stop in stages_of(facts, hours(4))] == states.split()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (case(NEW), "bước tiếp theo"),
        (case(OPEN), "Đang làm"),
        (case(OPEN, is_reopened=True, first_response_at=hours(1)), "Đã mở lại"),
        (case(WAITING, wait_reason=WaitReason.CUSTOMER), "Chờ bạn trả lời"),
        (case(WAITING, wait_reason=WaitReason.PART), "Chờ linh kiện"),
        (case(WAITING, wait_reason=WaitReason.VISIT), "Đã hẹn lịch"),
        (case(WAITING, wait_reason=WaitReason.PARTNER), "Đang kiểm tra thêm"),
        (case(WAITING, wait_reason=WaitReason.INTERNAL), "Đang kiểm tra thêm"),
        (
            case(RESOLVED, first_response_at=hours(1), resolved_at=hours(2)),
            "16:00",
        ),
        (case(RESOLVED, resolved_at=hours(2)), "17:00"),
    ],
)
def test_the_work_says_what_it_is_at(facts: CaseFacts, words: str) -> None:
    assert stages_of(facts, hours(4))[1].detail == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (case(NEW), "khi bạn thấy ổn"),
        (case(RESOLVED, resolved_at=NOON), "dự kiến 27/11/2026"),
        (case(CLOSED, resolved_at=NOON, closed_at=hours(1)), "16:00"),
    ],
)
def test_the_end_has_a_date_as_soon_as_there_is_one(
    facts: CaseFacts, words: str
) -> None:
    assert stages_of(facts, hours(4))[3].detail == words


@pytest.mark.parametrize("status", list(TicketStatus))
def test_every_stop_has_words(status: TicketStatus) -> None:
    facts = case(status, wait_reason="visit", resolved_at=NOON, closed_at=NOON)

    stops = stages_of(facts, hours(1))

    assert all(stop.label and stop.detail for stop in stops)
