"""Handing over, asking a lead and asking a colleague, at the pages of the desk."""

import pytest
from django.test import Client

from foundation.accounts.enums import Role
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import page_of, shown, verb
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import OPENED, MessageFactory, TicketFactory
from tickets.actions.consults import answer_consult
from tickets.models import Attachment, Consult, HandoffRequest, Ticket

HANDOFFS = "/desk/handoffs/"
CONSULTS = "/desk/consults/"
TOLD = {
    "summary": "Máy không vắt",
    "tried": "Tắt nguồn 5 phút",
    "promised": "Gọi lại trước 17:00",
    "next_step": "Đặt lịch kỹ thuật",
}


@pytest.fixture
def third_user(team: Team) -> User:
    return StaffFactory(name="Ngô Bảo Châu", team=team)


@pytest.fixture
def spent(mine: Ticket) -> Ticket:
    """The agent's ticket, which had its one hand-off."""
    Ticket.objects.filter(pk=mine.pk).update(handoffs=1)
    return mine


@pytest.fixture
def request_of(spent: Ticket, agent_user: User, third_user: User) -> HandoffRequest:
    return HandoffRequest.objects.create(
        ticket=spent,
        asked_by=agent_user,
        to_agent=third_user,
        summary="Vấn đề: Máy không vắt",
        created_at=NOON,
    )


@pytest.fixture
def consult(mine: Ticket, agent_user: User, other_agent_user: User) -> Consult:
    """A question to somebody of another team, who cannot see the ticket."""
    return consult_of(mine, agent_user, other_agent_user)


def consult_of(ticket: Ticket, by: User, of: User) -> Consult:
    question = MessageFactory(
        ticket=ticket,
        kind="note",
        author_kind="staff",
        author_user=by,
        body="Bo mạch hay dây nguồn ạ?",
    )
    return Consult.objects.create(
        ticket=ticket,
        asked_by=by,
        asked_of=of,
        question=question,
        asked_at=OPENED,
        due_at=OPENED,
    )


def crowd(n: int, by: User, of: User) -> None:
    """`n` tickets with a question to `of` and a request to hand over to them."""
    for ticket in TicketFactory.create_batch(n):
        consult_of(ticket, by, of)
        HandoffRequest.objects.create(
            ticket=ticket, asked_by=by, to_agent=of, summary="x", created_at=OPENED
        )


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


# --- Handing over --------------------------------------------------------------


def test_the_dialog_says_how_often_the_ticket_may_still_go(
    agent_client: Client, mine: Ticket
) -> None:
    assert "Phiếu còn chuyển được 1 lần, tối đa 1." in shown(
        agent_client.get(f"{page_of(mine)}?ask=assign")
    )


def test_four_answers_become_one_note(
    agent_client: Client, mine: Ticket, third_user: User
) -> None:
    agent_client.post(verb("assign", mine), {"agent": third_user.pk, **TOLD})

    assert now(mine).handoffs == 1
    assert mine.messages.latest("id").body == (
        "Vấn đề: Máy không vắt\nĐã thử: Tắt nguồn 5 phút\n"
        "Đã hứa với khách: Gọi lại trước 17:00\nViệc tiếp theo: Đặt lịch kỹ thuật"
    )


def test_without_an_answer_it_is_refused_beside_the_first(
    agent_client: Client, mine: Ticket, third_user: User
) -> None:
    response = agent_client.post(verb("assign", mine), {"agent": third_user.pk})

    assert response.status_code == 422
    assert "Hãy tóm tắt cho người nhận" in shown(response)
    assert now(mine).handoffs == 0


def test_a_second_transfer_of_a_simple_ticket_is_refused_with_a_way_on(
    agent_client: Client, spent: Ticket, third_user: User
) -> None:
    response = agent_client.post(
        verb("assign", spent), {"agent": third_user.pk, **TOLD}
    )

    page = shown(response)
    assert response.status_code == 422
    assert "Phiếu đã hết lượt chuyển." in page
    assert "Xin trưởng nhóm duyệt" in page
    assert "Tắt nguồn 5 phút</textarea>" in page
    assert now(spent).handoffs == 1


