"""Handing over, asking a lead and asking a colleague, over the API."""

from typing import Any

import pytest
from django.test import Client

from foundation.accounts.models import Team, User
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import happened
from tests.tickets.test_api_tickets import caller, codes, post, verb
from tickets.enums import Complexity
from tickets.models import Consult, HandoffRequest, Ticket, TicketCategory

TOLD = "Đã thử tắt nguồn, hứa gọi lại chiều nay."


@pytest.fixture
def api(agent_user: User) -> Client:
    return caller(agent_user)


@pytest.fixture
def lead_api(lead_user: User) -> Client:
    return caller(lead_user)


@pytest.fixture
def third_user(team: Team) -> User:
    return StaffFactory(name="Ngô Bảo Châu", team=team)


@pytest.fixture
def spent(ticket: Ticket, agent_user: User) -> Ticket:
    """A simple ticket of the agent that had its one hand-off."""
    ticket.assignee, ticket.handoffs = agent_user, 1
    ticket.save()
    return ticket


@pytest.fixture
def request_path(api: Client, spent: Ticket, third_user: User) -> str:
    """Where the agent's request to pass it on stands."""
    asked = post(
        api,
        verb(spent, "handoff-requests"),
        {"agent": third_user.pk, "summary": TOLD},
    )
    return verb(spent, f"handoff-requests/{asked.json()['id']}")


def give(client: Client, ticket: Ticket, to: User, **words: Any) -> Any:
    return post(client, verb(ticket, "assign"), {"agent": to.pk, **words})


# --- Handing over --------------------------------------------------------------


def test_a_handoff_is_counted_and_shown(
    api: Client, ticket: Ticket, agent_user: User, third_user: User
) -> None:
    give(api, ticket, agent_user)

    found = give(api, ticket, third_user, summary=TOLD).json()

    assert (found["handoffs"], found["complexity"]) == (1, "simple")
    assert (found["accountable"], found["category"]) == (None, None)


def test_without_a_summary_it_is_refused(
    api: Client, ticket: Ticket, agent_user: User, third_user: User
) -> None:
    give(api, ticket, agent_user)

    response = give(api, ticket, third_user)

    assert response.status_code == 422
    assert codes(response) == [("summary_required", "summary")]


def test_a_second_transfer_of_a_simple_ticket_is_refused(
    api: Client, spent: Ticket, third_user: User
) -> None:
    response = give(api, spent, third_user, summary=TOLD)

    assert response.status_code == 422
    assert codes(response) == [("handoff_limit", "agent")]
    assert happened(spent) == []


def test_a_fourth_transfer_of_a_complex_ticket_is_refused(
    api: Client, spent: Ticket, third_user: User
) -> None:
    spent.complexity, spent.handoffs = Complexity.COMPLEX, 2
    spent.save()
    third = give(api, spent, third_user, summary=TOLD)

    fourth = give(
        caller(third_user), spent, StaffFactory(team=spent.team), summary=TOLD
    )

    assert (third.status_code, third.json()["handoffs"]) == (200, 3)
    assert codes(fourth) == [("handoff_limit", "agent")]


def test_a_lead_hands_it_over_and_is_accountable(
    lead_api: Client, spent: Ticket, lead_user: User, third_user: User
) -> None:
    response = give(lead_api, spent, third_user, summary=TOLD)

    assert response.status_code == 200
    assert response.json()["accountable"]["id"] == lead_user.pk


# --- Asking a lead -------------------------------------------------------------


def test_a_request_is_made_and_read(
    api: Client, request_path: str, spent: Ticket, third_user: User
) -> None:
    (found,) = api.get(verb(spent, "handoff-requests")).json()["results"]

    assert (found["state"], found["summary"]) == ("pending", TOLD)
    assert (found["ticket"], found["to_agent"]["id"]) == (spent.number, third_user.pk)
    assert found["decided_by"] is None


def test_an_agent_does_not_approve(api: Client, request_path: str) -> None:
    assert post(api, f"{request_path}approve/").status_code == 403


def test_a_lead_approves(
    lead_api: Client,
    request_path: str,
    spent: Ticket,
    lead_user: User,
    third_user: User,
) -> None:
    first = post(lead_api, f"{request_path}approve/")
    again = post(lead_api, f"{request_path}approve/")

    spent.refresh_from_db()
    assert (first.status_code, first.json()["state"]) == (200, "approved")
    assert (again.status_code, codes(again)[0][0]) == (409, "request_decided")
    assert (spent.assignee, spent.accountable) == (third_user, lead_user)


def test_a_lead_declines(lead_api: Client, request_path: str, spent: Ticket) -> None:
    empty = post(lead_api, f"{request_path}decline/")
    done = post(lead_api, f"{request_path}decline/", {"reason": "Em làm tiếp nhé"})

    assert (empty.status_code, done.json()["state"]) == (400, "declined")
    assert spent.messages.latest("id").body == "Em làm tiếp nhé"


def test_whoever_asked_takes_it_back(
    api: Client, lead_api: Client, request_path: str
) -> None:
    refused = post(lead_api, f"{request_path}withdraw/")
    done = post(api, f"{request_path}withdraw/")

    assert (refused.status_code, done.json()["state"]) == (403, "withdrawn")


@pytest.mark.parametrize(
    ("handoffs", "summary", "code"),
    [(0, TOLD, "approval_not_needed"), (1, "", "summary_required")],
)
def test_a_request_is_refused(
    api: Client,
    spent: Ticket,
    third_user: User,
    handoffs: int,
    summary: str,
    code: str,
) -> None:
    Ticket.objects.filter(pk=spent.pk).update(handoffs=handoffs)
    body = {"agent": third_user.pk, "summary": summary}

    response = post(api, verb(spent, "handoff-requests"), body)

    assert response.status_code == 422
    assert codes(response)[0][0] == code


