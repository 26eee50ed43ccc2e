from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.tickets import MessageFactory
from tests.tickets.acting import ASKED, LATER, answered, resolved
from tickets import verbs
from tickets.actions.assignment import assign_ticket
from tickets.actions.messages import add_note, reply_by_customer
from tickets.actions.opening import open_ticket
from tickets.actions.waiting import wait_for
from tickets.actions.words import Words
from tickets.enums import WaitReason
from tickets.models import Attachment, Message, Ticket
from tickets.phrases import customer_phrase_of, phrase_of
from tickets.queries import Entry, conversation_of


@pytest.fixture
def lively(
    customer: Customer, agent: Actor, agent_user: User, by_customer: Actor, team: Team
) -> Ticket:
    """A ticket with something of every kind on it."""
    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)
    assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user)
    answered(ticket, agent_user)
    add_note(ticket, actor=agent, author=agent_user, at=NOON, words=Words("Để ý"))
    wait_for(ticket, actor=agent, reason=WaitReason.PARTNER, at=LATER)
    assign_ticket(ticket, actor=agent, at=LATER, team=team)
    resolved(ticket, agent_user, at=LATER + timedelta(hours=1))
    return Ticket.objects.select_related("customer").get(pk=ticket.pk)


def texts(entries: list[Entry]) -> list[str]:
    return [entry.text for entry in entries]


def test_staff_read_what_was_said_and_done_in_order(lively: Ticket) -> None:
    entries = conversation_of(lively, for_customer=False)

    assert texts(entries) == [
        "Mở phiếu, kênh Cổng khách hàng",
        ASKED.body,
        "Chị thử tắt nguồn 5 phút nhé.",
        "Để ý",
        "Giao cho Trần Minh Quân",
        "Chờ đối tác",
        "Chuyển về nhóm Gia dụng",
        "Đã thay gioăng cửa",
        "Xử lý xong: Đã khắc phục",
    ]


def test_each_line_says_who(lively: Ticket, agent_user: User) -> None:
    entries = conversation_of(lively, for_customer=False)

    assert [entry.who for entry in entries[:3]] == [
        "Khách hàng",
        "Nguyễn Thu Hà",
        agent_user.name,
    ]
    assert entries[1].is_from_customer
    assert entries[3].is_note


def test_the_customer_reads_neither_notes_nor_our_arrangements(lively: Ticket) -> None:
    entries = conversation_of(lively, for_customer=True)

    assert texts(entries) == [
        "Chúng tôi đã nhận yêu cầu",
        ASKED.body,
        "Chị thử tắt nguồn 5 phút nhé.",
        "Chúng tôi đang kiểm tra thêm",
        "Đã thay gioăng cửa",
        "Yêu cầu đã được xử lý xong",
    ]


def queries_for(ticket: Ticket) -> int:
    with CaptureQueriesContext(connection) as context:
        conversation_of(ticket, for_customer=False)
    return len(context)


def test_a_long_conversation_costs_no_more_than_a_short_one(lively: Ticket) -> None:
    short = queries_for(lively)
    MessageFactory.create_batch(50, ticket=lively)

    assert queries_for(lively) == short <= 4


def test_files_stand_beside_their_message(lively: Ticket) -> None:
    message = Message.objects.filter(ticket=lively).earliest("id")
    file = Attachment.objects.create(
        ticket=lively,
        message=message,
        name="anh.png",
        content_type="image/png",
        size=10,
        sha256="0" * 64,
        file="attachments/x",
    )

    (mine,) = conversation_of(lively, for_customer=False)[1].files
    (theirs,) = conversation_of(lively, for_customer=True, by_link=True)[1].files

    assert mine.url == f"/files/{file.key}/"
    assert mine.thumb_url == f"/files/{file.key}/?preview=1"
    assert theirs.url == f"/t/{lively.access_key}/files/{file.key}/"


def test_what_a_colleague_wrote_down_names_them_both(
    ticket: Ticket, agent_user: User
) -> None:
    MessageFactory(ticket=ticket, author_user=agent_user, channel="phone")

    (entry,) = conversation_of(ticket, for_customer=False)

    assert (entry.who, entry.written_by) == ("Nguyễn Thu Hà", agent_user.name)
    assert entry.channel_label == "Điện thoại"


@pytest.mark.parametrize("verb", sorted(verbs.CUSTOMER_VERBS - verbs.SPOKEN_VERBS))
def test_every_line_a_customer_may_see_is_a_sentence(verb: str) -> None:
    text = customer_phrase_of(verb, {})

    assert text[0].isupper()
    assert "." not in text


@pytest.mark.parametrize(
    ("verb", "data", "text"),
    [
        ("ticket.assigned", {"agent_id": 99, "team_id": None}, "Giao phiếu"),
        ("ticket.waited", {"reason": "moon"}, "Chuyển sang chờ"),
        ("ticket.resolved", {}, "Xử lý xong"),
        ("ticket.classified", {"kind": "return"}, "Phân loại lại, loại: Đổi trả"),
        (
            "ticket.classified",
            {"priority": "urgent", "unit_id": 1, "is_renamed": True},
            "Phân loại lại, ưu tiên: Khẩn, đổi sản phẩm, đổi tiêu đề",
        ),
        ("moon.landed", {}, "Moon.landed"),
    ],
)
def test_a_value_no_longer_known_still_reads(
    verb: str, data: dict[str, object], text: str
) -> None:
    assert phrase_of(verb, data, {}) == text


def test_a_customers_word_is_no_line_twice(ticket: Ticket, by_customer: Actor) -> None:
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Alo"))

    assert texts(conversation_of(ticket, for_customer=False)) == ["Alo"]
