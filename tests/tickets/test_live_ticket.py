import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import AsyncClient

from foundation.accounts.models import User
from foundation.core.refs import ref
from foundation.events import live
from tickets.models import Ticket
from tickets.verbs import TICKET_ASSIGNED, TICKET_NOTED, TICKET_REPLIED
from tickets.watching import watch_by_link, watch_for

PUBLIC_AND_OURS = (TICKET_REPLIED, TICKET_NOTED, TICKET_ASSIGNED)


def test_staff_who_may_see_a_ticket_learn_of_everything(
    ticket: Ticket, agent_user: User
) -> None:
    watch = watch_for(agent_user, ticket.number)

    assert watch is not None
    assert watch.thing == ref(ticket)
    assert [watch.shows(verb) for verb in PUBLIC_AND_OURS] == [True, True, True]


def test_staff_of_another_team_learn_of_nothing(
    ticket: Ticket, other_agent_user: User
) -> None:
    assert watch_for(other_agent_user, ticket.number) is None


def test_a_customer_never_learns_of_what_we_say_among_ourselves(ticket: Ticket) -> None:
    customer = ticket.customer.login
    assert customer is not None

    watch = watch_for(customer, ticket.number)

    assert watch is not None
    assert [watch.shows(verb) for verb in PUBLIC_AND_OURS] == [True, False, False]


def test_another_customer_learns_of_nothing(
    ticket: Ticket, other_customer: Any
) -> None:
    assert watch_for(other_customer.login, ticket.number) is None


def test_the_holder_of_the_link_learns_what_a_customer_may(ticket: Ticket) -> None:
    watch = watch_by_link(ticket.access_key)

    assert watch is not None
    assert watch.may_look()
    assert [watch.shows(verb) for verb in PUBLIC_AND_OURS] == [True, False, False]


@pytest.mark.parametrize("key", ["", "guess"])
def test_a_guessed_link_leads_nowhere(ticket: Ticket, key: str) -> None:
    assert watch_by_link(key) is None


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"session_version": 2}, {"team": None}]
)
def test_rights_that_end_end_the_stream(
    ticket: Ticket, agent_user: User, change: dict[str, Any]
) -> None:
    watch = watch_for(agent_user, ticket.number)
    assert watch is not None
    could_look = watch.may_look()

    User.objects.filter(pk=agent_user.pk).update(**change)

    assert (could_look, watch.may_look()) == (True, False)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading threads that give their connections back."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        monkeypatch.setattr(live, "_readers", pool)
        yield
        pool.submit(lambda: connections.close_all()).result()


def ask(url: str, user: User | None = None) -> tuple[int, str]:
    """Status and content type, as a browser gets them; the stream itself is not read."""

    async def get() -> tuple[int, str]:
        client = AsyncClient()
        if user is not None:
            await client.aforce_login(user)
        response = await client.get(url)
        response.close()
        return response.status_code, response.headers.get("Content-Type", "")

    return asyncio.run(get())


@pytest.mark.django_db(transaction=True)
def test_the_stream_of_a_ticket_is_for_those_who_may_see_it(
    ticket: Ticket, agent_user: User, other_agent_user: User, readers: None
) -> None:
    url = f"/live/tickets/{ticket.number}/"

    assert ask(url, agent_user) == (200, live.CONTENT_TYPE)
    assert ask(url, other_agent_user)[0] == 404
    assert ask(url)[0] == 302


@pytest.mark.django_db(transaction=True)
def test_the_stream_of_a_link_needs_no_sign_in(ticket: Ticket, readers: None) -> None:
    assert ask(f"/live/t/{ticket.access_key}/") == (200, live.CONTENT_TYPE)
    assert ask("/live/t/guess/")[0] == 404


@pytest.mark.django_db(transaction=True)
def test_a_full_process_sends_the_page_back_to_polling(
    ticket: Ticket, readers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_n_open", live.MAX_STREAMS)

    assert ask(f"/live/t/{ticket.access_key}/")[0] == 503