def test_a_request_stands_under_its_own_ticket_only(
    lead_api: Client, request_path: str
) -> None:
    wanted = HandoffRequest.objects.get().pk
    elsewhere = verb(TicketFactory(), f"handoff-requests/{wanted}/approve")

    assert post(lead_api, elsewhere).status_code == 404


# --- Asking a colleague --------------------------------------------------------


def ask(client: Client, ticket: Ticket, of: User, question: str = "Bo mạch ạ?") -> Any:
    return post(client, verb(ticket, "consult"), {"agent": of.pk, "question": question})


def test_three_consults_leave_the_count_at_nought(
    api: Client,
    ticket: Ticket,
    lead_user: User,
    manager_user: User,
    other_agent_user: User,
) -> None:
    asked = [
        ask(api, ticket, user) for user in (lead_user, manager_user, other_agent_user)
    ]

    assert [each.status_code for each in asked] == [201, 201, 201]
    found = api.get(f"/api/v1/tickets/{ticket.number}/").json()
    assert (found["handoffs"], found["assignee"]) == (0, None)


def test_a_question_is_answered_by_whoever_was_asked(
    api: Client, ticket: Ticket, other_agent_user: User
) -> None:
    asked = ask(api, ticket, other_agent_user).json()
    stranger = caller(other_agent_user)

    answered = post(
        stranger,
        verb(ticket, f"consults/{asked['id']}/answer"),
        {"answer": "Đúng rồi em"},
    )

    assert stranger.get(f"/api/v1/tickets/{ticket.number}/").status_code == 404
    assert (answered.status_code, answered.json()["state"]) == (200, "answered")
    assert answered.json()["answer"] == "Đúng rồi em"
    (listed,) = api.get(verb(ticket, "consults")).json()["results"]
    assert (listed["question"], listed["state"]) == ("Bo mạch ạ?", "answered")


def test_nobody_else_answers(
    api: Client, lead_api: Client, ticket: Ticket, other_agent_user: User
) -> None:
    asked = ask(api, ticket, other_agent_user).json()

    response = post(
        lead_api, verb(ticket, f"consults/{asked['id']}/answer"), {"answer": "Tôi"}
    )

    assert response.status_code == 422
    assert codes(response) == [("not_asked", None)]


def test_a_question_is_taken_back(api: Client, ticket: Ticket, lead_user: User) -> None:
    asked = ask(api, ticket, lead_user).json()

    response = post(api, verb(ticket, f"consults/{asked['id']}/withdraw"))

    assert (response.status_code, response.json()["state"]) == (200, "withdrawn")
    assert Consult.objects.open().count() == 0


def test_the_same_colleague_is_asked_once_at_a_time(
    api: Client, ticket: Ticket, lead_user: User
) -> None:
    ask(api, ticket, lead_user)

    response = ask(api, ticket, lead_user)

    assert response.status_code == 409
    assert codes(response) == [("consult_open", "agent")]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": "Sao?"}, 400, "required"),
        ({"agent": 10**12, "question": "Sao?"}, 400, "unknown"),
        ({"agent": "quan@hongha.example", "question": "Sao?"}, 422, "consult_self"),
        ({"agent": "dung@hongha.example", "question": " "}, 400, "blank"),
    ],
)
def test_a_bad_question_is_refused(
    api: Client,
    ticket: Ticket,
    lead_user: User,
    body: dict[str, Any],
    status: int,
    code: str,
) -> None:
    response = post(api, verb(ticket, "consult"), body)

    assert response.status_code == status
    assert codes(response)[0][0] == code


# --- Sorting -------------------------------------------------------------------


def test_a_category_says_how_hard_it_is(api: Client, ticket: Ticket) -> None:
    hard = TicketCategory.objects.create(name="Bo mạch", complexity=Complexity.COMPLEX)

    response = post(api, verb(ticket, "classify"), {"category": hard.pk})

    found = response.json()
    assert found["category"] == {"id": hard.pk, "name": "Bo mạch"}
    assert found["complexity"] == "complex"


def test_both_may_be_said(api: Client, ticket: Ticket) -> None:
    hard = TicketCategory.objects.create(name="Bo mạch", complexity=Complexity.COMPLEX)

    body = {"category": hard.pk, "complexity": "simple"}
    found = post(api, verb(ticket, "classify"), body).json()
    without = post(api, verb(ticket, "classify"), {"category": None}).json()

    assert (found["category"]["id"], found["complexity"]) == (hard.pk, "simple")
    assert (without["category"], without["complexity"]) == (None, "simple")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"category": 10**12}, 400, "unknown"),
        ({"category": "Bo mạch"}, 400, "wrong_type"),
        ({"complexity": "easy"}, 400, "invalid_choice"),
    ],
)
def test_a_bad_sorting_is_refused(
    api: Client, ticket: Ticket, body: dict[str, Any], status: int, code: str
) -> None:
    response = post(api, verb(ticket, "classify"), body)

    assert response.status_code == status
    assert codes(response)[0][0] == code


def test_a_category_out_of_use_is_refused(api: Client, ticket: Ticket) -> None:
    gone = TicketCategory.objects.create(name="Cũ", is_active=False)

    response = post(api, verb(ticket, "classify"), {"category": gone.pk})

    assert response.status_code == 422
    assert codes(response) == [("category_unavailable", "category")]
