from collections.abc import Callable
from datetime import timedelta
from re import findall
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from foundation.accounts.models import User
from foundation.notifications.enums import NoticeMail
from foundation.notifications.models import Notice, NoticePreference
from foundation.notifications.notices import forget_old_notices
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.notifications import NoticeFactory

LIST = "/desk/notices/"


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def ticked(html: str) -> int:
    return len(findall(r'name="(?:bell|mail)" value="[^"]+" checked', html))


def numbered(user: User, *numbers: int, **fields: Any) -> list[Notice]:
    """Notices about TK-00001 and so on."""
    return [
        NoticeFactory(user=user, data={"number": f"TK-{n:05}"}, **fields)
        for n in numbers
    ]


def test_the_bell_shows_what_one_is_told_and_opens_it(
    agent_user: User, agent_client: Client
) -> None:
    (notice,) = numbered(agent_user, 7, path="/desk/tickets/TK-00007/")

    html = page(agent_client)
    opened = agent_client.post(f"{LIST}{notice.pk}/open/")

    notice.refresh_from_db()
    assert "Phiếu TK-00007 sắp tới hạn" in html
    assert (opened.status_code, opened["Location"]) == (302, "/desk/tickets/TK-00007/")
    assert notice.read_at is not None


def test_a_link_that_is_only_followed_reads_nothing(
    agent_user: User, agent_client: Client
) -> None:
    (notice,) = numbered(agent_user, 7)

    opened = agent_client.get(f"{LIST}{notice.pk}/open/")

    notice.refresh_from_db()
    assert (opened["Location"], notice.read_at) == ("/desk/", None)


def test_reading_again_keeps_the_first_time(
    agent_user: User, agent_client: Client
) -> None:
    (notice,) = numbered(agent_user, 7, read_at=NOON)

    agent_client.post(f"{LIST}{notice.pk}/open/")

    notice.refresh_from_db()
    assert notice.read_at == NOON


