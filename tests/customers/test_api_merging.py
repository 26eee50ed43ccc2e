"""Merging customers and keeping consents over the API."""

from typing import Any

import pytest
from django.test import Client

from customers.actions.merging import merge_customers
from customers.models import Consent, Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.catalog import PurchaseFactory, UnitFactory
from tests.factories.tickets import TicketFactory

LIST = "/api/v1/customers/"
JSON = "application/json"
NO = {"purpose": "marketing", "channel": "sms", "is_given": False}


@pytest.fixture
def program(lead_user: User) -> Client:
    ApiTokenFactory(user=lead_user, key="k")
    return Client(headers={"Authorization": "Token k"})


@pytest.fixture
def merged(customer: Customer, other_customer: Customer, lead: Actor) -> Customer:
    merge_customers(other_customer, customer, actor=lead, at=NOON)
    return other_customer


def at(customer: Customer, rest: str = "") -> str:
    return f"{LIST}{customer.pk}/{rest}"


def code(answer: Any) -> tuple[str, str | None]:
    (error,) = answer.json()["errors"]
    return error["code"], error["attr"]


def test_a_merge_answers_with_the_record_that_goes_on(
    program: Client, customer: Customer, other_customer: Customer
) -> None:
    answer = program.post(at(other_customer, "merge/"), {"into": customer.pk}, JSON)

    assert (answer.status_code, answer.json()["id"]) == (200, customer.pk)
    assert program.get(at(other_customer)).json()["merged_into"] == customer.pk


def test_an_undo_answers_with_the_record_that_stands_alone(
    program: Client, merged: Customer
) -> None:
    answer = program.post(at(merged, "unmerge/"), {}, JSON)

    assert (answer.json()["id"], answer.json()["merged_into"]) == (merged.pk, None)


def test_a_record_is_not_merged_into_itself(
    program: Client, customer: Customer
) -> None:
    answer = program.post(at(customer, "merge/"), {"into": customer.pk}, JSON)

    assert answer.status_code == 422
    assert code(answer) == ("merge_into_itself", "into")


def test_a_merged_record_is_not_merged_again(
    program: Client, customer: Customer, merged: Customer
) -> None:
    answer = program.post(at(merged, "merge/"), {"into": customer.pk}, JSON)

    assert answer.status_code == 409
    assert code(answer)[0] == "customer_merged"


@pytest.mark.parametrize("into", [999_999_999, 0, 2**63, "x", None])
def test_nobody_to_merge_into_is_a_bad_request(
    program: Client, customer: Customer, into: Any
) -> None:
    answer = program.post(at(customer, "merge/"), {"into": into}, JSON)

    assert answer.status_code == 400


def test_what_is_not_merged_is_not_taken_apart(
    program: Client, customer: Customer
) -> None:
    answer = program.post(at(customer, "unmerge/"), {}, JSON)

    assert (answer.status_code, code(answer)[0]) == (409, "not_merged")


def test_a_merged_record_is_not_corrected(program: Client, merged: Customer) -> None:
    answer = program.patch(at(merged), {"name": "Khác"}, JSON)

    assert (answer.status_code, code(answer)[0]) == (409, "customer_merged")


def test_a_search_for_the_merged_finds_the_living(
    program: Client, customer: Customer, merged: Customer
) -> None:
    found = program.get(LIST, {"phone": "0912345678"}).json()["results"]

    assert [one["id"] for one in found] == [customer.pk]


def test_lists_by_customer_hold_what_the_merged_have(
    program: Client, customer: Customer, merged: Customer
) -> None:
    TicketFactory(customer=merged)
    PurchaseFactory(customer=merged)
    UnitFactory(owner=merged)

    counts = [
        len(program.get(f"/api/v1/{name}/", {key: customer.pk}).json()["results"])
        for name, key in [
            ("tickets", "customer"),
            ("purchases", "customer"),
            ("units", "owner"),
        ]
    ]

    assert counts == [1, 1, 1]


def test_a_ticket_for_the_merged_is_the_livings(
    program: Client, customer: Customer, merged: Customer
) -> None:
    words = {
        "subject": "Máy kêu",
        "body": "To lắm",
        "kind": "technical",
        "channel": "phone",
        "customer": merged.pk,
    }

    answer = program.post("/api/v1/tickets/", words, JSON)

    assert answer.json()["customer"]["id"] == customer.pk


def test_a_no_is_kept_and_listed(program: Client, customer: Customer) -> None:
    answer = program.post(at(customer, "consents/"), NO, JSON)

    assert answer.status_code == 201
    assert answer.json()["source"] == "api"
    listed = program.get(at(customer, "consents/")).json()
    assert listed["results"] == [answer.json()]


def test_the_ledger_comes_in_pages_newest_first(
    program: Client, customer: Customer
) -> None:
    program.post(at(customer, "consents/"), NO, JSON)
    program.post(at(customer, "consents/"), {**NO, "is_given": True}, JSON)

    page = program.get(at(customer, "consents/"), {"limit": 1}).json()

    assert [word["is_given"] for word in page["results"]] == [True]
    assert page["next"]


def test_a_yes_said_to_somebody_needs_evidence(
    program: Client, customer: Customer
) -> None:
    yes = {**NO, "is_given": True, "source": "phone"}

    answer = program.post(at(customer, "consents/"), yes, JSON)

    assert answer.status_code == 422
    assert code(answer) == ("consent_unproven", "evidence")


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "portal"},
        {"purpose": "spam"},
        {"channel": "fax"},
        {"is_given": "maybe"},
        {"at": "2026-01-01T00:00:00Z"},
        {"evidence": "x" * 201},
    ],
)
def test_a_word_of_another_shape_is_refused(
    program: Client, customer: Customer, wrong: dict[str, str]
) -> None:
    answer = program.post(at(customer, "consents/"), NO | wrong, JSON)

    assert answer.status_code == 400
    assert not Consent.objects.exists()


def test_the_timeline_is_the_persons(
    program: Client, customer: Customer, merged: Customer
) -> None:
    program.post(at(merged, "consents/"), NO, JSON)

    events = program.get(at(customer, "timeline/")).json()["results"]

    assert [event["verb"] for event in events] == [
        "customer.consent_withdrawn",
        "customer.merged",
    ]
