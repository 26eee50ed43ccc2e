"""A customer tells us that something is broken."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.throttles import TooManyError
from foundation.places.models import ServicePoint
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.claims import fault, submitted
from tests.factories.places import ServicePointFactory
from tests.factories.warranty import covered_unit, sold_unit
from tests.portal.reading import html_of, text_of
from tests.tickets.uploads import a_picture, upload
from tickets.models import Attachment, Ticket
from warranty.claim_enums import ClaimMode, ClaimStatus
from warranty.models import Claim, FaultCode

NEW = "/my/claims/new/"
SERIAL = "NM95-2409-004172"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test runs into the next day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def unit(customer: Customer) -> Unit:
    return covered_unit(SERIAL, owner=customer)


@pytest.fixture
def symptom(db: None) -> FaultCode:
    return fault("khong-vat", family="vat", name="Không vắt")


@pytest.fixture
def point(db: None) -> ServicePoint:
    return ServicePointFactory(name="Hồng Hà Thủ Đức")


def told(symptom: FaultCode, /, **changes: Any) -> dict[str, Any]:
    """The form as a customer fills it in."""
    form = {
        "symptom": symptom.pk,
        "body": "Giặt xong không vắt, hiện E3.",
        "mode": "mail_in",
        "client_key": "a" * 32,
    }
    return {**form, **changes}


def report(client: Client, form: dict[str, Any], serial: str = SERIAL) -> Any:
    return client.post(f"{NEW}?unit={serial}", form)


def test_the_form_says_what_the_cover_pays_before_anything_is_sent(
    customer_client: Client, unit: Unit, symptom: FaultCode, point: ServicePoint
) -> None:
    page = customer_client.get(NEW, {"unit": SERIAL})

    assert page.status_code == 200
    assert "Còn bảo hành tới" in text_of(page)
    assert "bạn đồng ý mới sửa" in text_of(page)
    assert "Không vắt" in text_of(page)
    assert "Hồng Hà Thủ Đức" in text_of(page)


def test_a_thing_out_of_cover_is_taken_for_a_quote(
    customer_client: Client, customer: Customer, symptom: FaultCode
) -> None:
    sold_unit(SERIAL, owner=customer)

    page = customer_client.get(NEW, {"unit": SERIAL})

    assert "Chưa có thông tin bảo hành" in text_of(page)
    assert "báo giá trước" in text_of(page)


def test_without_a_thing_the_customer_chooses_one(
    customer_client: Client, unit: Unit
) -> None:
    page = customer_client.get(NEW)

    assert page.status_code == 200
    assert f"{NEW}?unit={SERIAL}" in html_of(page)


def test_who_has_nothing_is_told_the_ways(customer_client: Client) -> None:
    page = customer_client.get(NEW)

    assert "Chưa thấy sản phẩm nào" in text_of(page)


def test_only_symptoms_of_this_sort_of_thing_are_offered(
    customer_client: Client, unit: Unit, symptom: FaultCode
) -> None:
    cold = fault("khong-lanh", family="lanh", name="Không lạnh")
    cold.categories = ["refrigerator"]
    cold.save()

    page = customer_client.get(NEW, {"unit": SERIAL})

    assert "Không lạnh" not in text_of(page)


def test_a_sort_of_thing_without_codes_is_told_in_words(
    customer_client: Client, unit: Unit
) -> None:
    page = customer_client.get(NEW, {"unit": SERIAL})

    assert page.headers["Location"] == f"/support/new/?unit={unit.pk}"


def test_a_fault_becomes_a_case_and_a_claim(
    customer_client: Client, customer: Customer, unit: Unit, symptom: FaultCode
) -> None:
    answer = report(
        customer_client, told(symptom, files=upload("may.png", a_picture()))
    )

    ticket, claim = Ticket.objects.get(), Claim.objects.get()
    assert (claim.ticket, claim.unit, claim.status, claim.mode) == (
        ticket,
        unit,
        ClaimStatus.SUBMITTED,
        ClaimMode.MAIL_IN,
    )
    assert (ticket.customer, ticket.kind, ticket.subject) == (
        customer,
        "warranty",
        f"{unit.product.name}: Không vắt",
    )
    assert claim.is_covered
    assert Attachment.objects.get().ticket == ticket
    assert answer.headers["Location"] == f"/my/tickets/{ticket.number}/#{claim.number}"


def test_who_brings_it_says_where(
    customer_client: Client, unit: Unit, symptom: FaultCode, point: ServicePoint
) -> None:
    ServicePointFactory()

    refused = report(customer_client, told(symptom, mode="counter"))
    report(customer_client, told(symptom, mode="counter", service_point=point.pk))

    assert refused.status_code == 422
    assert "Hãy chọn nơi bạn sẽ mang máy tới." in text_of(refused)
    assert Claim.objects.get().service_point == point


def test_the_only_place_needs_no_choice(
    customer_client: Client, unit: Unit, symptom: FaultCode, point: ServicePoint
) -> None:
    report(customer_client, told(symptom, mode="counter"))

    assert Claim.objects.get().service_point == point


def test_words_are_not_needed(
    customer_client: Client, unit: Unit, symptom: FaultCode
) -> None:
    report(customer_client, told(symptom, body=""))

    assert Ticket.objects.get().messages.get().body == "Không vắt"


def test_a_symptom_is(customer_client: Client, unit: Unit, symptom: FaultCode) -> None:
    page = report(customer_client, told(symptom, symptom=""))

    assert page.status_code == 422
    assert "Hãy chọn điều gần đúng nhất." in text_of(page)
    assert "Giặt xong không vắt, hiện E3." in text_of(page)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("odd", ["x", "0", "-1", "9" * 30])
def test_an_odd_choice_is_refused(
    customer_client: Client,
    unit: Unit,
    symptom: FaultCode,
    point: ServicePoint,
    odd: str,
) -> None:
    strange = told(symptom, symptom=odd, mode=odd, service_point=odd, client_key=odd)

    assert report(customer_client, strange).status_code == 422
    assert not Ticket.objects.exists()


def test_the_same_form_twice_is_one_claim(
    customer_client: Client, unit: Unit, symptom: FaultCode
) -> None:
    first = report(customer_client, told(symptom))
    second = report(customer_client, told(symptom))

    assert first.headers["Location"] == second.headers["Location"]
    assert (Ticket.objects.count(), Claim.objects.count()) == (1, 1)


def test_a_second_claim_for_the_same_fault_leads_to_the_first(
    customer_client: Client, unit: Unit, symptom: FaultCode
) -> None:
    known = submitted(unit, symptom=symptom)

    page = report(customer_client, told(symptom))

    assert page.status_code == 409
    assert known.number in text_of(page)
    assert f"/my/tickets/{known.ticket.number}/" in html_of(page)
    assert Ticket.objects.count() == 1


def test_another_fault_is_another_claim(
    customer_client: Client, unit: Unit, symptom: FaultCode
) -> None:
    submitted(unit, symptom=fault("keu-to", family="on", name="Kêu to"))

    report(customer_client, told(symptom))

    assert Claim.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_thing_is_not_found(
    customer_client: Client, other_customer: Customer, symptom: FaultCode, method: str
) -> None:
    UnitFactory(serial="NM95-9", owner=other_customer)

    page = getattr(customer_client, method)(f"{NEW}?unit=NM95-9")

    assert page.status_code == 404


def test_a_claim_of_a_former_owner_is_not_shown(
    customer_client: Client, customer: Customer, symptom: FaultCode
) -> None:
    unit = covered_unit(SERIAL)
    theirs = submitted(unit, symptom=symptom)
    unit.owner = customer
    unit.save()

    page = report(customer_client, told(symptom))

    assert page.status_code == 409
    assert theirs.number not in html_of(page)


def test_too_many_requests_are_slowed_down(
    customer_client: Client,
    unit: Unit,
    symptom: FaultCode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise TooManyError(60)

    monkeypatch.setattr("intake.limits.count_request", refuse)

    page = report(customer_client, told(symptom))

    assert (page.status_code, page.headers["Retry-After"]) == (429, "60")
    assert not Claim.objects.exists()


def test_the_product_page_and_the_first_page_lead_here(
    customer_client: Client, unit: Unit
) -> None:
    product = customer_client.get(f"/my/products/{SERIAL}/")

    assert f"{NEW}?unit={SERIAL}" in html_of(product)
    assert f'href="{NEW}"' in html_of(customer_client.get("/"))
