"""One field that finds tickets, customers, units and orders."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import (
    HealthCheck,
    given,
    settings as hypothesis_settings,
    strategies as st,
)

from desk.search import find_tickets, found_ids
from desk.search_marks import marked, marked_number, snippet
from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from foundation.core.text import fold
from tests.budgets import BUDGETS, queries_of
from tests.desk.pages import fragment, shown
from tests.factories.bulk import many
from tests.factories.catalog import PurchaseFactory, PurchaseLineFactory, UnitFactory
from tests.factories.customers import CustomerFactory, PhoneFactory
from tests.factories.tickets import OPENED, MessageFactory, TicketFactory
from tickets.models import Ticket

SEARCH = "/desk/search/"
# Syllables whose marks matter to a reader and to nobody who searches.
SYLLABLES = [
    "bảo",
    "hành",
    "tủ",
    "lạnh",
    "đơn",
    "Đổi",
    "trả",
    "MÁY",
    "giặt",
    "Ồn",
    "nước",
    "ướt",
]


@pytest.fixture
def fridge(team: Team) -> Ticket:
    """A ticket that can be found in every way there is."""
    customer = CustomerFactory(name="Phạm Văn Đức")
    PhoneFactory(customer=customer, value="+84987654321")
    line = PurchaseLineFactory(
        purchase__customer=customer, purchase__source_id="HD-2401.0099"
    )
    unit = UnitFactory(serial="RF46-2401-000777", owner=customer, purchase_line=line)
    ticket = TicketFactory(
        number="TK-48190",
        subject="Tủ lạnh kêu to",
        customer=customer,
        team=team,
        unit=unit,
    )
    MessageFactory(ticket=ticket, body="Nhà em cần bảo hành tủ lạnh, ngăn mát ấm.")
    return ticket


@pytest.fixture
def chatter(team: Team) -> Sequence[Ticket]:
    """Newer tickets in which the same numbers and words are only mentioned."""
    later = OPENED + timedelta(days=1)
    tickets = [TicketFactory(team=team, last_message_at=later) for _ in range(3)]
    for ticket in tickets:
        MessageFactory(
            ticket=ticket,
            body="Như phiếu 48190, số 0987654321 hay 4321, máy RF46-2401-000777, "
            "đuôi 0777, đơn HD-2401.0099.",
        )
    return tickets


def numbers(page: str) -> list[str]:
    """The tickets of a page in their order, by the addresses of their rows."""
    return re.findall(r'href="/desk/tickets/(TK-\d+)/"', page)


@pytest.mark.parametrize(
    "words",
    [
        "TK-48190",
        "#48190",
        "48190",
        "0987 654 321",
        "+84987654321",
        "4321",
        "RF46-2401-000777",
        "rf46 2401 000777",
        "0777",
        "HD-2401.0099",
        "hd24010099",
    ],
)
def test_what_is_named_exactly_stands_before_what_mentions_it(
    agent_client: Client, fridge: Ticket, chatter: list[Ticket], words: str
) -> None:
    page = shown(agent_client.get(SEARCH, {"q": words, "what": "tickets"}))

    assert numbers(page)[0] == "TK-48190"


@pytest.mark.parametrize("words", ["4321", "RF46-2401-000777", "HD-2401.0099", "48190"])
def test_a_list_of_what_is_named_leaves_out_what_mentions_it(
    agent_user: User, fridge: Ticket, chatter: list[Ticket], words: str
) -> None:
    assert found_ids(agent_user, words) == [fridge.pk]


@pytest.mark.parametrize(
    "words",
    [
        "bao hanh tu lanh",
        "bảo hành tủ lạnh",
        "BẢO  HÀNH   tủ lạnh",
        "ba\u0309o ha\u0300nh",
        "ngăn mát ấm",
        "ngan mat",
        "pham van duc",
        "keu to",
        "2401-0007",
    ],
)
def test_words_find_with_and_without_marks(
    agent_client: Client, fridge: Ticket, words: str
) -> None:
    page = shown(agent_client.get(SEARCH, {"q": words, "what": "tickets"}))

    assert numbers(page) == ["TK-48190"]


@hypothesis_settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    said=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5),
    asked=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3),
)
def test_with_and_without_marks_the_same_rows_are_found(
    agent_user: User, team: Team, said: list[str], asked: list[str]
) -> None:
    spoken, titled = TicketFactory(team=team), TicketFactory(team=team)
    MessageFactory(ticket=spoken, body=" ".join(said))
    Ticket.objects.filter(pk=titled.pk).update(subject="  ".join(said))

    with_marks = find_tickets(agent_user, " ".join(asked)).found
    without = find_tickets(agent_user, fold(" ".join(asked))).found

    assert with_marks == without
    is_said = set(map(fold, asked)) <= set(map(fold, said))
    assert {spoken.pk, titled.pk} <= {hit.pk for hit in without} or not is_said


@pytest.mark.parametrize(
    "words",
    ["%", "_", "'", "''", "\\", "' | 'x", "&", "!", ":*", "(", "a" * 500],
)
def test_no_sign_means_anything(
    agent_client: Client, fridge: Ticket, words: str
) -> None:
    response = agent_client.get(SEARCH, {"q": words})

    assert response.status_code == 200
    assert numbers(shown(response)) == []


def test_matched_words_are_marked_and_nothing_else_is_markup(
    agent_client: Client, fridge: Ticket
) -> None:
    Ticket.objects.filter(pk=fridge.pk).update(subject="<b>Tủ</b> lạnh")

    page = shown(agent_client.get(SEARCH, {"q": "tu lanh"}))

    assert "&lt;b&gt;<mark>Tủ</mark>&lt;/b&gt; <mark>lạnh</mark>" in page


def test_the_words_around_what_was_said_are_shown(
    agent_client: Client, fridge: Ticket
) -> None:
    page = shown(agent_client.get(SEARCH, {"q": "ngan mat"}))

    assert "tủ lạnh, <mark>ngăn</mark> <mark>mát</mark> ấm." in page


def test_each_sort_stands_in_its_own_group(
    agent_client: Client, fridge: Ticket
) -> None:
    by_order = shown(agent_client.get(SEARCH, {"q": "hd 2401 0099"}))
    by_serial = shown(agent_client.get(SEARCH, {"q": "000777"}))
    by_name = shown(agent_client.get(SEARCH, {"q": "duc"}))

    assert "<mark>HD-2401.0099</mark>" in by_order
    assert "RF46-2401-<mark>000777</mark>" in by_serial
    assert f'href="/desk/customers/{fridge.customer_id}/"' in by_name


def test_a_note_is_found_by_staff(
    agent_client: Client, agent_user: User, fridge: Ticket
) -> None:
    MessageFactory(
        ticket=fridge,
        kind="note",
        author_kind="staff",
        author_user=agent_user,
        body="Lốc đã thay bên hãng Thanh Xuân",
    )

    page = shown(agent_client.get(SEARCH, {"q": "thanh xuan"}))

    assert numbers(page) == ["TK-48190"]


def test_what_others_have_neither_shows_nor_crowds_out_mine(
    monkeypatch: pytest.MonkeyPatch,
    agent_user: User,
    team: Team,
    other_team: Team,
) -> None:
    monkeypatch.setattr("desk.search_ways.WORDS_LIMIT", 3)
    monkeypatch.setattr("desk.search_ways.NEWEST_TICKETS", 3)
    monkeypatch.setattr("desk.search_ways.NEWEST_MESSAGES", 3)
    for _ in range(6):
        hidden = TicketFactory(team=other_team, subject="Quạt kêu")
        MessageFactory(ticket=hidden, body="quạt kêu rè rè")
    mine = TicketFactory(team=team, subject="Quạt kêu", customer__name="Quạt Kêu")
    MessageFactory(ticket=mine, body="quạt kêu rè rè")

    assert [hit.pk for hit in find_tickets(agent_user, "quat keu").found] == [mine.pk]
    assert [hit.pk for hit in find_tickets(agent_user, "re re").found] == [mine.pk]


def test_whoever_sees_their_own_finds_their_own(
    agent_user: User, team: Team, fridge: Ticket
) -> None:
    agent_user.sees = Sight.OWN
    agent_user.save()
    own = TicketFactory(team=team, assignee=agent_user, subject="Tủ lạnh khác")

    assert found_ids(agent_user, "tu lanh") == [own.pk]


def test_a_merged_ticket_leads_to_the_living_one_and_says_so(
    agent_client: Client, agent_user: User, team: Team, fridge: Ticket
) -> None:
    living = TicketFactory(team=team, number="TK-50001", subject="Máy lọc nước rỉ")
    Ticket.objects.filter(pk=fridge.pk).update(merged_into=living)

    page = shown(agent_client.get(SEARCH, {"q": "48190", "what": "tickets"}))

    assert numbers(page) == ["TK-50001"]
    assert "#48190 đã gộp vào đây" in page
    assert found_ids(agent_user, "48190") == [living.pk]


def test_a_merged_customer_leads_to_the_living_one_and_says_so(
    agent_client: Client, fridge: Ticket
) -> None:
    living = CustomerFactory(name="Đức Phạm Điện Máy")
    twin = CustomerFactory(name="Trần Thị Lụa", merged_into=living)

    page = shown(agent_client.get(SEARCH, {"q": "lua", "what": "customers"}))

    assert f'href="/desk/customers/{living.pk}/"' in page
    assert f'href="/desk/customers/{twin.pk}/"' not in page
    assert "<mark>Lụa</mark> đã gộp vào đây" in page


def test_tickets_of_all_records_of_a_person_are_found(
    agent_user: User, team: Team
) -> None:
    living = CustomerFactory(name="Đặng Thu Thủy")
    twin = CustomerFactory(name="Chị Bưởi", merged_into=living)
    tickets = [TicketFactory(team=team, customer=who) for who in (living, twin)]

    by_either = [set(found_ids(agent_user, name)) for name in ("thuy", "buoi")]

    assert by_either == [{ticket.pk for ticket in tickets}] * 2


def test_of_many_the_newest_are_found(
    monkeypatch: pytest.MonkeyPatch, agent_user: User, team: Team
) -> None:
    monkeypatch.setattr("desk.search_ways.WORDS_LIMIT", 2)
    monkeypatch.setattr("desk.search_ways.NEWEST_TICKETS", 1)
    monkeypatch.setattr("desk.search_ways.NEWEST_MESSAGES", 1)
    titled = [TicketFactory(team=team, subject="Bếp từ") for _ in range(6)]
    spoken = [MessageFactory(ticket__team=team, body="Lò vi sóng") for _ in range(6)]

    by_subject = [hit.pk for hit in find_tickets(agent_user, "bep tu").found]
    by_words = [hit.pk for hit in find_tickets(agent_user, "lo vi song").found]

    assert spoken[-1].ticket_id in by_words
    assert titled[-1].pk not in by_words
    assert len(by_subject) == 2


def test_a_list_goes_on_behind_its_last_row(agent_client: Client, team: Team) -> None:
    for n in range(45):
        TicketFactory(
            team=team, subject="Bếp từ lỗi", last_message_at=OPENED + timedelta(hours=n)
        )
    first = shown(agent_client.get(SEARCH, {"q": "bep tu", "what": "tickets"}))
    second = shown(fragment(agent_client, _next(first), "div#search-more"))
    third = shown(agent_client.get(_next(second)))

    assert [len(numbers(page)) for page in (first, second, third)] == [20, 20, 5]
    assert len({*numbers(first), *numbers(second), *numbers(third)}) == 45
    assert "search-more" not in third
    assert "<html" not in second


def _next(page: str) -> str:
    found = re.search(r'hx-get="([^"]+)"', page)
    assert found
    return SEARCH + found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    "after", ["x", "1_x_2", "nan_nan_nan", "99999999999999999999", "-1", "1_2_3_4"]
)
@pytest.mark.parametrize("what", ["tickets", "customers", "units", "orders"])
def test_a_cursor_that_means_nothing_does_no_harm(
    agent_client: Client, fridge: Ticket, what: str, after: str
) -> None:
    response = agent_client.get(SEARCH, {"q": "777", "what": what, "after": after})

    assert response.status_code == 200


def test_without_words_the_page_says_what_can_be_looked_for(
    agent_client: Client,
) -> None:
    page = shown(agent_client.get(SEARCH))

    assert "Số đơn mua" in page
    assert "bao hanh tu lanh" in page


def test_nothing_found_says_what_else_to_try(agent_client: Client) -> None:
    page = shown(agent_client.get(SEARCH, {"q": "<i>khongco", "what": "units"}))

    assert "Không thấy gì khớp “&lt;i&gt;khongco”" in page
    assert "Tìm ở mọi mục" in page


def test_a_full_fence_is_said(
    monkeypatch: pytest.MonkeyPatch, agent_client: Client, team: Team
) -> None:
    monkeypatch.setattr("desk.search_ways.WORDS_LIMIT", 2)
    monkeypatch.setattr("desk.search_ways.NEWEST_TICKETS", 0)
    for _ in range(3):
        TicketFactory(team=team, subject="Bếp từ lỗi")

    page = shown(agent_client.get(SEARCH, {"q": "bep tu", "what": "tickets"}))

    assert '<span class="num font-normal">2+</span>' in page


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("desk:search", ""),
        ("desk:search?q", "?q=tu+lanh+777"),
        ("desk:search?tickets", "?q=tu+lanh&what=tickets"),
    ],
)
def test_a_search_asks_as_much_for_fifty_as_for_one(
    agent_client: Client, fridge: Ticket, team: Team, n: int, name: str, query: str
) -> None:
    people = many(CustomerFactory, n, name="Tú Lành")
    many(PhoneFactory, n, customer=people)
    many(PurchaseFactory, n, customer=people)
    tickets = many(
        TicketFactory, n, customer=people, team=team, subject="Tủ lạnh 777 hỏng"
    )
    many(MessageFactory, n, ticket=tickets, body="tủ lạnh 777 hỏng")

    assert queries_of(agent_client, SEARCH + query) == BUDGETS[name]


@pytest.mark.parametrize(
    ("text", "words", "painted"),
    [
        ("Tủ lạnh", "tu", "<mark>Tủ</mark> lạnh"),
        ("Tự tủ", "tu", "<mark>Tự</mark> <mark>tủ</mark>"),
        ("Đơn <đổi>", "don doi", "<mark>Đơn</mark> &lt;<mark>đổi</mark>&gt;"),
        ("máy giặt", "ay", "máy giặt"),
        ("lanh lạnh", "lan", "<mark>lan</mark>h <mark>lạn</mark>h"),
        ("E3, E33", "e3", "<mark>E3</mark>, <mark>E3</mark>3"),
        ("tu\u0309 la\u0323nh", "tủ", "<mark>tủ</mark> lạnh"),
        ("abc", "", "abc"),
        ("abc", "???", "abc"),
    ],
)
def test_words_are_marked_where_they_begin(text: str, words: str, painted: str) -> None:
    assert marked(text, words) == painted


@pytest.mark.parametrize(
    ("text", "typed", "painted"),
    [
        ("RF46-2401-000777", "2401 0007", "RF46-<mark>2401-0007</mark>77"),
        ("#48190", "48190", "#<mark>48190</mark>"),
        ("HD<1>", "9", "HD&lt;1&gt;"),
    ],
)
def test_numbers_are_marked_however_they_are_written(
    text: str, typed: str, painted: str
) -> None:
    assert marked_number(text, typed) == painted


def test_a_snippet_begins_near_what_was_found() -> None:
    words = f"{'trước ' * 40}tủ lạnh {'sau ' * 60}"

    line = snippet(words, "tu lanh")

    assert line.startswith("… trước")
    assert "<mark>tủ</mark> <mark>lạnh</mark> sau" in line
    assert line.endswith("…")
