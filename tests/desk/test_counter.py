"""The counter: one field finds whoever stands there, one form takes in what they have."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.enums import Role
from foundation.accounts.models import Team, User
from intake.models import Reception
from tests.budgets import BUDGETS, queries_of
from tests.conftest import signed_in
from tests.desk.conftest import real
from tests.desk.pages import shown
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import (
    PurchaseFactory,
    PurchaseLineFactory,
    UnitFactory,
)
from tests.factories.customers import CustomerFactory, PhoneFactory
from tests.factories.tickets import OPENED, TicketFactory
from tests.tickets.uploads import a_picture, upload
from tickets.models import Ticket

COUNTER = "/desk/counter/"
SERIAL = "NM95-2409-004172"


@pytest.fixture
def unit(customer: Customer) -> Unit:
    line = PurchaseLineFactory(
        purchase=PurchaseFactory(customer=customer, source_id="DH-096615")
    )
    return UnitFactory(
        owner=customer, serial=SERIAL, product=line.product, purchase_line=line
    )


@pytest.fixture
def clerk_client(team: Team) -> Client:
    return signed_in(StaffFactory(role=Role.CLERK, team=team))


def typed(customer: Customer, unit: Unit, **changes: Any) -> dict[str, Any]:
    return {
        "client_key": "form-1",
        "customer": customer.pk,
        "unit": unit.serial,
        "symptom": "Không vắt",
        "casing": "scratched",
        "accessories": ["Dây nguồn"],
        "condition": "Xước nhẹ",
        "inform_by": "sms",
        "paper": "a5",
        "seconds_taken": "48",
        **changes,
    }


def taken_in(ticket: Ticket, staff: User) -> Reception:
    return Reception.objects.create(
        ticket=ticket,
        thing="Máy giặt",
        symptom="Không vắt",
        taken_by=staff,
        created_at=timezone.now(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "0903442218",
        "+84 903 442 218",
        "2218",
        SERIAL,
        "nm952409004172",
        "4172",
        "DH-096615",
        "dh 096615",
        "thu ha",
    ],
)
def test_one_field_finds_the_customer(
    clerk_client: Client, unit: Unit, text: str
) -> None:
    page = shown(clerk_client.get(COUNTER, {"q": text}))

    assert "Nguyễn Thu Hà" in page
    assert SERIAL in page
    # The only thing they have is chosen, and its faults are offered.
    assert "Không vắt" in page


def test_several_customers_are_offered(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    other = CustomerFactory(name="Lê Văn Bình")
    PhoneFactory(customer=other, value="+84911442218")

    page = shown(clerk_client.get(COUNTER, {"q": "442218"}))

    assert "Lê Văn Bình" in page
    assert f"customer={customer.pk}" in page
    assert "Nhận máy và in" not in page


def test_somebody_unknown_is_entered_with_what_was_typed(
    clerk_client: Client,
) -> None:
    page = shown(clerk_client.get(COUNTER, {"q": "0977205113"}))

    assert "Không tìm thấy" in page
    assert 'value="0977 205 113"' in page


def test_our_own_paper_finds_its_ticket(
    clerk_client: Client, ticket: Ticket, agent_user: User
) -> None:
    taken_in(ticket, agent_user)

    for_number = shown(clerk_client.get(COUNTER, {"q": ticket.number}))
    for_code = shown(
        clerk_client.get(
            COUNTER, {"q": f"https://hongha.example/t/{ticket.access_key}/"}
        )
    )

    assert f"/desk/receptions/{ticket.number}/print/" in for_number
    assert f"/desk/receptions/{ticket.number}/print/" in for_code


def test_a_thing_in_nobodys_name_can_be_handed_in(clerk_client: Client) -> None:
    UnitFactory(serial="KHO-0001")

    page = shown(clerk_client.get(COUNTER, {"q": "kho0001"}))

    assert "Khách mới" in page
    assert "KHO-0001" in page


def test_a_thing_is_taken_in_and_its_paper_comes(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    response = clerk_client.post(COUNTER, typed(customer, unit))

    reception = Reception.objects.get()
    number = reception.ticket.number
    assert response.headers["Location"] == (
        f"/desk/receptions/{number}/print/?paper=a5&now=1"
    )
    assert (reception.seconds_taken, reception.n_printed) == (48, 1)


def test_the_button_pressed_twice_is_one_reception(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    first = clerk_client.post(COUNTER, typed(customer, unit))
    second = clerk_client.post(COUNTER, typed(customer, unit))

    assert first.headers["Location"] == second.headers["Location"]
    assert Reception.objects.get().n_printed == 1


def test_photos_come_with_the_ticket(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    clerk_client.post(
        COUNTER, typed(customer, unit, photos=[upload("mat-truoc.png", a_picture())])
    )

    assert Ticket.objects.get().attachments.count() == 1


def test_somebody_new_with_something_new_is_taken_in(clerk_client: Client) -> None:
    form = {
        "client_key": "form-2",
        "new": "1",
        "name": "Đoàn Thị Kim Oanh",
        "phone": "0977 205 113",
        "thing": "Nồi cơm điện RC-18",
        "serial": "nrc18-1",
        "kind": "other",
        "symptom": "other",
        "details": "Nấu cơm sống\nHôm qua còn tốt",
        "inform_by": "call",
        "paper": "80mm",
    }

    response = clerk_client.post(COUNTER, form)

    reception = Reception.objects.select_related("ticket__customer").get()
    assert response.status_code == 302
    assert reception.ticket.customer.name == "Đoàn Thị Kim Oanh"
    assert (reception.symptom, reception.serial) == ("Nấu cơm sống", "NRC18-1")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"symptom": ""}, "Hãy chọn hoặc ghi lỗi khách nói."),
        ({"promised_at": "2020-01-01T10:00"}, "Ngày hẹn trả phải ở phía trước"),
        ({"phone": "12"}, "Số điện thoại không đúng."),
        (
            {"unit": "", "other": "1", "kind": "washing_machine"},
            "Hãy chọn máy, hoặc ghi tên máy",
        ),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    clerk_client: Client,
    customer: Customer,
    unit: Unit,
    changes: dict[str, str],
    words: str,
) -> None:
    response = clerk_client.post(COUNTER, {**typed(customer, unit), **changes})

    page = shown(response)
    assert response.status_code == 422
    assert words in page
    assert 'value="Xước nhẹ"' in page
    assert not Ticket.objects.exists()


def test_the_paper_follows_what_is_typed(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    half = typed(customer, unit, symptom="", details="Kêu to khi vắt")

    page = shown(clerk_client.post(f"{COUNTER}preview/", half))

    assert "Kêu to khi vắt" in page
    assert SERIAL in page
    assert not Ticket.objects.exists()


def test_a_thing_in_another_name_is_told(
    clerk_client: Client, unit: Unit, other_customer: Customer
) -> None:
    address = f"{COUNTER}?customer={other_customer.pk}&unit={SERIAL}"

    assert "Máy này đứng tên Nguyễn Thu Hà" in shown(clerk_client.get(address))


def test_the_paper_says_everything_beside_its_codes(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    due = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT17:30")
    answer = clerk_client.post(COUNTER, typed(customer, unit, promised_at=due))

    page = shown(clerk_client.get(answer.headers["Location"]))

    assert "chị Nguyễn Thu Hà" in page
    assert "17:30" in page
    assert page.count(Ticket.objects.get().number) >= 4
    assert page.count("<path d=") == 2
    assert 'data-behaviour="print-now"' in page


def test_another_copy_is_counted_and_says_so(
    clerk_client: Client, customer: Customer, unit: Unit
) -> None:
    answer = clerk_client.post(COUNTER, typed(customer, unit))
    address = answer.headers["Location"].partition("?")[0]

    again = clerk_client.post(address, {"paper": "80mm"})

    assert again.headers["Location"] == f"{address}?paper=80mm&now=1"
    assert "bản in thứ 2" in shown(clerk_client.get(again.headers["Location"]))


def test_todays_things_are_listed(
    clerk_client: Client, ticket: Ticket, agent_user: User
) -> None:
    reception = taken_in(ticket, agent_user)

    assert reception.thing in shown(clerk_client.get("/desk/receptions/"))
    empty = shown(clerk_client.get("/desk/receptions/", {"day": "2020-01-01"}))
    assert "Chưa nhận máy nào" in empty


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_no_fault(
    clerk_client: Client, day: str
) -> None:
    answer = clerk_client.get("/desk/receptions/", {"day": day})

    assert "Chưa nhận máy nào" in shown(answer)


@pytest.mark.parametrize("due", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_no_thing_is_promised_outside_of_the_calendar(
    clerk_client: Client, customer: Customer, unit: Unit, due: str
) -> None:
    form = typed(customer, unit, promised_at=due)

    assert clerk_client.post(COUNTER, form).status_code == 422
    assert clerk_client.post(f"{COUNTER}preview/", form).status_code == 200


def test_another_teams_paper_is_not_found(
    other_agent_client: Client, ticket: Ticket, agent_user: User
) -> None:
    taken_in(ticket, agent_user)

    address = f"/desk/receptions/{ticket.number}/print/"
    assert other_agent_client.get(address).status_code == 404


def test_the_counter_leaves_no_gap(
    clerk_client: Client, customer: Customer, unit: Unit, gaps: set[str]
) -> None:
    clerk_client.get(COUNTER)
    clerk_client.get(COUNTER, {"q": "2218"})
    clerk_client.get(COUNTER, {"q": "0977205113"})
    answer = clerk_client.post(COUNTER, typed(customer, unit))
    clerk_client.get(answer.headers["Location"])

    assert real(gaps) == set()


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("desk:counter", COUNTER),
        ("desk:counter?q", f"{COUNTER}?q=2218"),
        ("desk:receptions", "/desk/receptions/"),
    ],
)
def test_the_counter_asks_as_much_for_fifty_as_for_one(
    customer: Customer,
    agent_user: User,
    agent_client: Client,
    n: int,
    name: str,
    address: str,
) -> None:
    crowd(n, customer, agent_user)

    assert queries_of(agent_client, address) == BUDGETS[name]


def crowd(n: int, customer: Customer, agent: User) -> None:
    """`n` things of the customer, each with a ticket that was taken in today."""
    for i in range(n):
        unit = UnitFactory(owner=customer, serial=f"MAY-{i:04d}-2218")
        ticket = TicketFactory(
            customer=customer, unit=unit, team=agent.team, opened_at=OPENED
        )
        taken_in(ticket, agent)
