"""Merging, taking apart and splitting at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.budgets import queries_of
from tests.conftest import NOON
from tests.desk.conftest import real
from tests.desk.pages import INBOX, page_of, shown, verb
from tests.factories.sla import publish
from tests.factories.tickets import MessageFactory, TicketFactory
from tests.tickets.families import asked, merged
from tickets.actions.drafts import save_draft
from tickets.actions.waiting import wait_for
from tickets.actions.words import Words
from tickets.enums import MessageKind, WaitReason
from tickets.models import Draft, Message, Ticket


@pytest.fixture
def other(customer: Customer, team: Team, agent_user: User) -> Ticket:
    found = TicketFactory(
        customer=customer, team=team, assignee=agent_user, subject="Lỗi E3 hôm qua"
    )
    MessageFactory(ticket=found, body="Hôm qua cũng vậy.")
    return found


@pytest.fixture
def gone(mine: Ticket, other: Ticket, agent_user: User) -> Ticket:
    """`other`, after it was merged into `mine`."""
    return merged(other, mine, agent_user)


def split_of(message: Message) -> str:
    return reverse("desk:split", args=[message.ticket.number, message.pk])


def test_the_customers_other_tickets_are_offered(
    agent_client: Client, mine: Ticket, other: Ticket
) -> None:
    stranger = TicketFactory(team=mine.team)

    page = shown(agent_client.get(verb("merge", mine)))

    assert other.short_number in page
    assert stranger.short_number not in page


def test_a_search_narrows_what_is_offered(
    agent_client: Client, mine: Ticket, other: Ticket
) -> None:
    page = shown(agent_client.get(verb("merge", mine), {"q": "không có đâu"}))

    assert other.short_number not in page


def test_both_are_looked_at_before(
    agent_client: Client, mine: Ticket, other: Ticket, gaps: set[str]
) -> None:
    page = shown(agent_client.get(verb("merge", mine), {"into": other.number}))

    assert "Hôm qua cũng vậy." in page
    assert f"Gộp {mine.short_number} vào {other.short_number}" in page
    assert real(gaps) == set()


def test_merging_leads_to_the_ticket_that_goes_on(
    agent_client: Client, mine: Ticket, other: Ticket
) -> None:
    response = agent_client.post(verb("merge", other), {"into": mine.number})

    assert response["Location"] == page_of(mine)
    assert Ticket.objects.get(pk=other.pk).merged_into == mine


def test_a_refusal_says_what_to_do(
    agent_client: Client, mine: Ticket, customer: Customer
) -> None:
    over = TicketFactory(
        customer=customer,
        team=mine.team,
        status="closed",
        outcome="solved",
        resolved_at=NOON,
        closed_at=NOON,
    )

    response = agent_client.post(verb("merge", mine), {"into": over.number})

    assert response.status_code == 409
    assert "gộp theo chiều ngược lại" in shown(response)


def test_a_merged_ticket_says_where_it_goes_on_and_takes_no_words(
    agent_client: Client, gone: Ticket, mine: Ticket, gaps: set[str]
) -> None:
    page = shown(agent_client.get(page_of(gone)))

    assert f"Đã gộp vào {mine.short_number}" in page
    assert verb("reply", gone) not in page
    assert verb("note", gone) not in page
    assert verb("wait", gone) not in page
    assert real(gaps) == set()


@pytest.mark.parametrize("address", [INBOX + "?t={}", "/desk/tickets/{}/"])
def test_a_merged_ticket_shows_no_clock_that_runs(
    agent_client: Client,
    customer: Customer,
    mine: Ticket,
    agent_user: User,
    address: str,
) -> None:
    publish()
    promised = asked(customer)
    Ticket.objects.filter(pk=promised.pk).update(assignee=agent_user)
    before = shown(agent_client.get(address.format(promised.number)))
    merged(promised, mine, agent_user)

    page = shown(agent_client.get(address.format(promised.number)))
    why = shown(agent_client.get(reverse("desk:clocks", args=[promised.number])))

    assert "clock-why-" in before
    assert "clock-why-" not in page
    assert "Trả lời khách" not in page
    assert "hạn được tính ở phiếu nhận gộp" in why
    assert "sla-" not in why


@pytest.mark.parametrize(
    ("name", "kind"), [("reply", MessageKind.PUBLIC), ("note", MessageKind.NOTE)]
)
def test_words_for_a_ticket_merged_meanwhile_wait_where_it_goes_on(
    agent_client: Client,
    gone: Ticket,
    mine: Ticket,
    agent_user: User,
    name: str,
    kind: MessageKind,
) -> None:
    begun = Words("Đã bắt đầu viết.")
    save_draft(mine, writer=agent_user, kind=kind, words=begun, at=NOON)

    response = agent_client.post(verb(name, gone), {"body": "Dạ mai em gọi lại ạ."})

    assert response.status_code == 409
    assert "Phiếu này đã gộp vào phiếu khác." in shown(response)
    assert f"đã thành nháp ở {mine.short_number}" in shown(response)
    kept = Draft.objects.get(ticket=mine, kind=kind)
    assert kept.body == "Dạ mai em gọi lại ạ.\n\nĐã bắt đầu viết."
    assert not Draft.objects.filter(ticket=gone).exists()


@pytest.mark.parametrize("name", ["assign", "resolve"])
def test_a_dialog_sent_to_a_ticket_merged_meanwhile_says_why_it_was_refused(
    agent_client: Client, gone: Ticket, team: Team, name: str
) -> None:
    typed = {"team": team.pk, "outcome": "answered", "note": "Đã hướng dẫn khách."}

    response = agent_client.post(verb(name, gone), typed)

    assert response.status_code == 409
    assert "Phiếu này đã gộp vào phiếu khác." in shown(response)


def test_what_was_begun_on_a_ticket_merged_meanwhile_can_still_be_read(
    agent_client: Client, gone: Ticket, agent_user: User
) -> None:
    words, kind = Words("Đang hỏi kho."), MessageKind.NOTE
    save_draft(gone, writer=agent_user, kind=kind, words=words, at=NOON)

    assert "Đang hỏi kho." in shown(agent_client.get(page_of(gone)))


def test_the_ticket_that_goes_on_shows_both(
    agent_client: Client, gone: Ticket, mine: Ticket, gaps: set[str]
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert "Hôm qua cũng vậy." in page
    assert f"từ {gone.short_number}" in page
    assert real(gaps) == set()


@pytest.mark.parametrize("view", ["all", "mine", "team", "finished"])
def test_no_view_lists_a_merged_ticket(
    agent_client: Client, gone: Ticket, view: str
) -> None:
    page = shown(agent_client.get(INBOX, {"view": view}))

    assert gone.subject not in page


def test_a_search_for_it_leads_to_the_ticket_that_goes_on(
    agent_client: Client, gone: Ticket, mine: Ticket
) -> None:
    page = shown(agent_client.get(INBOX, {"q": gone.number}))

    assert mine.subject in page


def test_it_is_taken_out_again(agent_client: Client, gone: Ticket) -> None:
    response = agent_client.post(verb("unmerge", gone), {"take_along": "on"})

    assert response["Location"] == page_of(gone)
    assert Ticket.objects.get(pk=gone.pk).merged_into is None


def test_who_was_too_late_reads_why(agent_client: Client, gone: Ticket) -> None:
    agent_client.post(verb("unmerge", gone))

    response = agent_client.post(verb("unmerge", gone))

    assert response.status_code == 409
    assert "không còn gộp" in shown(response)


def test_merges_cost_two_more_queries_at_most(
    agent_client: Client, other: Ticket, mine: Ticket, agent_user: User, agent: Actor
) -> None:
    wait_for(mine, actor=agent, reason=WaitReason.PART, at=NOON)
    before = queries_of(agent_client, page_of(mine))

    merged(other, mine, agent_user)

    assert queries_of(agent_client, page_of(mine)) <= before + 2


def form(agent: User, team: Team, **changes: Any) -> dict[str, Any]:
    return {
        "subject": "Hỏi mua thêm túi lọc",
        "kind": "question",
        "agent": agent.pk,
        "team": team.pk,
        **changes,
    }


def test_a_message_becomes_a_ticket_of_its_own(
    agent_client: Client, mine: Ticket, agent_user: User, team: Team, gaps: set[str]
) -> None:
    message = mine.messages.get()

    asked = agent_client.get(split_of(message))
    response = agent_client.post(split_of(message), form(agent_user, team))

    new = Ticket.objects.latest("pk")
    assert asked.status_code == 200
    assert response["Location"] == page_of(new)
    assert (new.subject, new.assignee) == ("Hỏi mua thêm túi lọc", agent_user)
    assert real(gaps) == set()


def test_both_pages_point_at_each_other(
    agent_client: Client, mine: Ticket, agent_user: User, team: Team
) -> None:
    agent_client.post(split_of(mine.messages.get()), form(agent_user, team))
    new = Ticket.objects.latest("pk")

    old_page = shown(agent_client.get(page_of(mine)))
    new_page = shown(agent_client.get(page_of(new)))

    assert f"đã tách thành {new.short_number}" in old_page
    assert mine.short_number in new_page


def test_what_was_typed_comes_back_with_a_refusal(
    agent_client: Client, mine: Ticket, agent_user: User, team: Team
) -> None:
    address = split_of(mine.messages.get())
    agent_client.post(address, form(agent_user, team))

    response = agent_client.post(address, form(agent_user, team))

    assert response.status_code == 409
    assert "đã được tách" in shown(response)
    assert "Hỏi mua thêm túi lọc" in shown(response)
