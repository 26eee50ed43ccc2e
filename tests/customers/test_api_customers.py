"""Customers over the API."""

from typing import Any

import pytest
from django.test import Client

from customers.actions.records import edit_customer
from customers.models import Customer
from customers.profiles import Profile
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.customers import CustomerFactory, EmailFactory

LIST = "/api/v1/customers/"
JSON = "application/json"


def program(user: User, *scopes: str) -> Client:
    token = ApiTokenFactory(
        user=user, key="k", **({"scopes": scopes} if scopes else {})
    )
    assert token.pk
    return Client(headers={"Authorization": "Token k"})


@pytest.fixture
def caller(agent_user: User) -> Client:
    return program(agent_user)


def errors(answer: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in answer.json()["errors"]]


def test_a_customer_is_entered(caller: Client) -> None:
    answer = caller.post(
        LIST,
        {"name": "Nguyễn Thu Hà", "phone": "0903 442 218", "email": "Ha@Thu.example"},
        JSON,
    )

    assert answer.status_code == 201
    body = answer.json()
    assert (body["name"], body["phone"], body["email"]) == (
        "Nguyễn Thu Hà",
        "+84903442218",
        "ha@thu.example",
    )
    assert [point["kind"] for point in body["contact_points"]] == ["email", "phone"]
    assert caller.get(f"{LIST}{body['id']}/").json() == body


def test_the_same_key_enters_once(caller: Client) -> None:
    words = {"name": "Hà", "phone": "0903442218"}
    headers = {"Idempotency-Key": "1"}

    first = caller.post(LIST, words, JSON, headers=headers)
    again = caller.post(LIST, words, JSON, headers=headers)

    assert first.json() == again.json()
    assert Customer.objects.count() == 1


def test_a_number_of_another_is_a_conflict(caller: Client, customer: Customer) -> None:
    answer = caller.post(LIST, {"name": "Hà", "phone": customer.phone}, JSON)

    assert answer.status_code == 409
    assert errors(answer) == [("contact_taken", "phone")]


@pytest.mark.parametrize(
    ("words", "status", "error"),
    [
        ({"name": "Hà"}, 422, ("no_contact", None)),
        ({"phone": "0903442218"}, 400, ("required", "name")),
        ({"name": "···", "phone": "0903442218"}, 422, ("required", "name")),
        ({"name": "Hà", "phone": "123"}, 422, ("invalid_phone", "phone")),
        ({"name": "Hà", "email": "ha@"}, 422, ("invalid_email", "email")),
        ({"name": 5, "phone": "0903442218"}, 400, ("wrong_type", "name")),
        ({"name": "H\u0000", "phone": "09"}, 400, ("control_characters", "name")),
        ({"name": "Hà", "phone": "09", "vip": True}, 400, ("unknown_field", "vip")),
        ({"name": "x" * 161, "phone": "09"}, 400, ("max_length", "name")),
    ],
)
def test_a_refusal_names_its_field_and_stores_nothing(
    words: dict[str, object], status: int, error: tuple[str, str], caller: Client
) -> None:
    answer = caller.post(LIST, words, JSON)

    assert answer.status_code == status
    assert errors(answer) == [error]
    assert not Customer.objects.exists()


def test_a_correction_leaves_the_rest(caller: Client, customer: Customer) -> None:
    answer = caller.patch(f"{LIST}{customer.pk}/", {"city": "Huế"}, JSON)

    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["city"]) == ("Nguyễn Thu Hà", "Huế")
    assert answer.json()["salutation"] == "chi"


def test_numbers_are_not_corrected_in_passing(
    caller: Client, customer: Customer
) -> None:
    answer = caller.patch(f"{LIST}{customer.pk}/", {"phone": "0911222333"}, JSON)

    assert errors(answer) == [("unknown_field", "phone")]


@pytest.mark.parametrize(
    "query",
    [
        "phone=0903442218",
        "phone=%2B84903442218",
        "phone=218",
        "email=HA@thu.example",
        "q=thu+ha",
        "q=ha@",
    ],
)
def test_a_list_is_narrowed(
    query: str, caller: Client, customer: Customer, other_customer: Customer
) -> None:
    EmailFactory(customer=customer, value="ha@thu.example")

    found = caller.get(f"{LIST}?{query}").json()["results"]

    assert [row["id"] for row in found] == [customer.pk]