def test_a_lead_hands_it_over_and_is_told_of_the_price(
    lead_client: Client, spent: Ticket, lead_user: User, third_user: User
) -> None:
    page = shown(lead_client.get(f"{page_of(spent)}?ask=assign"))
    lead_client.post(verb("assign", spent), {"agent": third_user.pk, **TOLD})

    assert "bạn là người chịu trách nhiệm cho phiếu này" in page
    assert "Xin trưởng nhóm duyệt" not in page
    assert now(spent).accountable == lead_user
    assert "Chịu trách nhiệm" in shown(lead_client.get(page_of(spent)))


def test_the_page_shows_how_hard_it_is_and_how_often_it_went(
    agent_client: Client, spent: Ticket
) -> None:
    page = shown(agent_client.get(page_of(spent)))

    assert "Đơn giản" in page
    assert "1/1 lần" in page


# --- Asking a lead -------------------------------------------------------------


def test_a_lead_is_asked_with_what_was_typed(
    agent_client: Client, spent: Ticket, third_user: User
) -> None:
    response = agent_client.post(
        verb("request_handoff", spent), {"agent": third_user.pk, **TOLD}
    )

    found = HandoffRequest.objects.get()
    assert response.status_code == 302
    assert found.to_agent == third_user
    assert "Đã thử: Tắt nguồn 5 phút" in found.summary


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (TOLD, "Hãy chọn một người"),
        ({"agent": "third", "summary": ""}, "Hãy tóm tắt cho người nhận"),
    ],
)
def test_an_empty_request_is_refused_in_the_dialog(
    agent_client: Client,
    spent: Ticket,
    third_user: User,
    typed: dict[str, str],
    why: str,
) -> None:
    ids = {"third": third_user.pk}
    sent = {name: ids.get(value, value) for name, value in typed.items()}

    response = agent_client.post(verb("request_handoff", spent), sent)

    page = shown(response)
    assert response.status_code == 422
    assert 'aria-labelledby="assign-title" data-behaviour="dialog" open' in page
    assert why in page


def test_the_lead_decides_on_the_ticket(
    lead_client: Client,
    request_of: HandoffRequest,
    spent: Ticket,
    lead_user: User,
    third_user: User,
) -> None:
    page = shown(lead_client.get(page_of(spent)))
    response = lead_client.post(
        f"{HANDOFFS}{request_of.pk}/approve/", {"next": page_of(spent)}
    )

    assert "Trần Minh Quân xin chuyển phiếu cho Ngô Bảo Châu." in page
    assert f"{HANDOFFS}{request_of.pk}/approve/" in page
    assert response.headers["Location"] == page_of(spent)
    fresh = now(spent)
    assert (fresh.assignee, fresh.accountable) == (third_user, lead_user)


def test_the_agent_sees_it_wait_and_may_take_it_back(
    agent_client: Client, request_of: HandoffRequest, spent: Ticket
) -> None:
    page = shown(agent_client.get(page_of(spent)))
    agent_client.post(f"{HANDOFFS}{request_of.pk}/withdraw/")

    assert f"{HANDOFFS}{request_of.pk}/approve/" not in page
    assert f"{HANDOFFS}{request_of.pk}/withdraw/" in page
    assert HandoffRequest.objects.get().state == "withdrawn"


def test_what_waits_stands_in_a_list(
    lead_client: Client, request_of: HandoffRequest
) -> None:
    page = shown(lead_client.get(HANDOFFS))

    assert "Máy giặt báo lỗi E3" in page
    assert "Trần Minh Quân xin chuyển cho Ngô Bảo Châu" in page


