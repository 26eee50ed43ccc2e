"""The cover of a thing at the counter and on the paper of its reception."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from django.test import Client

from catalog.enums import Severity
from catalog.models import Recall
from customers.models import Customer
from desk.cover_papers import paper_cover
from foundation.accounts.models import User
from tests.conftest import NOON, signed_in
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit
from tickets.models import Ticket
from warranty.actions.judgements import judge_case
from warranty.models import Judgement

PROMISED = "Số ngày máy nằm xưởng được cộng vào hạn bảo hành."


@pytest.fixture
def browser(agent_user: User) -> Client:
    return signed_in(agent_user)


def test_the_counter_and_its_paper_tell_end_and_version(
    browser: Client, customer: Customer
) -> None:
    unit = covered_unit(owner=customer)

    page = browser.get("/desk/counter/", {"q": unit.serial}).content.decode()

    assert page.count("Còn bảo hành tới 12/09/2028") == 2
    assert "<b>Bảo hành nha, bản 1</b>, hiệu lực 01/01/2025" in page


def test_a_thing_that_no_policy_covers_is_said_to_be_so(
    browser: Client, customer: Customer
) -> None:
    unit = UnitFactory(owner=customer)

    page = browser.get("/desk/counter/", {"q": unit.serial}).content.decode()

    assert "Chưa có thông tin bảo hành" in page
    assert "hiệu lực" not in page


def test_the_paper_names_the_last_day_and_the_words_the_case_was_judged_by(
    browser: Client, customer: Customer
) -> None:
    unit = covered_unit(owner=customer)
    typed = {
        "client_key": "form-1",
        "customer": customer.pk,
        "unit": unit.serial,
        "symptom": "Không vắt",
        "inform_by": "sms",
        "paper": "a5",
    }

    page = browser.post("/desk/counter/", typed, follow=True).content.decode()
    address = f"/desk/receptions/{Ticket.objects.get(unit=unit).number}/print/"
    roll = browser.get(address, {"paper": "80mm"}).content.decode()

    assert Judgement.objects.get(unit=unit).version is not None
    assert PROMISED in page
    assert PROMISED in roll
    assert "Trong hạn tới 12/09/2028" in page
    assert "Trong hạn tới 12/09/2028" in roll
    assert "<b>Bảo hành nha, bản 1</b>, hiệu lực 01/01/2025" in page
    assert "<b>Bảo hành nha, bản 1</b>, hiệu lực 01/01/2025" in roll


def test_a_batch_that_is_called_back_is_warned_of_at_the_counter(
    browser: Client, customer: Customer
) -> None:
    unit = covered_unit(owner=customer)
    Recall.objects.create(
        code="lo-2409",
        title="Dây nguồn nóng",
        product=unit.product,
        serial_from=unit.serial,
        serial_to=unit.serial,
        severity=Severity.DANGER,
        action="Ngừng dùng",
        starts_on=date(2026, 9, 20),
    )

    page = browser.get("/desk/counter/", {"q": unit.serial}).content.decode()

    assert "Dây nguồn nóng" in page


def test_the_verdict_comes_within_a_second(browser: Client, customer: Customer) -> None:
    unit = covered_unit(owner=customer)
    browser.get("/desk/counter/")

    begun = perf_counter()
    page = browser.get("/desk/counter/", {"q": unit.serial}).content.decode()
    taken = perf_counter() - begun

    assert "Còn bảo hành tới 12/09/2028" in page
    assert taken < 1


def test_the_paper_of_what_has_run_out_names_its_last_day_as_such(
    browser: Client, customer: Customer
) -> None:
    unit = covered_unit(owner=customer)
    ticket = TicketFactory.create(customer=customer, unit=unit)
    judge_case(ticket, at=NOON + timedelta(days=900))

    told = paper_cover(ticket, NOON)

    assert told is not None
    assert told.headline.startswith("Đã hết hạn ngày 12/09/2028")
