"""The page of one ticket, whole and in parts."""

import pytest
from django.test import Client

from catalog.models import Unit
from foundation.accounts.models import User
from foundation.core.actor import Actor
from surveys.models import Invitation, Response, Survey
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import fragment, page_of, shown, verb
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import PurchaseLineFactory, UnitFactory
from tests.factories.customers import EmailFactory
from tests.factories.tickets import OPENED, MessageFactory, TicketFactory
from tickets.actions.messages import add_note
from tickets.actions.resolution import close_ticket, resolve_ticket
from tickets.actions.words import Words
from tickets.enums import Outcome
from tickets.models import Ticket

FRESH = "div#ticket-live"


@pytest.fixture
def unit(mine: Ticket) -> Unit:
    line = PurchaseLineFactory(purchase__customer=mine.customer)
    unit = UnitFactory(
        serial="NM95-2409-004172",
        product__name="Máy giặt Nami WF-95",
        owner=mine.customer,
        purchase_line=line,
    )
    Ticket.objects.filter(pk=mine.pk).update(unit=unit)
    return unit


def asked(ticket: Ticket, agent: User, **state: object) -> Invitation:
    survey = Survey.objects.csat()
    return Invitation.objects.create(
        survey=survey,
        ticket=ticket,
        episode=1,
        agent=agent,
        due_at=OPENED,
        sent_at=OPENED,
        expires_at=NOON,
        **state,
    )


