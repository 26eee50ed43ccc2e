"""The list that one's inbox opens with, and lists that leave the house as files."""

import pytest
from django.test import Client
from django.urls import reverse

from automation.enums import Sharing
from desk.models import OpeningList, SavedView
from foundation.accounts.models import User
from foundation.events.models import Event
from tests.conftest import NOON
from tests.desk.pages import INBOX, shown
from tickets.models import Ticket

CHOOSE = "desk:choose_opening"


@pytest.fixture
def shared(lead_user: User) -> SavedView:
    return SavedView.objects.create(
        name="Bảo hành",
        owner=lead_user,
        query={"view": "all", "kind": "warranty"},
        sharing=Sharing.ALL,
        created_at=NOON,
    )


def test_a_bare_inbox_opens_with_the_view_chosen(agent_client: Client) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": "unassigned"})

    answer = agent_client.get(INBOX)

    assert answer["Location"] == f"{INBOX}?view=unassigned"


def test_a_bare_inbox_opens_with_a_saved_view(
    agent_client: Client, shared: SavedView
) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": f"saved:{shared.pk}"})

    answer = agent_client.get(INBOX)

    assert answer["Location"].startswith(INBOX + "?")
    assert set(answer["Location"].partition("?")[2].split("&")) == {
        "view=all",
        "kind=warranty",
        f"saved={shared.pk}",
    }


def test_an_address_that_asks_for_something_is_left_alone(
    agent_client: Client,
) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": "unassigned"})

    assert agent_client.get(INBOX + "?view=mine").status_code == 200


def test_a_view_no_longer_shared_does_not_open_the_inbox(
    agent_client: Client, shared: SavedView
) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": f"saved:{shared.pk}"})
    SavedView.objects.update(sharing=Sharing.OWN)

    assert agent_client.get(INBOX).status_code == 200


def test_a_view_that_is_gone_takes_the_choice_along(
    agent_client: Client, shared: SavedView
) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": f"saved:{shared.pk}"})
    shared.delete()

    assert not OpeningList.objects.exists()
    assert agent_client.get(INBOX).status_code == 200


@pytest.mark.parametrize("code", ["", "nonsense", "saved:x", "saved:999"])
def test_what_is_no_list_opens_as_the_house_has_it(
    agent_client: Client, code: str
) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": code})

    assert agent_client.get(INBOX).status_code == 200


def test_the_choice_goes_back_to_that_of_the_house(agent_client: Client) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": "unassigned"})
    agent_client.post(reverse(CHOOSE), {"opening": ""})

    assert agent_client.get(INBOX).status_code == 200


def test_the_choice_stands_among_the_saved_views(
    agent_client: Client, shared: SavedView
) -> None:
    agent_client.post(reverse(CHOOSE), {"opening": f"saved:{shared.pk}"})

    page = shown(agent_client.get(reverse("desk:saved_views")))

    assert f'<option value="saved:{shared.pk}" selected>Bảo hành</option>' in page


def test_who_changed_a_view_meanwhile_is_not_written_over(
    agent_client: Client, agent_user: User
) -> None:
    view = SavedView.objects.create(
        name="Cũ", owner=agent_user, query={"view": "all"}, version=2, created_at=NOON
    )

    answer = agent_client.post(
        reverse("desk:change_view", args=[view.pk]),
        {"name": "Của tôi", "seen_version": "1"},
    )

    assert answer.status_code == 409
    assert "Đồng nghiệp vừa sửa mục này" in shown(answer)
    assert SavedView.objects.get().name == "Cũ"


def test_a_list_taken_as_a_file_is_recorded_without_its_words(
    agent_client: Client, agent_user: User, mine: Ticket
) -> None:
    agent_client.get(reverse("desk:export_list") + "?view=mine&kind=technical&lot=NM95")

    event = Event.objects.get(verb="list.exported")
    assert event.actor_user_id == agent_user.pk
    assert event.data["view"] == "mine"
    assert event.data["narrowed_by"] == ["kind", "lot"]
    assert event.data["n"] == 0
    assert "NM95" not in str(event.data)
