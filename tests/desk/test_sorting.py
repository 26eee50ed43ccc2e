"""Priority and kind from the ticket's bar."""

import pytest
from django.test import Client

from tests.desk.pages import page_of, shown, verb
from tickets.models import Ticket


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("priority", "priority", "urgent"), ("kind", "kind", "complaint")],
)
def test_one_choice_changes_that_and_nothing_else(
    agent_client: Client, mine: Ticket, name: str, field: str, value: str
) -> None:
    fields = ("kind", "priority", "subject", "unit_id", "category_id", "complexity")
    before = {one: getattr(mine, one) for one in fields}

    agent_client.post(verb(name, mine), {field: value})

    mine.refresh_from_db()
    assert {one: getattr(mine, one) for one in fields} == {**before, field: value}


@pytest.mark.parametrize("name", ["priority", "kind"])
def test_what_is_no_choice_changes_nothing(
    agent_client: Client, mine: Ticket, name: str
) -> None:
    response = agent_client.post(verb(name, mine), {name: "unheard-of"})

    assert response.status_code == 422
    assert Ticket.objects.filter(pk=mine.pk, kind=mine.kind, priority=mine.priority)


@pytest.mark.parametrize(
    "key", ["s", "p", "t", "a", "Shift+t", "e", "m", "z", "l", "r", "n", ".", "Shift+."]
)
def test_every_key_of_the_map_is_a_button_of_the_ticket(
    agent_client: Client, mine: Ticket, key: str
) -> None:
    pages = [page_of(mine), f"/desk/?t={mine.number}"]

    assert all(
        f'data-hotkey="{key}"' in shown(agent_client.get(page)) for page in pages
    )


@pytest.mark.parametrize("key", ["?", "/", "c", "g i", "g u", "g d"])
def test_every_key_of_the_map_is_a_button_of_the_inbox(
    manager_client: Client, key: str
) -> None:
    assert f'data-hotkey="{key}"' in shown(manager_client.get("/desk/"))
