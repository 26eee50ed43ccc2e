"""The pages of macros, and running one on a ticket."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from automation.models import BulkRun, Macro
from foundation.accounts.models import Team, User
from tests.desk.conftest import real
from tests.desk.pages import page_of, shown
from tests.factories.accounts import StaffFactory
from tests.factories.automation import CannedReplyFactory, MacroFactory
from tickets.models import PendingReply, Ticket

LIST, NEW = "/desk/macros/", "/desk/macros/new/"


def rows(*steps: dict[str, Any], **others: Any) -> dict[str, Any]:
    """The form of the editor."""
    found = {
        f"step-{index}-{name}": value
        for index, step in enumerate(steps)
        for name, value in step.items()
    }
    return {"name": "Nhận và chờ", **found, **others}


WAIT = {"do": "wait", "value": "customer"}
NOTE = {"do": "note", "words": "Đã gọi"}


@pytest.fixture
def own(agent_user: User) -> Macro:
    return MacroFactory(owner=agent_user, name="Chờ khách gửi ảnh")


def run_url(macro: Macro, ticket: Ticket) -> str:
    return reverse("automation:apply_macro", args=[ticket.number, macro.pk])


def test_the_list_says_what_each_does(
    agent_client: Client, own: Macro, gaps: set[str]
) -> None:
    page = shown(agent_client.get(LIST))

    assert "Chờ khách gửi ảnh" in page
    assert "Chờ khách</p>" in page
    assert real(gaps) == set()


def test_an_empty_list_says_what_to_do(agent_client: Client) -> None:
    assert "Chưa có macro nào" in shown(agent_client.get(LIST))


def test_a_macro_is_written(agent_client: Client) -> None:
    response = agent_client.post(NEW, rows(NOTE, WAIT))

    assert response.headers["Location"] == LIST
    assert Macro.objects.get().steps == [NOTE, WAIT]


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ("up:1", ["wait", "note"]),
        ("down:0", ["wait", "note"]),
        ("remove:0", ["wait"]),
        ("add", ["note", "wait", "resume"]),
        ("up:0", ["note", "wait"]),
        ("down:99", ["note", "wait"]),
        ("explode:1", ["note", "wait"]),
    ],
)
def test_rows_are_moved_without_script(
    agent_client: Client, wish: str, order: list[str], gaps: set[str]
) -> None:
    response = agent_client.post(NEW, rows(NOTE, WAIT, op=wish, kind="resume"))

    found = [step.do for step in response.context["editor"].steps]
    assert (response.status_code, found) == (200, order)
    assert not Macro.objects.exists()
    assert real(gaps) - {"form.fields.sharing"} == set()


def test_steps_that_contradict_each_other_come_back(agent_client: Client) -> None:
    response = agent_client.post(NEW, rows(WAIT, {"do": "resume"}))

    assert response.status_code == 422
    assert "trái nhau" in shown(response)


def test_an_unfinished_step_says_what_is_missing(agent_client: Client) -> None:
    response = agent_client.post(NEW, rows({"do": "wait", "value": ""}))

    assert response.status_code == 422
    assert "Hãy chọn một giá trị." in shown(response)


def test_a_macro_without_steps_is_refused(agent_client: Client) -> None:
    response = agent_client.post(NEW, {"name": "Rỗng"})

    assert response.status_code == 422
    assert "ít nhất một bước" in shown(response)


def test_every_kind_of_step_is_drawn(
    lead_client: Client, team: Team, gaps: set[str]
) -> None:
    kinds = [
        "reply",
        "note",
        "assign",
        "priority",
        "kind",
        "category",
        "stage",
        "tags",
        "snooze",
        "wait",
        "resume",
        "resolve",
    ]
    steps = [{"do": kind} for kind in kinds]

    page = shown(lead_client.post(NEW, rows(*steps, op="none")))

    assert page.count('class="grid min-w-0 gap-2"') == 12
    assert "Hàng chờ Gia dụng" in page
    assert real(gaps) == set()


def test_what_others_look_after_is_read_only(agent_client: Client) -> None:
    macro = MacroFactory(sharing="all")

    page = shown(agent_client.get(reverse("automation:macro", args=[macro.pk])))

    assert "do người khác quản lý" in page
    assert "<li>Chờ khách</li>" in page


def test_a_changed_macro_keeps_its_place(agent_client: Client, own: Macro) -> None:
    address = reverse("automation:macro", args=[own.pk])

    agent_client.post(address, rows(NOTE, seen_version=1))

    own.refresh_from_db()
    assert (own.name, own.version) == ("Nhận và chờ", 2)


def test_what_is_no_longer_offered_stays_in_its_step(lead_client: Client) -> None:
    kept = CannedReplyFactory(title="Của riêng người viết")
    gone = StaffFactory(is_active=False)
    steps = [
        {"do": "reply", "value": f"canned:{kept.pk}"},
        {"do": "assign", "value": f"agent:{gone.pk}"},
    ]
    macro = MacroFactory(sharing="all", steps=steps)

    page = shown(lead_client.get(f"{LIST}{macro.pk}/"))

    assert f'<option value="canned:{kept.pk}" selected>' in page
    assert f'<option value="agent:{gone.pk}" selected>' in page
    # Its name is not for everybody who looks after the macro.
    assert kept.title not in page


def test_a_copy_begins_with_the_steps(agent_client: Client) -> None:
    macro = MacroFactory(sharing="all")

    response = agent_client.get(f"{NEW}?from={macro.pk}")

    assert [step.do for step in response.context["editor"].steps] == ["wait"]


def test_what_is_put_away_comes_back(agent_client: Client, own: Macro) -> None:
    agent_client.post(reverse("automation:retire_macro", args=[own.pk]))
    own.refresh_from_db()
    was_active = own.is_active

    agent_client.post(reverse("automation:restore_macro", args=[own.pk]))

    own.refresh_from_db()
    assert (was_active, own.is_active) == (False, True)


def test_a_ticket_offers_its_macros_behind_m(
    agent_client: Client, own: Macro, mine: Ticket, gaps: set[str]
) -> None:
    page = shown(agent_client.get(page_of(mine)))
    address = reverse("automation:macro_menu", args=[mine.number])

    menu = shown(agent_client.get(address, headers={"HX-Request": "true"}))

    assert 'data-hotkey="m"' in page
    assert address in page
    assert "Chờ khách gửi ảnh" in menu
    assert run_url(own, mine) in menu


def test_without_script_the_macros_are_a_page(
    agent_client: Client, own: Macro, mine: Ticket, gaps: set[str]
) -> None:
    address = reverse("automation:macro_menu", args=[mine.number])

    assert run_url(own, mine) in shown(agent_client.get(address))
    assert real(gaps) == set()


def test_pressing_it_does_it(agent_client: Client, own: Macro, mine: Ticket) -> None:
    response = agent_client.post(run_url(own, mine), {"client_key": "k", "seen": 1})

    mine.refresh_from_db()
    assert response.headers["Location"] == page_of(mine)
    assert mine.wait_reason == "customer"


def test_a_wrong_press_is_taken_back_on_the_ticket(
    agent_client: Client, agent_user: User, mine: Ticket, settings: Any
) -> None:
    settings.UNDO_SECONDS = 15
    steps = [
        {"do": "reply", "words": "Chào chị."},
        {"do": "priority", "value": "urgent"},
    ]
    macro = MacroFactory(owner=agent_user, name="Nhận", steps=steps)
    pressed = shown(
        agent_client.post(run_url(macro, mine), {"client_key": "k"}, follow=True)
    )
    undo = reverse("automation:undo_bulk", args=[BulkRun.objects.get().pk])

    page = shown(agent_client.post(undo, follow=True))

    mine.refresh_from_db()
    assert "Câu trả lời gửi sau 15 giây." in pressed
    assert f'action="{undo}"' in pressed
    assert "Đã hoàn tác macro." in page
    assert mine.priority == "normal"
    assert PendingReply.objects.get().state == "cancelled"


def test_a_press_is_no_run_over_many(
    agent_client: Client, own: Macro, mine: Ticket
) -> None:
    agent_client.post(run_url(own, mine), {"client_key": "k"})

    assert "Chưa có lượt nào" in shown(agent_client.get("/desk/bulk/"))


def test_a_refusal_says_why_on_top(
    agent_client: Client, agent_user: User, mine: Ticket
) -> None:
    macro = MacroFactory(owner=agent_user, steps=[{"do": "resume"}])

    response = agent_client.post(run_url(macro, mine), {"client_key": "k"})

    assert response.status_code == 409
    assert "Trạng thái hiện tại không cho phép" in shown(response)
