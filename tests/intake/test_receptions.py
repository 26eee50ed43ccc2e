"""A thing is handed in at the counter: one ticket, one paper, one acknowledgement."""

from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError, PhoneError
from intake.actions import Caller, HandedIn, note_print, receive_thing
from intake.enums import Casing, PaperSize
from intake.errors import NoSymptomError, NoThingError, PromisePastError
from intake.models import Reception
from intake.promising import proposed_return
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.sla import publish, target
from tests.tickets.acting import happened, last_event, owed
from tickets.enums import Basis, Metric, Side, TicketChannel, TicketKind
from tickets.models import Ticket

HANDED = HandedIn(
    symptom="Không giữ ấm",
    thing="Nồi cơm điện RC-18",
    casing=Casing.SCRATCHED,
    accessories=("Lòng nồi", "Dây nguồn"),
    condition="Xước nhẹ bên trái",
    promised_at=NOON + timedelta(days=5),
    seconds_taken=52,
    client_key="form-1",
)


@pytest.fixture
def unit(customer: Customer) -> Unit:
    return UnitFactory(owner=customer, serial="NM95-2409-004172")


def received(
    customer: Customer, staff: User, actor: Actor, handed: HandedIn = HANDED
) -> Reception:
    return receive_thing(Caller(customer), handed, actor=actor, staff=staff, at=NOON)


def test_a_thing_handed_in_is_a_ticket_of_the_store(
    customer: Customer, unit: Unit, agent_user: User, agent: Actor
) -> None:
    reception = received(customer, agent_user, agent, replace(HANDED, unit=unit))

    ticket = reception.ticket
    assert (ticket.kind, ticket.channel) == (TicketKind.WARRANTY, TicketChannel.STORE)
    assert (ticket.unit, ticket.customer) == (unit, customer)
    assert ticket.subject == f"{unit.product.name}: Không giữ ấm"
    assert "Lòng nồi, Dây nguồn" in ticket.messages.get().body


def test_the_paper_keeps_what_was_said(
    customer: Customer, agent_user: User, agent: Actor
) -> None:
    reception = received(customer, agent_user, agent)

    assert (reception.thing, reception.serial) == ("Nồi cơm điện RC-18", "")
    assert reception.accessories == ["Lòng nồi", "Dây nguồn"]
    assert (reception.taken_by, reception.store) == (agent_user, "Gia dụng")
    assert (reception.seconds_taken, reception.n_printed) == (52, 0)


def test_the_history_tells_it_without_words_of_a_person(
    customer: Customer, agent_user: User, agent: Actor
) -> None:
    reception = received(customer, agent_user, agent)

    assert happened(reception.ticket) == ["ticket.opened", "reception.taken"]
    assert "trái" not in str(last_event("reception.taken").data)


def test_the_customer_hears_that_we_have_it(
    customer: Customer, agent_user: User, agent: Actor
) -> None:
    received(customer, agent_user, agent)

    assert len(owed("ticket-received")) == 1


def test_the_same_form_twice_is_one_reception(
    customer: Customer, agent_user: User, agent: Actor
) -> None:
    first = received(customer, agent_user, agent)

    assert received(customer, agent_user, agent) == first
    assert Ticket.objects.count() == 1


def test_somebody_new_is_entered(agent_user: User, agent: Actor) -> None:
    caller = Caller(name="Đoàn Thị Kim Oanh", phone="0977 205 113")

    reception = receive_thing(caller, HANDED, actor=agent, staff=agent_user, at=NOON)

    assert reception.ticket.customer.phone == "+84977205113"
    assert reception.ticket.is_verified


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"thing": " "}, NoThingError, "thing"),
        ({"symptom": ""}, NoSymptomError, "symptom"),
        ({"promised_at": NOON - timedelta(minutes=1)}, PromisePastError, "promised_at"),
        ({"promised_at": NOON + timedelta(days=400)}, PromisePastError, "promised_at"),
        ({"phone": "12"}, PhoneError, "phone"),
    ],
)
def test_what_cannot_be_taken_in_leaves_nothing(
    customer: Customer,
    agent_user: User,
    agent: Actor,
    changes: dict[str, object],
    refusal: type[DomainError],
    field: str,
) -> None:
    with pytest.raises(refusal) as refused:
        received(customer, agent_user, agent, replace(HANDED, **changes))  # type: ignore[arg-type]

    assert refused.value.field == field
    assert not Ticket.objects.exists()


def test_a_form_left_open_over_night_was_not_typed_that_long(
    customer: Customer, agent_user: User, agent: Actor
) -> None:
    handed = replace(HANDED, seconds_taken=200_000)

    assert received(customer, agent_user, agent, handed).seconds_taken is None


def test_every_copy_is_counted(
    customer: Customer, agent_user: User, agent: Actor
) -> None:
    reception = received(customer, agent_user, agent)

    note_print(reception, actor=agent, paper=PaperSize.A5, at=NOON)
    fresh = note_print(reception, actor=agent, paper=PaperSize.ROLL, at=NOON)

    assert fresh.n_printed == 2
    assert last_event("reception.printed").data["paper"] == "80mm"


def test_a_colleague_of_another_team_sees_what_they_took_in(
    customer: Customer, agent_user: User, other_agent_user: User, agent: Actor
) -> None:
    reception = received(customer, agent_user, agent)

    assert Reception.objects.visible_to(agent_user).get() == reception
    assert not Reception.objects.visible_to(other_agent_user).exists()


def test_the_promise_of_the_house_is_proposed(db: None) -> None:
    own = target(Metric.RESOLUTION, Side.OURS, 8, basis=Basis.WALL)
    promised = target(Metric.RESOLUTION, Side.PROMISED, 26, basis=Basis.WALL)
    publish("Quầy", own, promised)

    proposed = proposed_return("", NOON + timedelta(minutes=17))

    assert proposed == NOON + timedelta(hours=26)


def test_nobody_is_asked_to_come_by_night(db: None) -> None:
    publish("Quầy", target(Metric.RESOLUTION, Side.PROMISED, 84, basis=Basis.WALL))

    proposed = proposed_return("", NOON)

    # Friday 15:00 and so many hours is Tuesday 03:00; on Monday it closes at 17:30.
    assert proposed == NOON + timedelta(days=3, hours=2, minutes=30)


def test_without_a_promise_nothing_is_proposed(db: None) -> None:
    assert proposed_return("", NOON) is None
