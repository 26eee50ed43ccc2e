from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.core.refs import ref
from foundation.notifications.actions import hold_all_owed
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories.notifications import OutgoingMessageFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

LIST = "/desk/messages/"


@pytest.fixture
def message(ticket: Ticket) -> OutgoingMessage:
    return about(ticket)


def about(ticket: Ticket, **fields: Any) -> OutgoingMessage:
    values = {"about_type": ref(ticket).type, "about_id": ref(ticket).id}
    return OutgoingMessageFactory(**{**values, **fields})


def sent(ticket: Ticket, **fields: Any) -> OutgoingMessage:
    return about(ticket, state="sent", sent_at=NOON, **fields)


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_state_recipient_and_ticket(
    message: OutgoingMessage, ticket: Ticket, agent_client: Client
) -> None:
    html = page(agent_client)

    assert "Chờ gửi" in html
    assert "ha@thu.example" in html
    assert f"/desk/tickets/{ticket.number}/" in html


def test_a_telephone_number_is_masked(ticket: Ticket, agent_client: Client) -> None:
    message = about(ticket, channel="sms", address="+84903442218")

    html = page(agent_client) + page(agent_client, f"{LIST}{message.pk}/")

    assert "0903 ··· 218" in html
    assert "442218" not in html
    assert "442 218" not in html


def test_an_agent_sees_messages_about_tickets_they_may_see(
    message: OutgoingMessage, other_agent_client: Client
) -> None:
    assert "ha@thu.example" not in page(other_agent_client)
    assert other_agent_client.get(f"{LIST}{message.pk}/").status_code == 404


def test_who_sees_every_ticket_sees_every_message(
    db: None, lead_client: Client, agent_client: Client
) -> None:
    OutgoingMessageFactory(about_type="customers.customer", address="x@y.example")

    assert "x@y.example" in page(lead_client)
    assert "x@y.example" not in page(agent_client)


def test_a_customer_has_no_business_here(
    message: OutgoingMessage, customer_client: Client
) -> None:
    assert customer_client.get(LIST).status_code == 403


def test_the_list_is_narrowed_by_state_and_channel(
    ticket: Ticket, lead_client: Client
) -> None:
    about(ticket, address="wanted@x.example", state="failed")
    about(ticket, address="other@x.example")
    about(ticket, address="+84903442218", channel="sms", state="failed")

    html = page(lead_client, f"{LIST}?state=failed&channel=email")

    assert "wanted@x.example" in html
    assert "other@x.example" not in html
    assert "0903 ··· 218" not in html


def test_a_filter_that_means_nothing_is_ignored(
    message: OutgoingMessage, lead_client: Client
) -> None:
    assert "ha@thu.example" in page(lead_client, f"{LIST}?state=%27&before=x&after=-1")


def test_a_long_list_is_read_page_by_page(ticket: Ticket, lead_client: Client) -> None:
    messages = [about(ticket, recipient_name=f"Khách số {n:03}") for n in range(51)]

    first = page(lead_client)
    second = page(lead_client, f"{LIST}?before={messages[1].pk}")
    back = page(lead_client, f"{LIST}?after={messages[0].pk}")

    assert f"?before={messages[1].pk}" in first
    assert "Khách số 000" not in first
    assert "Khách số 000" in second
    assert ("Khách số 001" in back, "Khách số 000" in back) == (True, False)


def test_the_list_costs_the_same_for_one_and_for_fifty(
    ticket: Ticket, lead_client: Client
) -> None:
    about(ticket)
    page(lead_client)
    with CaptureQueriesContext(connection) as few:
        page(lead_client)
    [about(TicketFactory()) for _ in range(49)]
    with CaptureQueriesContext(connection) as many:
        page(lead_client)

    assert len(few) == len(many)
    assert len(many) <= 12


def test_htmx_gets_the_rows_alone(
    message: OutgoingMessage, lead_client: Client
) -> None:
    response = lead_client.get(LIST, headers={"HX-Request": "true"})

    html = response.content.decode()
    assert "ha@thu.example" in html
    assert "<html" not in html


def test_the_page_of_a_message_shows_its_words_and_attempts(
    message: OutgoingMessage, agent_client: Client
) -> None:
    message.tries.create(
        number=1,
        channel="email",
        address="ha@thu.example",
        at=NOON,
        ok=False,
        detail="451 greylisted",
    )

    html = page(agent_client, f"{LIST}{message.pk}/")

    assert "Chị Hà ơi, máy giặt đã chạy tốt." in html
    assert "451 greylisted" in html


def test_words_are_shown_as_text(ticket: Ticket, agent_client: Client) -> None:
    message = about(ticket, subject="<b>x</b>", body_text='"><img src=x onerror=y>')

    html = page(agent_client, f"{LIST}{message.pk}/")

    assert "<img src=x" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_a_message_that_cannot_be_written_says_why(
    ticket: Ticket, agent_client: Client
) -> None:
    message = about(ticket, template="nobody-wrote-it", body_text="", subject="")

    assert "Chưa soạn được" in page(agent_client, f"{LIST}{message.pk}/")


@pytest.mark.parametrize(("demo", "is_shown"), [(True, True), (False, False)])
def test_a_secret_is_shown_in_demo_mode_only(
    ticket: Ticket, lead_client: Client, settings: Any, *, demo: bool, is_shown: bool
) -> None:
    settings.DEMO = demo
    message = about(ticket, is_secret=True, body_text="Mã của bạn: 482913")

    html = page(lead_client) + page(lead_client, f"{LIST}{message.pk}/")

    assert ("482913" in html) is is_shown


def test_a_lead_resends_a_message(ticket: Ticket, lead_client: Client) -> None:
    message = sent(ticket)

    response = lead_client.post(f"{LIST}{message.pk}/resend/")

    message.refresh_from_db()
    assert response.status_code == 302
    assert message.state == "owed"


def test_an_agent_may_not_resend(ticket: Ticket, agent_client: Client) -> None:
    message = sent(ticket)

    assert agent_client.post(f"{LIST}{message.pk}/resend/").status_code == 403
    assert "Gửi lại" not in page(agent_client, f"{LIST}{message.pk}/")


def test_a_message_under_way_is_not_resent(
    message: OutgoingMessage, lead_client: Client
) -> None:
    response = lead_client.post(f"{LIST}{message.pk}/resend/")

    assert response.status_code == 409
    assert "không gửi lại được" in response.content.decode()


def test_a_lead_takes_a_promise_back(
    message: OutgoingMessage, lead_client: Client
) -> None:
    lead_client.post(f"{LIST}{message.pk}/cancel/")

    message.refresh_from_db()
    assert message.state == "cancelled"


@pytest.mark.parametrize("verb", ["resend", "cancel"])
def test_a_link_that_is_only_opened_changes_nothing(
    message: OutgoingMessage, lead_client: Client, verb: str
) -> None:
    assert lead_client.get(f"{LIST}{message.pk}/{verb}/").status_code == 405


def test_an_administrator_releases_what_a_restore_held(
    message: OutgoingMessage, admin_client: Client, lead_client: Client
) -> None:
    hold_all_owed(at=NOON)

    is_told = "Mọi tin đang được giữ lại" in page(lead_client)
    refused = lead_client.post(f"{LIST}release/")
    admin_client.post(f"{LIST}release/")

    message.refresh_from_db()
    assert (is_told, refused.status_code, message.state) == (True, 403, "owed")
