"""Who else is at a ticket: a hint that costs nothing when it cannot be had."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk import presence
from desk.enums import Doing
from desk.presence import come, company_at
from foundation.accounts.models import User
from tests.budgets import queries_of
from tests.desk.pages import shown
from tests.factories.tickets import TicketFactory
from tests.sessions import eventually
from tickets.models import Ticket

NOBODY = "redis://127.0.0.1:9/0"  # the discard port: refused at once
MOMENT = timedelta(milliseconds=40)


@pytest.fixture(autouse=True)
def our_own_corner(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys that no other test sees: numbers of tickets come again, Valkey is one."""
    monkeypatch.setattr(presence, "PREFIX", f"here:{uuid4().hex}:")
    monkeypatch.setattr(presence, "_quiet", presence._Quiet())
    presence._script.cache_clear()
    yield
    presence._script.cache_clear()


@pytest.fixture
def without_valkey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", NOBODY)


def here(ticket: Ticket) -> str:
    return reverse("desk:here", args=[ticket.number])


def rows_of(client: Client, *tickets: Ticket) -> Any:
    numbers = [ticket.number for ticket in tickets]
    return client.get(reverse("desk:here_at"), {"t": numbers}).json()["here"]


def test_who_comes_sees_who_is_there(
    mine: Ticket, agent_user: User, lead_user: User
) -> None:
    first = come(mine.pk, agent_user, Doing.VIEWING)
    second = come(mine.pk, lead_user, Doing.VIEWING)

    assert first is None
    assert second is not None
    assert second.words == "Trần Minh Quân đang xem"


def test_who_writes_stands_first(
    mine: Ticket, agent_user: User, lead_user: User, admin_user: User
) -> None:
    come(mine.pk, agent_user, Doing.VIEWING)
    come(mine.pk, lead_user, Doing.EDITING)

    company = come(mine.pk, admin_user, Doing.VIEWING)

    assert company is not None
    assert company.words == "Phạm Thùy Dung và 1 người nữa đang viết"
    assert company.short_words == "Dung và 1 người nữa đang viết"


def test_who_leaves_is_gone(mine: Ticket, agent_user: User, lead_user: User) -> None:
    come(mine.pk, agent_user, Doing.VIEWING)

    come(mine.pk, agent_user, Doing.GONE)

    assert come(mine.pk, lead_user, Doing.VIEWING) is None


def test_who_says_no_more_is_gone_after_a_while(
    mine: Ticket, agent_user: User, lead_user: User
) -> None:
    come(mine.pk, agent_user, Doing.VIEWING, stay=MOMENT)

    found = eventually(
        lambda: company_at([mine.pk], lead_user, stay=MOMENT), lambda at: not at
    )

    assert found == {}


def test_whose_login_was_closed_is_not_named(
    mine: Ticket, agent_user: User, lead_user: User
) -> None:
    come(mine.pk, agent_user, Doing.VIEWING)
    User.objects.filter(pk=agent_user.pk).update(is_active=False)

    assert come(mine.pk, lead_user, Doing.VIEWING) is None


def test_without_valkey_nobody_is_here_and_nothing_fails(
    mine: Ticket, agent_user: User, without_valkey: None
) -> None:
    assert come(mine.pk, agent_user, Doing.VIEWING) is None
    assert company_at([mine.pk], agent_user) == {}


def test_the_page_is_told_who_else_is_there(
    agent_client: Client, lead_client: Client, mine: Ticket
) -> None:
    lead_client.post(here(mine), {"doing": "editing"})

    said = shown(agent_client.post(here(mine), {"doing": "viewing"}))

    assert "Phạm Thùy Dung đang viết" in said


def test_alone_there_is_nothing_to_say(agent_client: Client, mine: Ticket) -> None:
    assert shown(agent_client.post(here(mine), {"doing": "nonsense"})).strip() == ""


def test_rows_are_told_of_tickets_one_sees(
    agent_client: Client, lead_client: Client, mine: Ticket, other_team: Any
) -> None:
    hidden = TicketFactory(team=other_team)
    lead_client.post(here(mine))
    lead_client.post(here(hidden))

    said = rows_of(agent_client, mine, hidden)

    assert said == {
        mine.number.removeprefix("TK-"): {"words": "Dung đang xem", "editing": False}
    }


def test_a_list_of_a_hundred_asks_as_much_as_one_of_one(
    agent_client: Client, lead_client: Client, mine: Ticket
) -> None:
    lead_client.post(here(mine))
    more = TicketFactory.create_batch(20, team=mine.team)
    address = reverse("desk:here_at") + f"?t={mine.number}"
    longer = address + "".join(f"&t={each.number}" for each in more)

    assert queries_of(agent_client, longer) == queries_of(agent_client, address)


def test_a_page_left_open_is_no_sign_that_somebody_sits_there(
    agent_client: Client, mine: Ticket
) -> None:
    session = agent_client.session
    session["staff_seen_at"] = seen_at = int(timezone.now().timestamp()) - 300
    session.save()

    agent_client.post(here(mine))

    assert agent_client.session["staff_seen_at"] == seen_at


def test_the_customers_page_says_nothing_of_it(
    customer_client: Client, lead_client: Client, mine: Ticket
) -> None:
    lead_client.post(here(mine))

    page = shown(customer_client.get(reverse("portal:ticket", args=[mine.number])))

    assert "đang xem" not in page
    assert 'data-behaviour="here"' not in page