def test_of_a_finished_ticket_nothing_waits(
    lead_client: Client, request_of: HandoffRequest, spent: Ticket
) -> None:
    Ticket.objects.filter(pk=spent.pk).update(
        status="resolved", outcome="solved", resolved_at=NOON
    )

    assert "Không có yêu cầu nào chờ duyệt" in shown(lead_client.get(HANDOFFS))


def test_a_late_approval_is_refused_kindly(
    lead_client: Client, request_of: HandoffRequest, spent: Ticket
) -> None:
    HandoffRequest.objects.update(state="withdrawn", decided_at=NOON)

    response = lead_client.post(f"{HANDOFFS}{request_of.pk}/approve/")

    assert response.status_code == 409
    assert "Yêu cầu này không còn chờ duyệt" in shown(response)


def test_declining_needs_a_reason(
    lead_client: Client, request_of: HandoffRequest, spent: Ticket
) -> None:
    refused = lead_client.post(f"{HANDOFFS}{request_of.pk}/decline/", {"reason": " "})
    lead_client.post(f"{HANDOFFS}{request_of.pk}/decline/", {"reason": "Em làm tiếp"})

    assert refused.status_code == 422
    assert "Hãy ghi lý do" in shown(refused)
    assert HandoffRequest.objects.get().state == "declined"
    assert spent.messages.latest("id").body == "Em làm tiếp"


# --- Asking a colleague --------------------------------------------------------


def test_a_colleague_is_asked_and_the_ticket_stays(
    agent_client: Client, mine: Ticket, agent_user: User, lead_user: User
) -> None:
    typed = {"agent": lead_user.pk, "question": "Bo mạch hay dây nguồn ạ?"}

    response = agent_client.post(verb("consult", mine), typed)

    assert response.status_code == 302
    assert now(mine).assignee == agent_user
    assert Consult.objects.get().asked_of == lead_user


