"""Filters of the inbox, what stands in which view, saved views, the table and its file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from automation.enums import Sharing
from desk.models import ListLayout, SavedView
from foundation.accounts.models import Team, User
from tests.conftest import NOON
from tests.desk.pages import INBOX, shown
from tests.desk.test_inbox import numbers
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import OPENED, TicketFactory
from tickets.models import Mention, Message, Tag, Ticket, TicketTag


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("status=new", True),
        ("status=open,waiting", False),
        ("status=open&status=new", True),
        ("assignee=me", True),
        ("assignee=nobody", False),
        ("assignee=me,nobody", True),
        ("assignee=999999", True),
        ("channel=portal", True),
        ("channel=phone", False),
        ("age=30d", False),
        ("waited=1h", True),
        ("only=unread", True),
        ("only=mentioned", False),
        ("tier=gold", False),
        ("status=xyz&age=5y&tag=abc&team=-1", True),
    ],
)
def test_each_filter_narrows_the_list(
    agent_client: Client, mine: Ticket, query: str, fits: bool
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(
        opened_at=NOON - timedelta(days=2), waiting_since=NOON - timedelta(days=2)
    )

    found = numbers(shown(agent_client.get(f"{INBOX}?view=mine&{query}")))

    assert (found == [mine.number]) is fits


def test_a_lot_is_the_beginning_of_a_serial(agent_client: Client, mine: Ticket) -> None:
    mine.unit = UnitFactory(serial="NM95-2409-0041", owner=mine.customer)
    mine.save()

    fits = numbers(shown(agent_client.get(f"{INBOX}?lot=nm95-2409")))
    other = numbers(shown(agent_client.get(f"{INBOX}?lot=nm95-2410")))

    assert (fits, other) == ([mine.number], [])


def test_a_tag_is_named_on_its_chip(agent_client: Client, mine: Ticket) -> None:
    tag = Tag.objects.create(name="lô 2409", created_at=OPENED)
    TicketTag.objects.create(ticket=mine, tag=tag, added_at=OPENED)

    page = shown(agent_client.get(f"{INBOX}?tag={tag.pk}"))

    assert numbers(page) == [mine.number]
    assert "Bỏ lọc lô 2409" in page


def test_an_empty_list_says_which_filter_to_drop(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(f"{INBOX}?kind=return"))

    assert "Bỏ “Loại phiếu”: 1 phiếu" in page


def test_what_is_put_aside_stands_in_its_own_view_alone(
    agent_client: Client, mine: Ticket, agent_user: User
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(snoozed_at=NOON, snoozed_by=agent_user)

    lists = [
        numbers(shown(agent_client.get(f"{INBOX}?view={view}")))
        for view in ("mine", "all", "snoozed")
    ]

    assert lists == [[], [], [mine.number]]


def test_whoever_is_called_by_name_finds_it(
    agent_client: Client, ticket: Ticket, mine: Ticket, agent_user: User
) -> None:
    message = Message.objects.get(ticket=mine)
    Mention.objects.create(ticket=mine, message=message, user=agent_user, at=NOON)

    page = shown(agent_client.get(f"{INBOX}?view=mentioned"))

    assert numbers(page) == [mine.number]


def test_the_urgent_come_first_and_pages_follow(
    agent_client: Client, team: Team, agent_user: User
) -> None:
    levels = ("low", "urgent", "normal", "high")
    made = {
        level: TicketFactory(team=team, assignee=agent_user, priority=level)
        for level in levels
    }

    found = numbers(shown(agent_client.get(f"{INBOX}?order=priority")))
    after = agent_client.get(
        INBOX,
        {"order": "priority", "after": f"3~{OPENED.isoformat()}_{made['high'].pk}"},
    )

    order = ["urgent", "high", "normal", "low"]
    assert found == [made[level].number for level in order]
    assert numbers(shown(after)) == [made["normal"].number, made["low"].number]


def test_a_list_is_kept_under_a_name(agent_client: Client, mine: Ticket) -> None:
    agent_client.post(
        reverse("desk:save_view") + "?view=mine&kind=warranty", {"name": "Bảo hành"}
    )

    saved = SavedView.objects.get()
    page = shown(agent_client.get(f"{INBOX}?view=mine"))
    assert saved.query == {"view": "mine", "kind": "warranty"}
    assert f"saved={saved.pk}" in page
    assert 'truncate">Bảo hành</span><span class="n">1<' in page


def test_a_name_is_asked_for(agent_client: Client) -> None:
    answer = agent_client.post(reverse("desk:save_view"), {"name": " "})

    assert answer.status_code == 422
    assert "Hãy đặt tên cho mục." in shown(answer)


def test_an_agent_shares_no_view(agent_client: Client) -> None:
    agent_client.post(reverse("desk:save_view"), {"name": "Chung", "sharing": "all"})

    assert SavedView.objects.get().sharing == Sharing.OWN


def test_a_lead_shares_a_view_with_everybody(
    lead_client: Client, other_agent_client: Client
) -> None:
    lead_client.post(
        reverse("desk:save_view") + "?view=all", {"name": "Chung", "sharing": "all"}
    )

    assert "Chung" in shown(other_agent_client.get(INBOX))


def test_what_is_put_away_can_be_taken_back(
    agent_client: Client, agent_user: User
) -> None:
    view = saved_view(agent_user)

    agent_client.post(reverse("desk:drop_view", args=[view.pk]))
    gone = SavedView.objects.count()
    agent_client.post(reverse("desk:restore_view"))

    assert gone == 0
    assert SavedView.objects.get().name == view.name


def test_views_change_places(agent_client: Client, agent_user: User) -> None:
    first, second = saved_view(agent_user, "A", 1), saved_view(agent_user, "B", 2)

    agent_client.post(reverse("desk:move_view", args=[second.pk]), {"to": "up"})

    assert list(SavedView.objects.all()) == [second, first]


def test_a_shared_view_is_changed_by_its_owner_alone(
    agent_client: Client, lead_user: User
) -> None:
    view = saved_view(lead_user, sharing=Sharing.ALL)
    address = reverse("desk:change_view", args=[view.pk])

    answer = agent_client.post(address, {"name": "Khác"})

    assert answer.status_code == 422
    assert SavedView.objects.get().name == view.name


def test_anothers_own_view_is_not_found(agent_client: Client, lead_user: User) -> None:
    view = saved_view(lead_user)

    answer = agent_client.get(reverse("desk:change_view", args=[view.pk]))

    assert answer.status_code == 404


def test_the_table_is_kept_for_a_view_and_a_person(
    agent_client: Client, mine: Ticket, agent_user: User
) -> None:
    agent_client.post(reverse("desk:change_layout"), {"view": "mine", "table": "1"})

    page = shown(agent_client.get(f"{INBOX}?view=mine"))

    assert '<th scope="col" aria-sort="ascending">' in page
    assert f'value="{mine.number}" form="bulk"' in page
    assert "<table" not in shown(agent_client.get(f"{INBOX}?view=all"))


def test_columns_are_chosen(agent_client: Client, mine: Ticket) -> None:
    address = reverse("desk:change_layout")
    agent_client.post(address, {"view": "mine", "table": "1"})

    agent_client.post(
        address, {"view": "mine", "columns": ["tags", "opened"], "density": "compact"}
    )

    layout = ListLayout.objects.get()
    assert layout.is_table
    assert layout.density == "compact"
    assert layout.columns == ["number", "subject", "tags", "opened"]


def test_the_file_holds_the_list_as_seen(agent_client: Client, mine: Ticket) -> None:
    Ticket.objects.filter(pk=mine.pk).update(subject="=1+1")
    agent_client.post(
        reverse("desk:change_layout"), {"view": "mine", "columns": ["status"]}
    )

    answer = agent_client.get(reverse("desk:export_list") + "?view=mine")

    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines == [
        '\ufeff"Số","Nội dung","Trạng thái"',
        f'"{mine.number}","\'=1+1","Mới"',
    ]


def test_every_filter_stands_on_a_page(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(reverse("desk:inbox_filters") + "?status=new"))

    assert 'name="status" value="new" id="id_status_0" checked' in page


def saved_view(
    owner: User,
    name: str = "Bảo hành",
    position: int = 1,
    sharing: Sharing = Sharing.OWN,
) -> SavedView:
    """A view of `owner`."""
    return SavedView.objects.create(
        name=name,
        owner=owner,
        query={"view": "all"},
        position=position,
        sharing=sharing,
        created_at=NOON,
    )


def test_what_is_finished_stands_by_its_last_word_alone(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(f"{INBOX}?view=finished&order=priority"))

    assert "Mới nhất" in page
    assert "order=longest" not in page
