"""What a page lets people send carries the token without which it is refused."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.pages import INBOX, page_of, shown, verb
from tickets.models import Ticket

FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
TOKEN = 'name="csrfmiddlewaretoken"'
PAGES = (
    "desk:inbox",
    "desk:counter",
    "desk:calls",
    "desk:drafts",
    "desk:scheduled",
    "desk:trackers",
    "automation:runs",
    "automation:macros",
)


def without_token(page: str) -> list[str]:
    """The beginnings of the forms that would be refused."""
    return [form[:120] for form in FORM.findall(page) if TOKEN not in form]


def test_the_undo_of_a_sent_answer_carries_its_token(
    agent_client: Client, mine: Ticket, settings: Any
) -> None:
    settings.UNDO_SECONDS = 15
    agent_client.post(verb("reply", mine), {"body": "Dạ em gọi lại ạ.", "seen": 1})

    page = shown(agent_client.get(page_of(mine)))

    assert 'class="undo"' in page
    assert without_token(page) == []


def test_every_form_beside_the_list_carries_its_token(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(INBOX, {"t": mine.number}))

    assert without_token(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_form_of_a_page_carries_its_token(lead_client: Client, name: str) -> None:
    assert without_token(shown(lead_client.get(reverse(name)))) == []
