"""Faults that hit many: their pages, their strip, and one answer for all."""

import pytest
from django.test import Client

from automation.models import BulkRun
from catalog.models import Unit
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.desk.pages import page_of, shown
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import MessageFactory, TicketFactory
from tickets.actions.trackers import Fault, attach_tickets, open_tracker
from tickets.models import Ticket, Tracker


@pytest.fixture
def unit(db: None) -> Unit:
    return UnitFactory(serial="MG-2409-000001")


@pytest.fixture
def fault(lead: Actor, lead_user: User, unit: Unit) -> Tracker:
    told = Fault("Lỗi bơm xả", product=unit.product, serial_prefix="MG-2409")
    return open_tracker(told, actor=lead, by=lead_user, at=NOON)


def test_a_lead_opens_describes_and_settles_a_fault(
    lead_client: Client, mine: Ticket
) -> None:
    prefilled = shown(lead_client.get(f"/desk/trackers/new/?ticket={mine.number}"))
    assert mine.subject in prefilled

    lead_client.post("/desk/trackers/new/", {"title": "Lỗi bơm", "serial_prefix": "MG"})
    found = Tracker.objects.get()
    lead_client.post(f"/desk/trackers/{found.pk}/edit/", {"title": "Lỗi bơm xả"})
    lead_client.post(f"/desk/trackers/{found.pk}/settle/", {"over": "1"})

    assert "Lỗi bơm xả" in shown(lead_client.get("/desk/trackers/?show=resolved"))
    again = lead_client.post(f"/desk/trackers/{found.pk}/settle/", {"over": "1"})
    assert again.status_code == 409


def test_an_agent_attaches_and_detaches_and_the_strip_says_so(
    agent_client: Client, mine: Ticket, fault: Tracker
) -> None:
    assert "Lỗi bơm xả" in shown(agent_client.get(f"{page_of(mine)}trackers/"))

    agent_client.post(f"/desk/trackers/{fault.pk}/attach/", {"ticket": mine.pk})
    page = shown(agent_client.get(page_of(mine)))
    assert "Lỗi hàng loạt:" in page
    assert "1 phiếu" in page
    agent_client.post(f"/desk/trackers/{fault.pk}/detach/", {"ticket": mine.pk})

    assert not fault.tracked.exists()


def test_tickets_of_others_are_counted_and_neither_shown_nor_attached(
    agent_client: Client, fault: Tracker, other_team: object, lead: Actor
) -> None:
    hidden = TicketFactory(team=other_team, subject="Của nhóm khác")
    agent_client.post(f"/desk/trackers/{fault.pk}/attach/", {"ticket": hidden.pk})
    assert not fault.tracked.exists()
    attach_tickets(fault, [hidden], actor=lead, at=NOON)

    page = shown(agent_client.get(f"/desk/trackers/{fault.pk}/"))

    assert "Của nhóm khác" not in page
    assert "Còn 1 phiếu của nhóm khác" in page


def test_tickets_of_the_lot_and_with_its_words_are_suggested(
    agent_client: Client, fault: Tracker, unit: Unit
) -> None:
    by_lot = TicketFactory(unit=unit, subject="Kêu to")
    by_words = TicketFactory(subject="Máy giặt hỏng BƠM XẢ")
    TicketFactory(subject="Tủ lạnh kêu")

    page = agent_client.get(f"/desk/trackers/{fault.pk}/")

    assert list(page.context["fault"].suggestions) == [by_lot, by_words]


def test_a_ticket_that_fits_is_told_of_the_fault(
    agent_client: Client, mine: Ticket, fault: Tracker, unit: Unit
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(unit=unit)

    assert "Có thể thuộc lỗi hàng loạt" in shown(agent_client.get(page_of(mine)))


def test_one_answer_goes_to_all_that_are_open(
    lead_client: Client, mine: Ticket, fault: Tracker, lead: Actor
) -> None:
    other = TicketFactory()
    MessageFactory(ticket=other)
    attach_tickets(fault, [mine, other], actor=lead, at=NOON)
    words = {"body": "Hãng đã nhận lỗi, shop đổi bơm miễn phí.", "then": "part"}

    answer = lead_client.post(f"/desk/trackers/{fault.pk}/answer/", words)

    run = BulkRun.objects.get()
    assert answer.headers["Location"].endswith(f"/bulk/{run.pk}/")
    assert (run.n_total, run.n_done) == (2, 2)
    mine.refresh_from_db()
    assert (mine.status, mine.wait_reason) == ("waiting", "part")
    assert mine.messages.filter(body=words["body"], kind="public").exists()


def test_the_fault_ends_with_an_answer_and_an_outcome(
    lead_client: Client, mine: Ticket, fault: Tracker, lead: Actor
) -> None:
    attach_tickets(fault, [mine], actor=lead, at=NOON)
    words = {"body": "Đã thay bơm cho anh chị.", "then": "resolve"}

    lead_client.post(
        f"/desk/trackers/{fault.pk}/answer/",
        {**words, "outcome": "solved", "is_settled": "on"},
    )

    mine.refresh_from_db()
    fault.refresh_from_db()
    assert (mine.status, mine.outcome) == ("resolved", "solved")
    assert fault.status == "resolved"


def test_no_words_and_no_tickets_are_refused(
    lead_client: Client, fault: Tracker
) -> None:
    empty = lead_client.post(f"/desk/trackers/{fault.pk}/answer/", {"body": " "})
    none = lead_client.post(f"/desk/trackers/{fault.pk}/answer/", {"body": "Dạ"})

    assert empty.status_code == 422
    assert none.status_code in {409, 422}
    assert not BulkRun.objects.exists()


def test_a_note_stands_on_all_that_are_open(
    lead_client: Client, mine: Ticket, fault: Tracker, lead: Actor
) -> None:
    attach_tickets(fault, [mine], actor=lead, at=NOON)
    words = {"body": "Hãng xác nhận lô lỗi.", "client_key": "k"}

    lead_client.post(f"/desk/trackers/{fault.pk}/note/", words)
    lead_client.post(f"/desk/trackers/{fault.pk}/note/", words)

    assert mine.messages.filter(kind="note").count() == 1


def test_an_answer_to_all_is_looked_at_before_it_goes_out(
    lead_client: Client, mine: Ticket, fault: Tracker, lead: Actor
) -> None:
    attach_tickets(fault, [mine], actor=lead, at=NOON)
    address = f"/desk/trackers/{fault.pk}/answer/"

    page = shown(
        lead_client.post(
            address, {"body": "Phiếu {{ phieu.so }} có hàng.", "preview": "1"}
        )
    )

    assert "1 sẽ làm" in page
    assert f"Phiếu {mine.short_number} có hàng." in page
    assert f'name="seen" value="{mine.number}:{mine.public_count}"' in page
    assert not BulkRun.objects.exists()


def test_who_wrote_since_the_preview_is_not_answered_past_it(
    lead_client: Client, mine: Ticket, fault: Tracker, lead: Actor
) -> None:
    attach_tickets(fault, [mine], actor=lead, at=NOON)
    read = f"{mine.number}:{mine.public_count}"
    Ticket.objects.filter(pk=mine.pk).update(public_count=mine.public_count + 1)

    lead_client.post(
        f"/desk/trackers/{fault.pk}/answer/", {"body": "Đã có linh kiện.", "seen": read}
    )

    run = BulkRun.objects.get()
    assert (run.n_done, run.n_refused) == (0, 1)