def test_asking_nobody_is_refused_in_its_dialog(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(verb("consult", mine), {"question": "Bo mạch ạ?"})

    page = shown(response)
    assert response.status_code == 422
    assert 'aria-labelledby="consult-title" data-behaviour="dialog" open' in page
    assert "Bo mạch ạ?</textarea>" in page


def test_an_open_question_stands_beside_the_conversation(
    agent_client: Client, mine: Ticket, consult: Consult
) -> None:
    page = shown(agent_client.get(page_of(mine)))
    agent_client.post(f"{CONSULTS}{consult.pk}/withdraw/")

    assert "Đang hỏi ý kiến" in page
    assert "quá hạn" in page
    assert "Đang hỏi ý kiến" not in shown(agent_client.get(page_of(mine)))


def test_whoever_is_asked_reads_the_conversation_and_answers(
    other_agent_client: Client, consult: Consult, mine: Ticket
) -> None:
    hidden = other_agent_client.get(page_of(mine))
    page = shown(other_agent_client.get(f"{CONSULTS}{consult.pk}/"))
    response = other_agent_client.post(
        f"{CONSULTS}{consult.pk}/", {"answer": "Bo mạch em nhé"}
    )

    assert hidden.status_code == 404
    assert "Máy giặt xong không vắt, hiện E3." in page
    assert page_of(mine) not in page
    assert response.headers["Location"] == CONSULTS
    assert mine.messages.latest("id").body == "Bo mạch em nhé"


def test_an_empty_answer_is_refused(
    other_agent_client: Client, consult: Consult
) -> None:
    response = other_agent_client.post(f"{CONSULTS}{consult.pk}/", {"answer": ""})

    assert response.status_code == 422
    assert "Hãy ghi câu trả lời." in shown(response)


def test_whoever_was_not_asked_only_reads(
    lead_client: Client, consult: Consult, mine: Ticket
) -> None:
    page = shown(lead_client.get(f"{CONSULTS}{consult.pk}/"))
    response = lead_client.post(f"{CONSULTS}{consult.pk}/", {"answer": "Ý tôi là"})

    assert 'name="answer"' not in page
    assert page_of(mine) in page
    assert response.status_code == 422
    assert "Câu hỏi này dành cho người khác." in shown(response)


def test_an_answer_that_comes_late_is_refused_kindly(
    other_agent_client: Client, consult: Consult
) -> None:
    Consult.objects.update(ended_at=NOON)

    response = other_agent_client.post(f"{CONSULTS}{consult.pk}/", {"answer": "Ừ"})

    assert response.status_code == 409
    assert "đã được trả lời hoặc đã rút" in shown(response)


def test_my_questions_stand_in_a_list(
    other_agent_client: Client, consult: Consult, other_agent_user: User
) -> None:
    waiting = shown(other_agent_client.get(CONSULTS))
    actor = staff_actor(other_agent_user.pk)
    answer_consult(
        consult, actor=actor, author=other_agent_user, answer="Bo mạch", at=NOON
    )

    assert "Bo mạch hay dây nguồn ạ?" in waiting
    assert "Không có câu hỏi nào chờ bạn" in shown(other_agent_client.get(CONSULTS))
    assert "Bo mạch</p>" in shown(other_agent_client.get(f"{CONSULTS}?done=1"))


def test_the_rail_leads_to_what_waits_for_my_word(
    lead_client: Client, other_agent_client: Client, request_of: HandoffRequest
) -> None:
    asked, not_asked = (
        shown(client.get("/desk/")) for client in (lead_client, other_agent_client)
    )

    assert f'href="{HANDOFFS}"' in asked
    assert f'href="{HANDOFFS}"' not in not_asked


def test_the_rail_leads_to_the_questions_for_me(
    other_agent_client: Client, consult: Consult
) -> None:
    assert f'href="{CONSULTS}"' in shown(other_agent_client.get("/desk/"))


def test_whoever_is_asked_sees_the_files_while_the_answer_is_open(
    other_agent_user: User, consult: Consult, mine: Ticket
) -> None:
    photo = Attachment.objects.create(
        ticket=mine,
        message=mine.messages.earliest("id"),
        name="e3.png",
        content_type="image/png",
        size=5,
        sha256="0" * 64,
        file="attachments/e3.png",
    )

    during = Attachment.objects.visible_to(other_agent_user).get()
    Consult.objects.update(ended_at=NOON)

    assert during == photo
    assert not Attachment.objects.visible_to(other_agent_user).exists()


# --- All of them ---------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "address"),
    [("desk:handoffs", HANDOFFS), ("desk:consults", CONSULTS)],
)
def test_the_lists_have_a_budget(
    lead_client: Client,
    lead_user: User,
    agent_user: User,
    n: int,
    name: str,
    address: str,
) -> None:
    crowd(n, agent_user, lead_user)

    assert queries_of(lead_client, address) == BUDGETS[name]


@pytest.mark.parametrize("n", [1, 50])
def test_a_question_has_a_budget(
    other_agent_client: Client, consult: Consult, mine: Ticket, n: int
) -> None:
    MessageFactory.create_batch(n, ticket=mine)

    address = f"{CONSULTS}{consult.pk}/"
    assert queries_of(other_agent_client, address) == BUDGETS["desk:consult_page"]


def test_no_page_has_a_gap(
    lead_client: Client,
    request_of: HandoffRequest,
    consult: Consult,
    spent: Ticket,
    gaps: set[str],
) -> None:
    lead_client.get(page_of(spent))
    lead_client.get(HANDOFFS)
    lead_client.get(CONSULTS)
    lead_client.get(f"{CONSULTS}{consult.pk}/")

    assert real(gaps) == set()


def test_a_technician_may_ask_but_not_hand_over(mine: Ticket, team: Team) -> None:
    technician = signed_in(StaffFactory(role=Role.TECHNICIAN, team=team))

    page = shown(technician.get(page_of(mine)))

    assert 'id="consult"' in page
    assert 'id="assign"' not in page
