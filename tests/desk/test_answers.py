"""Writing to the customer and among ourselves, and what comes back when it is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import page_of, shown, verb
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import OPENED
from tickets.actions.messages import reply_by_customer
from tickets.actions.words import Words
from tickets.models import Attachment, Message, Ticket

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00"
    b"\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01"
    b"\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def written_meanwhile(mine: Ticket, by_customer: Actor) -> Message:
    return reply_by_customer(
        mine, actor=by_customer, at=NOON, words=Words("Em vừa gửi thêm video")
    )


def test_a_reply_is_kept_and_owed_to_the_customer(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(
        verb("reply", mine), {"body": "Dạ em chào chị Hà", "seen": 1, "then": ""}
    )

    assert response.headers["Location"] == page_of(mine)
    assert mine.messages.latest("id").body == "Dạ em chào chị Hà"
    assert OutgoingMessage.objects.filter(template="ticket-reply").count() == 1


def test_send_and_wait_sets_the_ticket_aside(
    agent_client: Client, mine: Ticket
) -> None:
    agent_client.post(
        verb("reply", mine), {"body": "Chị gửi ảnh giúp em", "seen": 1, "then": "wait"}
    )

    mine.refresh_from_db()
    assert (mine.status, mine.wait_reason) == ("waiting", "customer")


def test_a_reply_from_beside_the_list_leads_back_there(
    agent_client: Client, mine: Ticket
) -> None:
    back = f"/desk/?view=mine&t={mine.number}"

    response = agent_client.post(
        verb("reply", mine), {"body": "Dạ vâng", "seen": 1, "next": back}
    )

    assert response.headers["Location"] == back


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "x:y"])
def test_no_form_leads_out_of_the_house(
    agent_client: Client, mine: Ticket, next_url: str
) -> None:
    response = agent_client.post(
        verb("note", mine), {"body": "Ghi chú", "next": next_url}
    )

    assert response.headers["Location"] == page_of(mine)


def test_the_same_form_sent_twice_is_one_message(
    agent_client: Client, mine: Ticket
) -> None:
    typed = {"body": "Dạ vâng", "seen": 1, "client_key": "one-form"}

    agent_client.post(verb("reply", mine), typed)
    agent_client.post(verb("reply", mine), typed)

    assert mine.messages.filter(body="Dạ vâng").count() == 1


def test_an_empty_reply_is_refused_beside_the_field(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(verb("reply", mine), {"body": "  ", "seen": 1})

    assert response.status_code == 422
    assert "Hãy viết nội dung tin." in shown(response)
    assert mine.messages.count() == 1


def test_a_stale_reply_keeps_the_words_and_shows_the_new_ones(
    agent_client: Client, mine: Ticket, written_meanwhile: Message
) -> None:
    response = agent_client.post(
        verb("reply", mine), {"body": "Câu trả lời cũ", "seen": 1, "then": "wait"}
    )

    page = shown(response)
    assert response.status_code == 409
    assert "Câu trả lời cũ</textarea>" in page
    assert "Em vừa gửi thêm video" in page
    assert "Gửi dù có tin mới" in page
    assert 'name="then" value="wait">Gửi dù có tin mới' in page


def test_a_stale_reply_sent_again_goes_out(
    agent_client: Client, mine: Ticket, written_meanwhile: Message
) -> None:
    refused = agent_client.post(verb("reply", mine), {"body": "Vẫn gửi", "seen": 1})
    assert 'name="seen" value="2"' in shown(refused)

    response = agent_client.post(verb("reply", mine), {"body": "Vẫn gửi", "seen": 2})

    assert response.status_code == 302
    assert mine.messages.latest("id").body == "Vẫn gửi"


def test_a_reply_on_a_ticket_that_was_closed_meanwhile_keeps_the_words(
    agent_client: Client, mine: Ticket
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(
        status="closed", outcome="solved", resolved_at=OPENED, closed_at=OPENED
    )

    response = agent_client.post(verb("reply", mine), {"body": "Dạ vâng", "seen": 1})

    page = shown(response)
    assert response.status_code == 409
    assert "Dạ vâng</textarea>" in page
    assert "Phiếu này đã đóng" in page


def test_a_resolved_ticket_is_answered_without_waiting(
    agent_client: Client, mine: Ticket
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(
        status="resolved", outcome="solved", resolved_at=OPENED
    )

    page = shown(agent_client.get(page_of(mine)))

    assert "Gửi trả lời" in page
    assert "Gửi và chờ khách" not in page


def test_a_note_is_kept_and_owed_to_nobody(agent_client: Client, mine: Ticket) -> None:
    response = agent_client.post(verb("note", mine), {"body": "Gãy giảm chấn"})

    assert response.status_code == 302
    assert mine.messages.latest("id").kind == "note"
    assert OutgoingMessage.objects.count() == 0


def test_an_empty_note_comes_back_as_a_note(agent_client: Client, mine: Ticket) -> None:
    response = agent_client.post(verb("note", mine), {"body": ""})

    page = shown(response)
    assert response.status_code == 422
    assert 'class="composer is-note"' in page
    assert "Hãy viết nội dung tin." in page


def test_a_technician_may_note(mine: Ticket, team: object) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    response = technician.post(verb("note", mine), {"body": "Cần thay dây"})

    assert response.status_code == 302


def test_a_file_alone_says_something(agent_client: Client, mine: Ticket) -> None:
    photo = SimpleUploadedFile("tem.png", PNG, content_type="image/png")

    response = agent_client.post(
        verb("reply", mine), {"body": "", "seen": 1, "files": [photo]}
    )

    assert response.status_code == 302
    assert Attachment.objects.get().name == "tem.png"


def test_a_program_sent_as_a_picture_is_refused_and_stores_nothing(
    agent_client: Client, mine: Ticket
) -> None:
    program = SimpleUploadedFile("anh.png", b"MZ\x90\x00" + b"0" * 64)

    response = agent_client.post(
        verb("reply", mine), {"body": "Ảnh đây ạ", "seen": 1, "files": [program]}
    )

    page = shown(response)
    assert response.status_code == 422
    assert "Ảnh đây ạ</textarea>" in page
    assert "Hãy chọn lại tệp" in page
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("name", ["reply", "note"])
def test_another_teams_ticket_is_not_found(
    other_agent_client: Client, mine: Ticket, name: str
) -> None:
    response = other_agent_client.post(verb(name, mine), {"body": "x"})

    assert response.status_code == 404
    assert mine.messages.count() == 1


def test_a_reply_needs_the_right_to_answer(mine: Ticket, team: object) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    response = technician.post(verb("reply", mine), {"body": "x", "seen": 1})

    assert response.status_code == 403
    assert mine.messages.count() == 1


def test_odd_values_are_refused_and_never_break(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(
        verb("reply", mine), {"body": "Dạ", "seen": "9" * 40, "then": "explode"}
    )

    assert response.status_code == 422
    assert "Dạ</textarea>" in shown(response)


def test_a_refusal_leaves_no_gap(
    agent_client: Client, mine: Ticket, agent_user: User, gaps: set[str]
) -> None:
    agent_client.post(verb("reply", mine), {"body": "", "seen": 1})

    assert real(gaps) == set()
