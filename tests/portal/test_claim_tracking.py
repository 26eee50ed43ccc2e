"""Where a repair stands, by its number and the telephone number; nothing to be guessed."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from customers.models import Customer
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories import claims as made
from tests.factories.warranty import covered_unit
from tests.portal.reading import html_of, text_of
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim

TRACK = "/track/"
PHONE = "0903 442 218"
SERIAL = "NM95-2409-004172"


@pytest.fixture(autouse=True)
def at_noon(settings: Settings) -> Iterator[None]:
    settings.SMS_PROVIDER = "some.Provider"
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def claim(customer: Customer) -> Claim:
    return made.received(made.submitted(covered_unit(SERIAL, owner=customer)))


def tracked(
    number: str, contact: str = PHONE, *, network: str = "198.51.100.7", **more: str
) -> Any:
    said = {"number": number, "contact": contact, **more}
    return Client(REMOTE_ADDR=network).post(TRACK, said)


def shape(response: Any) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("name", ["claim", "ticket"])
def test_both_numbers_show_the_stops_and_the_day(claim: Claim, name: str) -> None:
    number = claim.number if name == "claim" else claim.ticket.number

    page = tracked(number)

    assert page.status_code == 200
    assert claim.number in text_of(page)
    assert "Nhận máy" in text_of(page)
    assert "Hẹn 27/11/2026, 15:00" in text_of(page)


def test_and_nothing_else(claim: Claim) -> None:
    page = tracked(claim.number)

    assert "Thu Hà" not in html_of(page)
    assert SERIAL not in html_of(page)
    assert claim.ticket.subject not in html_of(page)
    assert claim.ticket.access_key not in html_of(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_what_does_not_belong_together_is_one_and_the_same_miss(
    claim: Claim, other_customer: Customer
) -> None:
    wrong_phone = tracked(claim.number, "0912 345 678")
    no_such = tracked("BH-999999", PHONE)
    no_number = tracked("abc", PHONE)

    expected = (302, f"{TRACK}?sent=1")
    assert [shape(one) for one in (wrong_phone, no_such, no_number)] == [expected] * 3
    assert not OutgoingMessage.objects.exclude(template="ticket-received").exists()


def test_a_miss_costs_the_same_whichever_number_is_wrong(claim: Claim) -> None:
    with CaptureQueriesContext(connection) as wrong_phone:
        tracked(claim.number, "0912 345 678")
    with CaptureQueriesContext(connection) as no_such:
        tracked("BH-999999", "0912 345 678")

    assert len(wrong_phone) == len(no_such)


def test_a_draft_of_the_desk_is_not_there(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.DRAFT)

    assert shape(tracked(claim.number)) == (302, f"{TRACK}?sent=1")


def test_an_address_of_mail_gets_the_link(claim: Claim) -> None:
    page = tracked(claim.number, "ha@thu.example")

    assert shape(page) == (302, f"{TRACK}?sent=1")


def test_the_whole_page_is_sent_to_the_number(claim: Claim) -> None:
    page = tracked(claim.number, whole="1")

    message = OutgoingMessage.objects.get(template="tracking-link")
    assert shape(page) == (302, f"{TRACK}?sent=1")
    assert message.context["path"] == f"/t/{claim.ticket.access_key}/"


def test_who_tries_telephone_numbers_for_a_case_is_stopped(claim: Claim) -> None:
    tries = [tracked(claim.number, f"09123456{n:02}").status_code for n in range(11)]

    assert tries == [302] * 10 + [429]


def test_but_not_whoever_owns_it_elsewhere(claim: Claim) -> None:
    tries = [tracked(claim.number, f"09123456{n:02}").status_code for n in range(11)]

    page = tracked(claim.number, network="203.0.113.9")

    assert (tries[-1], page.status_code) == (429, 200)


def test_a_number_is_one_however_it_is_written(claim: Claim) -> None:
    plain = claim.number.removeprefix("BH-")
    ways = [claim.number, f"bh{plain}", f"BH {plain}", f"Bh-{plain}"]

    tries = [tracked(ways[n % 4], f"09123456{n:02}").status_code for n in range(11)]

    assert tries[-1] == 429


def test_who_tries_cases_for_a_telephone_number_is_stopped(claim: Claim) -> None:
    tries = [tracked(f"BH-{900_000 + n}").status_code for n in range(6)]

    assert tries == [302] * 5 + [429]


def test_who_knows_both_numbers_may_look_as_often_as_they_like(claim: Claim) -> None:
    tries = {tracked(claim.number).status_code for _n in range(25)}

    assert tries == {200}


def test_one_network_gets_twenty_misses_an_hour(claim: Claim) -> None:
    misses = {tracked(f"BH-{n}", f"09123456{n}").status_code for n in range(10, 30)}

    refused = tracked(claim.number)

    assert (misses, refused.status_code) == ({302}, 429)
    assert int(refused.headers["Retry-After"]) > 0
    assert "Bạn thao tác quá nhanh." in text_of(refused)