@pytest.mark.parametrize("query", ["phone=1", "phone=x", "email=", "q=%25%5F"])
def test_an_odd_filter_is_no_error(
    query: str, caller: Client, customer: Customer
) -> None:
    assert caller.get(f"{LIST}?{query}").status_code == 200


def test_a_list_goes_page_by_page(caller: Client) -> None:
    customers = CustomerFactory.create_batch(3)

    first = caller.get(f"{LIST}?limit=2").json()
    second = caller.get(first["next"]).json()

    assert [row["id"] for row in first["results"]] == [
        customers[2].pk,
        customers[1].pk,
    ]
    assert [row["id"] for row in second["results"]] == [customers[0].pk]
    assert second["next"] is None


def test_the_timeline_names_fields_never_words(
    caller: Client, customer: Customer, agent: Actor
) -> None:
    edit_customer(customer, Profile("Nguyễn Thu Hạ"), actor=agent, at=NOON)

    answer = caller.get(f"{LIST}{customer.pk}/timeline/").json()

    event = answer["results"][0]
    assert event["verb"] == "customer.edited"
    assert event["actor"] == {"kind": event["actor_kind"], "id": event["actor_id"]}
    assert event["actor"]["kind"] == "user"
    assert event["data"] == {"fields": ["name", "salutation"]}
    assert event["subject"] == {"type": "customers.customer", "id": str(customer.pk)}
    assert set(answer) == {"next", "previous", "results"}


def test_an_absent_customer_is_404(caller: Client) -> None:
    answer = caller.get(f"{LIST}999999/")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "not_found"


def test_reading_takes_a_token_and_its_scope(
    agent_user: User, client: Client, customer: Customer
) -> None:
    assert client.get(LIST).status_code == 401
    assert program(agent_user, "tickets").get(LIST).status_code == 403


def test_a_lead_puts_a_customer_into_a_tier(
    lead_user: User, customer: Customer
) -> None:
    words = {"tier": "gold", "until": "2099-12-31"}

    answer = program(lead_user).post(f"{LIST}{customer.pk}/benefits/", words, JSON)

    customer.refresh_from_db()
    assert answer.status_code == 200
    assert (answer.json()["tier"], answer.json()["benefits_until"]) == (
        "gold",
        "2099-12-31",
    )
    assert customer.queue_weight == 20


def test_a_lead_takes_the_tier_away(lead_user: User, customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(tier="gold", queue_weight=20)

    answer = program(lead_user).post(
        f"{LIST}{customer.pk}/benefits/", {"tier": ""}, JSON
    )

    customer.refresh_from_db()
    assert answer.json()["tier"] == ""
    assert customer.queue_weight == 0


@pytest.mark.parametrize(
    ("words", "status", "error"),
    [
        ({}, 400, ("required", "tier")),
        ({"tier": "king"}, 400, ("invalid_choice", "tier")),
        ({"tier": "gold", "until": "2020-01-01"}, 422, ("benefits_over", "until")),
        ({"tier": "gold", "until": "mai"}, 400, ("invalid", "until")),
        ({"tier": "gold", "weight": 99}, 400, ("unknown_field", "weight")),
    ],
)
def test_a_refused_tier_changes_nothing(
    words: dict[str, object],
    status: int,
    error: tuple[str, str],
    lead_user: User,
    customer: Customer,
) -> None:
    answer = program(lead_user).post(f"{LIST}{customer.pk}/benefits/", words, JSON)

    customer.refresh_from_db()
    assert answer.status_code == status
    assert errors(answer) == [error]
    assert customer.tier == ""


def test_an_agent_reads_a_tier_but_grants_none(
    caller: Client, customer: Customer
) -> None:
    Customer.objects.filter(pk=customer.pk).update(tier="silver", queue_weight=10)

    refused = caller.post(f"{LIST}{customer.pk}/benefits/", {"tier": "gold"}, JSON)

    assert refused.status_code == 403
    assert caller.get(f"{LIST}{customer.pk}/").json()["tier"] == "silver"


def test_a_tier_whose_last_day_is_over_is_not_told(
    caller: Client, customer: Customer
) -> None:
    over = {"tier": "gold", "queue_weight": 20, "benefits_until": "2020-01-01"}
    Customer.objects.filter(pk=customer.pk).update(**over)

    assert caller.get(f"{LIST}{customer.pk}/").json()["tier"] == ""