def test_the_page_shows_words_customer_and_thing(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert "Máy giặt báo lỗi E3, không vắt" in page
    assert "Máy giặt xong không vắt, hiện E3." in page
    assert "Nguyễn Thu Hà" in page
    assert "0903 ··· 218" in page
    assert "tel:+84903442218" in page
    assert "Máy giặt Nami WF-95" in page
    assert "NM95-2409-004172" in page
    assert "12/09/2026" in page


def test_a_note_is_shown_as_one_that_the_customer_does_not_see(
    agent_client: Client, mine: Ticket, agent: Actor, agent_user: User
) -> None:
    add_note(
        mine, actor=agent, author=agent_user, at=NOON, words=Words("Gãy giảm chấn")
    )

    page = shown(agent_client.get(page_of(mine)))

    assert "Gãy giảm chấn" in page
    assert "Trần Minh Quân, khách không thấy" in page


def test_what_was_typed_is_never_markup(agent_client: Client, mine: Ticket) -> None:
    MessageFactory(ticket=mine, body="<script>alert(1)</script>")

    page = shown(agent_client.get(page_of(mine)))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_chip_counts_working_time_only(agent_client: Client, mine: Ticket) -> None:
    # Friday 17:00 to Monday 09:00: half an hour, and an hour.
    Ticket.objects.filter(pk=mine.pk).update(
        status="resolved",
        outcome="solved",
        opened_at="2026-11-20T10:00Z",
        resolved_at="2026-11-21T02:00Z",
    )

    page = shown(agent_client.get(page_of(mine)))

    assert "Xong 1 giờ 30" in page


def test_other_tickets_of_the_customer_are_one_click_away(
    agent_client: Client, mine: Ticket
) -> None:
    other = TicketFactory(customer=mine.customer, subject="Tủ lạnh kêu to")

    page = shown(agent_client.get(page_of(mine)))

    assert page_of(other) in page
    assert "Tủ lạnh kêu to" in page


def test_another_teams_ticket_of_the_same_customer_stays_unseen(
    agent_client: Client, mine: Ticket, other_team: object
) -> None:
    TicketFactory(customer=mine.customer, team=other_team, subject="Việc của nhóm kia")

    page = shown(agent_client.get(page_of(mine)))

    assert "Việc của nhóm kia" not in page


def test_an_answered_survey_is_shown_with_its_words(
    agent_client: Client, mine: Ticket, agent_user: User
) -> None:
    invitation = asked(mine, agent_user, state="answered")
    Response.objects.create(
        invitation=invitation, score=5, comment="Thợ rất nhanh", answered_at=NOON
    )

    page = shown(agent_client.get(page_of(mine)))

    assert "Khách đánh giá" in page
    assert "Thợ rất nhanh" in page


def test_an_invitation_that_waits_is_shown_without_a_score(
    agent_client: Client, mine: Ticket, agent_user: User
) -> None:
    asked(mine, agent_user, state="sent")

    page = shown(agent_client.get(page_of(mine)))

    assert "Khách đánh giá" in page
    assert "Đã gửi" in page


def test_no_survey_leaves_no_trace(agent_client: Client, mine: Ticket) -> None:
    assert "Khách đánh giá" not in shown(agent_client.get(page_of(mine)))


def test_the_composer_says_how_the_answer_travels(
    agent_client: Client, mine: Ticket
) -> None:
    EmailFactory(customer=mine.customer, value="ha@thu.example", verified_at=NOON)

    assert "Gửi qua e-mail" in shown(agent_client.get(page_of(mine)))


def test_a_customer_nobody_can_write_to_is_said_to_be_called(
    agent_client: Client, mine: Ticket
) -> None:
    mine.customer.contact_points.all().delete()

    assert "sẽ thành việc gọi khách" in shown(agent_client.get(page_of(mine)))


def test_a_closed_ticket_takes_notes_only(
    agent_client: Client, mine: Ticket, agent: Actor, agent_user: User
) -> None:
    resolved = resolve_ticket(
        mine,
        actor=agent,
        agent=agent_user,
        outcome=Outcome.SOLVED,
        note="Đã thay dây",
        at=NOON,
    )
    close_ticket(resolved, actor=agent, at=NOON)

    page = shown(agent_client.get(page_of(mine)))

    assert f'action="{verb("note", mine)}"' in page
    assert f'formaction="{verb("reply", mine)}"' not in page
    assert "Mở lại" in page


def test_whoever_may_not_answer_finds_no_button_that_does(
    mine: Ticket, team: object
) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    page = shown(technician.get(page_of(mine)))

    assert verb("note", mine) in page
    assert verb("reply", mine) not in page
    assert verb("wait", mine) not in page
    assert verb("resolve", mine) not in page
    assert verb("assign", mine) not in page
    assert verb("classify", mine) not in page


def test_every_form_works_without_script(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert f'formaction="{verb("reply", mine)}"' in page
    assert f'formaction="{verb("note", mine)}"' in page
    assert f'href="{page_of(mine)}?ask=resolve#resolve"' in page
    assert '<dialog class="dlg" id="resolve"' in page
    assert f'href="{page_of(mine)}?ask=resolve"' in page
    assert "hx-post" not in page


VERBS = ("assign", "classify", "consult", "reopen", "resolve")


@pytest.mark.parametrize("asked", VERBS)
def test_a_dialog_asked_for_by_address_stands_open(
    agent_client: Client, mine: Ticket, asked: str
) -> None:
    page = shown(agent_client.get(f"{page_of(mine)}?ask={asked}&next=/desk/?view=mine"))

    assert f'method="post" action="{verb(asked, mine)}"' in page
    assert 'data-behaviour="dialog" open' in page
    assert 'name="next" value="/desk/?view=mine"' in page


@pytest.mark.parametrize("asked", VERBS)
def test_the_form_of_a_dialog_comes_when_it_is_opened(
    agent_client: Client, mine: Ticket, asked: str
) -> None:
    form = shown(fragment(agent_client, f"{page_of(mine)}?ask={asked}", "div"))

    assert f'method="post" action="{verb(asked, mine)}"' in form
    assert "<dialog" not in form


@pytest.mark.parametrize("asked", ["resolve", "nothing"])
def test_a_form_that_is_not_offered_is_not_found(
    mine: Ticket, team: object, asked: str
) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    found = fragment(technician, f"{page_of(mine)}?ask={asked}", "div")

    assert found.status_code == 404


def test_live_news_fetches_the_parts_and_leaves_the_composer(
    agent_client: Client, mine: Ticket
) -> None:
    response = fragment(agent_client, page_of(mine), FRESH)

    parts = shown(response)
    assert 'id="ticket-head"' in parts
    assert 'id="ticket-entries"' in parts
    assert 'id="ticket-context"' in parts
    assert 'id="n-all"' in parts
    assert "composer" not in parts
    assert "<html" not in parts
    assert "HX-Target" in response.headers["Vary"]


def test_the_page_listens_to_the_stream_of_its_ticket(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert f'data-live-url="/live/tickets/{mine.number}/"' in page
    assert 'hx-trigger="ticket-changed from:body delay:300ms"' in page


def test_another_teams_ticket_is_not_found(
    other_agent_client: Client, mine: Ticket
) -> None:
    assert other_agent_client.get(page_of(mine)).status_code == 404


def test_a_customer_is_denied(customer_client: Client, mine: Ticket) -> None:
    assert customer_client.get(page_of(mine)).status_code == 403


def test_nobody_is_sent_to_the_door(client: Client, mine: Ticket) -> None:
    assert client.get(page_of(mine)).headers["Location"].startswith("/desk/sign-in/")


def test_the_page_leaves_no_gap(
    agent_client: Client, mine: Ticket, unit: Unit, gaps: set[str]
) -> None:
    agent_client.get(page_of(mine))

    assert real(gaps) == set()


def test_a_ticket_that_nobody_owns_leaves_no_gap(
    agent_client: Client, ticket: Ticket, gaps: set[str]
) -> None:
    agent_client.get(page_of(ticket))

    assert real(gaps) == set()
