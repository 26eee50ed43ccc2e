"""Tags, snoozes, things to do and parts, as the ticket page shows and takes them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desk.lots import lot_of
from desk.snoozes import moment_of, presets
from foundation.accounts.models import User
from foundation.calendars.queries import first_week
from foundation.calendars.schedule import Schedule, Window
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.desk.pages import page_of, shown, verb
from tests.factories.calendars import CalendarWindowFactory
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import happened
from tickets.actions.checklists import add_item
from tickets.actions.parts import set_parent
from tickets.actions.tags import make_tag, set_tags
from tickets.models import ChecklistItem, ChecklistTemplate, Tag, Ticket
from tickets.policy_book import hours_now

SAID = {"outcome": "solved", "note": "Đã thay bơm xả."}


@pytest.fixture
def lot(agent: Actor) -> Tag:
    return make_tag("Lô 2409", actor=agent, at=NOON)


@pytest.fixture
def task(mine: Ticket, agent: Actor, agent_user: User) -> ChecklistItem:
    return add_item(mine, "Hỏi số máy", actor=agent, by=agent_user, at=NOON)


def names(ticket: Ticket) -> list[str]:
    return list(ticket.ticket_tags.values_list("tag__name", flat=True))


def post(client: Client, button: str, ticket: Ticket, /, **data: Any) -> Any:
    return client.post(verb(button, ticket), data)


def test_a_tag_is_put_on_as_it_was_typed_and_taken_off(
    agent_client: Client, mine: Ticket, lot: Tag
) -> None:
    post(agent_client, "tag", mine, name="lo 2409")
    assert names(mine) == ["Lô 2409"]
    assert "Bỏ nhãn Lô 2409" in shown(agent_client.get(page_of(mine)))

    post(agent_client, "tag", mine, remove=lot.pk)
    assert names(mine) == []


def test_an_agent_makes_no_tag_and_is_told(agent_client: Client, mine: Ticket) -> None:
    answer = post(agent_client, "tag", mine, name="Nhãn lạ")

    assert answer.status_code == 422
    assert "nhờ trưởng nhóm tạo" in shown(answer)
    assert not Tag.objects.exists()


def test_a_lead_makes_one_by_typing_it(lead_client: Client, mine: Ticket) -> None:
    post(lead_client, "tag", mine, name="Đợt khuyến mãi")

    assert names(mine) == ["Đợt khuyến mãi"]


def test_the_field_finds_without_marks_and_leaves_out_what_is_there(
    agent_client: Client, mine: Ticket, lot: Tag, agent: Actor
) -> None:
    found = agent_client.get("/desk/tags/find/", {"name": "lo", "t": mine.number})
    set_tags(mine, add=[lot], actor=agent, at=NOON)
    again = agent_client.get("/desk/tags/find/", {"name": "lo", "t": mine.number})

    assert "Lô 2409" in shown(found)
    assert "Lô 2409" not in shown(again)


def test_the_page_of_tags_counts_renames_merges_and_puts_away(
    lead_client: Client, mine: Ticket, lot: Tag, agent: Actor
) -> None:
    set_tags(mine, add=[lot], actor=agent, at=NOON)
    lead_client.post("/desk/tags/", {"name": "Lô 2410", "tone": "warn"})
    other = Tag.objects.get(name="Lô 2410")

    lead_client.post(
        f"/desk/tags/{other.pk}/change/", {"name": "Lô 24-10", "tone": "bad"}
    )
    lead_client.post(f"/desk/tags/{lot.pk}/merge/", {"into": other.pk})

    page = shown(lead_client.get("/desk/tags/"))
    assert "Lô 24-10" in page
    assert names(mine) == ["Lô 24-10"]
    lead_client.post(f"/desk/tags/{lot.pk}/restore/")
    assert Tag.objects.get(pk=lot.pk).is_active


def test_a_name_that_is_taken_is_refused_with_a_word(
    lead_client: Client, lot: Tag, agent: Actor
) -> None:
    other = make_tag("Khác", actor=agent, at=NOON)

    answer = lead_client.post(f"/desk/tags/{other.pk}/change/", {"name": "lo 2409"})

    assert answer.status_code == 409
    assert "Đã có nhãn tên như vậy" in shown(answer)


def test_a_ticket_is_put_aside_and_woken(agent_client: Client, mine: Ticket) -> None:
    post(agent_client, "snooze", mine, preset="reply")
    page = shown(agent_client.get(page_of(mine)))
    assert "Tạm ẩn tới khi khách nhắn." in page
    assert "Hiện lại" in page

    post(agent_client, "wake", mine)
    assert happened(mine) == ["ticket.snoozed", "ticket.woken"]


def test_a_day_and_hour_of_ones_own_are_taken(
    agent_client: Client, mine: Ticket
) -> None:
    until = timezone.localtime(timezone.now() + timedelta(days=2)).replace(
        second=0, microsecond=0
    )

    post(agent_client, "snooze", mine, until=until.strftime("%Y-%m-%dT%H:%M"))

    mine.refresh_from_db()
    assert mine.snoozed_until == until


@pytest.mark.parametrize("data", [{}, {"until": "mai"}, {"preset": "nonsense"}])
def test_no_moment_is_refused(
    data: dict[str, str], agent_client: Client, mine: Ticket
) -> None:
    answer = agent_client.post(verb("snooze", mine), data)

    assert answer.status_code == 422
    assert "Hãy chọn ngày và giờ." in shown(answer)
    mine.refresh_from_db()
    assert mine.snoozed_at is None


@pytest.mark.django_db
def test_the_moments_offered_are_of_working_time() -> None:
    CalendarWindowFactory(calendar__is_default=True)
    hours = hours_now().default
    friday_evening = datetime.fromisoformat("2026-11-20T16:00:00+07:00")

    found = {preset.code for preset in presets(hours, friday_evening)}

    assert found >= {"monday", "reply"}
    monday = moment_of("monday", hours, friday_evening)
    assert monday is not None
    assert timezone.localtime(monday).date().isoformat() == "2026-11-23"


def test_no_moment_is_offered_twice_nor_under_a_wrong_name() -> None:
    saturday_evening = datetime.fromisoformat("2026-11-21T20:00:00+07:00")

    offered = presets(first_week(), saturday_evening)

    assert [str(preset.label) for preset in offered] == [
        "Sau 3 giờ làm việc",
        "Đầu tuần sau",
        "Tới khi khách nhắn",
    ]


def test_a_day_on_which_nobody_works_is_not_called_tomorrow() -> None:
    hours = [Window(8 * 3600, 17 * 3600)]
    odd_days = Schedule.build("Asia/Ho_Chi_Minh", {1: hours, 3: hours})
    tuesday = datetime.fromisoformat("2026-11-24T15:00:00+07:00")

    labels = [str(preset.label) for preset in presets(odd_days, tuesday)]

    assert "Đầu ngày làm việc tới" in labels
    assert "Sáng mai" not in labels


def test_things_to_do_are_added_ticked_changed_and_put_elsewhere(
    agent_client: Client, mine: Ticket, task: ChecklistItem
) -> None:
    post(agent_client, "checklist", mine, text="Hẹn giờ")
    base = f"{page_of(mine)}checklist/{task.pk}/"

    agent_client.post(f"{base}tick/", {"done": "1"})
    agent_client.post(f"{base}change/", {"text": "Hỏi số máy và ảnh tem"})
    agent_client.post(f"{base}change/", {"to": "1"})

    page = shown(agent_client.get(page_of(mine)))
    assert "1/2" in page
    assert list(mine.checklist.values_list("text", flat=True)) == [
        "Hẹn giờ",
        "Hỏi số máy và ảnh tem",
    ]


def test_what_is_removed_comes_back_by_the_word_about_it(
    agent_client: Client, mine: Ticket, task: ChecklistItem
) -> None:
    page = agent_client.post(f"{page_of(mine)}checklist/{task.pk}/remove/", follow=True)
    undo = f"{page_of(mine)}checklist/restore/"
    assert undo in shown(page)
    assert not mine.checklist.exists()

    agent_client.post(undo)
    agent_client.post(undo)

    assert mine.checklist.get().text == "Hỏi số máy"


def test_a_line_of_another_ticket_is_not_found(
    agent_client: Client, mine: Ticket, task: ChecklistItem
) -> None:
    other = TicketFactory(customer=mine.customer, team=mine.team)

    answer = agent_client.post(
        f"{page_of(other)}checklist/{task.pk}/tick/", {"done": "1"}
    )

    assert answer.status_code == 404


def test_lists_of_the_house_are_kept_and_put_on(
    lead_client: Client, mine: Ticket
) -> None:
    words = "Hỏi số máy\nHẹn giờ"
    lead_client.post("/desk/checklists/new/", {"name": "Tại nhà", "words": words})
    found = ChecklistTemplate.objects.get()

    post(lead_client, "checklist", mine, template=found.pk)
    assert mine.checklist.count() == 2
    lead_client.post(f"/desk/checklists/{found.pk}/use/", {"active": "0"})

    assert "Tại nhà" not in shown(lead_client.get("/desk/checklists/"))
    assert "Tại nhà" in shown(lead_client.get("/desk/checklists/?show=retired"))


def test_the_end_asks_once_about_what_is_left_to_do(
    agent_client: Client, mine: Ticket, task: ChecklistItem
) -> None:
    first = post(agent_client, "resolve", mine, **SAID)
    assert first.status_code == 409
    assert "Còn 1 việc chưa xong: Hỏi số máy" in shown(first)
    assert f'name="open_tasks" value="{task.pk}"' in shown(first)

    second = post(agent_client, "resolve", mine, **SAID, open_tasks=task.pk)

    assert second.status_code == 302
    mine.refresh_from_db()
    assert mine.status == "resolved"


def test_the_dialog_of_the_end_names_what_is_open(
    agent_client: Client, mine: Ticket, task: ChecklistItem, agent: Actor
) -> None:
    child = TicketFactory(customer=mine.customer, team=mine.team)
    set_parent(child, mine, actor=agent, at=NOON)

    page = shown(agent_client.get(f"{page_of(mine)}?ask=resolve"))

    assert "Còn phiếu con chưa xong" in page
    assert f'name="open_tasks" value="{task.pk}"' in page


def test_the_end_of_the_whole_is_refused_with_the_numbers_of_its_parts(
    agent_client: Client, mine: Ticket, agent: Actor
) -> None:
    child = TicketFactory(customer=mine.customer, team=mine.team)
    set_parent(child, mine, actor=agent, at=NOON)

    answer = post(agent_client, "resolve", mine, **SAID)

    assert answer.status_code == 409
    assert f"Còn phiếu con chưa xong: {child.short_number}" in shown(answer)


def test_a_part_is_opened_and_both_pages_say_so(
    agent_client: Client, mine: Ticket
) -> None:
    part = {"subject": "Đặt board", "words": "Cần gấp", "kind": "warranty"}
    agent_client.post(f"{page_of(mine)}parts/new/", part)
    child = mine.children.get()

    assert "Đặt board" in shown(agent_client.get(page_of(mine)))
    # Opened in no team, so that everybody sees it.
    assert "Phiếu con của" in shown(agent_client.get(page_of(child)))


def test_a_part_of_another_team_is_counted_and_not_shown(
    agent_client: Client, mine: Ticket, other_team: object, agent: Actor
) -> None:
    child = TicketFactory(subject="Việc của nhóm khác", team=other_team)
    set_parent(child, mine, actor=agent, at=NOON)

    page = shown(agent_client.get(page_of(mine)))

    assert "Việc của nhóm khác" not in page
    assert "0/1" in page


def test_a_ticket_is_joined_to_a_whole_and_left_alone_again(
    agent_client: Client, mine: Ticket
) -> None:
    whole = TicketFactory(customer=mine.customer, team=mine.team, subject="Cả nhà lỗi")
    page = f"{page_of(mine)}parent/"
    assert "Cả nhà lỗi" in shown(agent_client.get(page))

    agent_client.post(page, {"parent": whole.number})
    mine.refresh_from_db()
    assert mine.parent == whole
    agent_client.post(f"{page}leave/")

    mine.refresh_from_db()
    assert mine.parent is None


def test_a_chain_is_refused_on_the_page(
    agent_client: Client, mine: Ticket, agent: Actor
) -> None:
    whole = TicketFactory(customer=mine.customer, team=mine.team)
    part = TicketFactory(customer=mine.customer, team=mine.team)
    set_parent(part, whole, actor=agent, at=NOON)

    answer = agent_client.post(f"{page_of(mine)}parent/", {"parent": part.number})

    assert answer.status_code == 409
    assert "Chỉ có một cấp phiếu con" in shown(answer)


def test_a_lot_with_many_tickets_lately_is_said(
    agent_client: Client, mine: Ticket
) -> None:
    unit = UnitFactory(serial="MG-2409-000001", owner=mine.customer)
    more = [
        UnitFactory(serial=f"MG-2409-00000{n}", product=unit.product) for n in (2, 3)
    ]
    TicketFactory(unit=more[0], opened_at=timezone.now())
    TicketFactory(unit=more[1], opened_at=timezone.now())
    Ticket.objects.filter(pk=mine.pk).update(unit=unit, opened_at=timezone.now())

    page = shown(agent_client.get(page_of(mine)))

    assert "3 máy lô MG-2409 có phiếu trong 30 ngày" in page


@pytest.mark.parametrize(
    ("serial", "lot"),
    [
        ("MG-2409-004001", "MG-2409-"),
        ("AB12345678", "AB1234"),
        ("A-1", ""),
        ("1234567", ""),
    ],
)
def test_what_of_a_serial_number_is_the_lot(serial: str, lot: str) -> None:
    assert lot_of(serial) == lot