def test_nobody_sees_the_notices_of_a_colleague(
    lead_user: User, agent_client: Client, lead_client: Client
) -> None:
    (notice,) = numbered(lead_user, 7)

    assert "TK-00007" not in page(agent_client)
    assert agent_client.post(f"{LIST}{notice.pk}/open/").status_code == 404
    agent_client.post(f"{LIST}read/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_unread_ones_come_first_and_the_newest_of_them_on_top(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 1)
    numbered(agent_user, 2, read_at=NOON)
    numbered(agent_user, 3)
    numbered(agent_user, 4, read_at=NOON)

    html = page(agent_client)

    places = [html.index(f"TK-{n:05}") for n in (3, 1, 4, 2)]
    assert places == sorted(places)


@time_machine.travel(NOON, tick=False)
def test_notices_stand_by_day(agent_user: User, agent_client: Client) -> None:
    numbered(agent_user, 1, created_at=NOON - timedelta(days=3))
    numbered(agent_user, 2, created_at=NOON - timedelta(days=1))
    numbered(agent_user, 3, created_at=NOON)

    html = page(agent_client)

    days = [html.index(day) for day in ("Hôm nay", "Hôm qua", "17/11/2026")]
    assert days == sorted(days)


def test_what_goes_by_mail_only_is_not_in_the_bell(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 7, in_bell=False)

    html = page(agent_client)

    assert "TK-00007" not in html
    assert "Chưa có nhắc việc nào" in html


def test_late_ones_of_a_day_are_one_line_that_opens(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, *range(1, 38), is_late=True)
    numbered(agent_user, 99)

    html = page(agent_client)
    group = page(agent_client, f"{LIST}?late=test-due&day=2026-11-20")

    assert "37 nhắc việc đến muộn: Loại test-due" in html
    assert 'href="?late=test-due&amp;day=2026-11-20"' in html
    assert html.count("Phiếu TK-") == 1
    assert (group.count("Phiếu TK-"), "TK-00099" in group) == (37, False)


def test_a_single_late_one_is_said_in_full(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 7, is_late=True)

    html = page(agent_client)

    assert "Phiếu TK-00007 sắp tới hạn" in html
    assert "đến muộn" in html


def test_a_group_is_read_as_a_whole_and_alone(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 1, 2, is_late=True)
    (other_day,) = numbered(
        agent_user, 3, is_late=True, created_at=NOON - timedelta(days=1)
    )
    (in_time,) = numbered(agent_user, 4)

    agent_client.post(f"{LIST}read/", {"late": "test-due", "day": "2026-11-20"})

    unread = Notice.objects.filter(read_at=None)
    assert set(unread) == {other_day, in_time}


def test_a_group_that_was_read_offers_nothing_more_to_read(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 1, 2, is_late=True, read_at=NOON)

    html = page(agent_client, f"{LIST}?late=test-due&day=2026-11-20")

    assert html.count("Phiếu TK-") == 2
    assert "Đã đọc hết" not in html


def test_everything_is_read_at_once(agent_user: User, agent_client: Client) -> None:
    numbered(agent_user, 1, 2)

    response = agent_client.post(f"{LIST}read/")

    assert response["Location"] == LIST
    assert not Notice.objects.filter(read_at=None).exists()
    assert "Đã đọc hết" not in page(agent_client)


def test_a_long_list_is_read_page_by_page(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, *range(1, 11), read_at=NOON)
    unread = numbered(agent_user, *range(11, 56))

    first = page(agent_client)
    last_shown = Notice.objects.get(data={"number": "TK-00006"})
    second = page(agent_client, f"{LIST}?before=0-{last_shown.pk}")

    assert f"?before=0-{last_shown.pk}" in first
    assert (first.count("Phiếu TK-"), second.count("Phiếu TK-")) == (50, 5)
    assert unread[0].data["number"] not in second


@pytest.mark.parametrize(
    "address", ["?before=x", "?before=2-1", "?before=1-%27", "?late=x&day=2026-99-99"]
)
def test_an_address_that_means_nothing_shows_the_first_page(
    agent_user: User, agent_client: Client, address: str
) -> None:
    numbered(agent_user, 7)

    assert "TK-00007" in page(agent_client, LIST + address)


def test_a_kind_that_is_gone_does_not_break_the_page(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 7, kind="long-gone")
    NoticeFactory(user=agent_user, data={})

    html = page(agent_client)

    assert "Có việc cần xem" in html
    assert "Loại test-due" in html


def test_htmx_gets_the_lines_alone(agent_user: User, agent_client: Client) -> None:
    numbered(agent_user, 7)

    html = agent_client.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert "TK-00007" in html
    assert "<html" not in html


def test_the_strip_counts_what_is_unread(
    agent_user: User, lead_user: User, agent_client: Client
) -> None:
    numbered(agent_user, 1, 2, 3)
    numbered(agent_user, 4, read_at=NOON)
    numbered(agent_user, 5, in_bell=False)
    numbered(lead_user, 6)

    html = page(agent_client, "/desk/")

    assert html.count("data-bell-count>3<") == 3


def test_the_bell_and_no_module_is_current_on_its_page(agent_client: Client) -> None:
    html = page(agent_client)

    assert (
        findall(r'<a [^>]*href="([^"]+)"[^>]*aria-current="page"', html) == [LIST] * 2
    )


def test_beyond_ninety_nine_the_strip_says_more(
    agent_user: User, agent_client: Client
) -> None:
    numbered(agent_user, *range(1, 101))

    assert "data-bell-count>99+<" in page(agent_client, "/desk/")


def test_the_number_alone_is_told_to_pages_that_ask(
    agent_user: User, agent_client: Client
) -> None:
    newest = numbered(agent_user, 1, 2)[-1]

    assert agent_client.get("/desk/notices/count/").json() == {
        "unread": 2,
        "newest": newest.pk,
    }


def test_everybody_chooses_how_to_be_told(
    agent_user: User, agent_client: Client, notice_kinds: Callable[..., None]
) -> None:
    notice_kinds("test-handed", label="Được giao", mail=False)

    before = page(agent_client, f"{LIST}settings/")
    agent_client.post(
        f"{LIST}settings/", {"bell": ["test-handed"], "mail": ["test-due", "unknown"]}
    )
    after = page(agent_client, f"{LIST}settings/")

    chosen = NoticePreference.objects.order_by("kind")
    assert list(chosen.values_list("user", "kind", "bell", "mail")) == [
        (agent_user.pk, "test-due", False, True),
        (agent_user.pk, "test-handed", True, False),
    ]
    assert (ticked(before), ticked(after)) == (3, 2)


def test_a_choice_is_changed(agent_user: User, agent_client: Client) -> None:
    agent_client.post(f"{LIST}settings/", {"bell": "test-due", "mail": "test-due"})
    agent_client.post(f"{LIST}settings/", {})

    choice = NoticePreference.objects.get()
    assert (choice.bell, choice.mail) == (False, False)


@pytest.mark.parametrize("name", ["notices", "notice_settings"])
def test_the_pages_cost_the_same_for_one_and_for_fifty(
    agent_user: User, agent_client: Client, name: str
) -> None:
    address = {"notices": LIST, "notice_settings": f"{LIST}settings/"}[name]
    numbered(agent_user, 1)
    few = queries_of(agent_client, address)
    numbered(agent_user, *range(2, 51))

    many = queries_of(agent_client, address)

    assert few == many == BUDGETS[f"notifications:{name}"]


def test_old_notices_are_forgotten_once_they_were_read(agent_user: User) -> None:
    long_ago = NOON - timedelta(days=91)
    numbered(agent_user, 1, read_at=long_ago)
    owed = numbered(agent_user, 2, read_at=long_ago, mailed=NoticeMail.OWED)
    fresh = numbered(agent_user, 3, read_at=NOON - timedelta(days=89))
    unread = numbered(agent_user, 4, created_at=long_ago)

    n_gone = forget_old_notices(at=NOON)

    assert n_gone == 1
    assert set(Notice.objects.all()) == {*owed, *fresh, *unread}


def test_an_open_page_that_listens_does_not_keep_the_desk_open(
    agent_client: Client,
) -> None:
    session = agent_client.session
    seen_at = int(timezone.now().timestamp()) - 600
    session["staff_seen_at"] = seen_at
    session.save()

    agent_client.get("/desk/notices/count/")
    listening = agent_client.session["staff_seen_at"]
    agent_client.get(LIST)

    assert listening == seen_at
    assert agent_client.session["staff_seen_at"] > seen_at
