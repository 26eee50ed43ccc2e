"""What every resource of the API shares, tried on a small one."""

from typing import Any

import pytest
from django.test import Client

from foundation.accounts.models import Team
from tests.factories.accounts import ApiTokenFactory
from tests.factories.tickets import TicketFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.sample_api")]
URL = "/api/v1/samples/"


@pytest.fixture
def api(lead_user: Any) -> Client:
    ApiTokenFactory(user=lead_user, key="lead-key")
    return Client(headers={"Authorization": "Token lead-key"})


def post(api: Client, body: Any, **headers: str) -> Any:
    return api.post(URL, body, content_type="application/json", headers=headers)


def codes(response: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in response.json()["errors"]]


def test_a_good_body_is_answered_with_clean_values(api: Client) -> None:
    response = post(
        api,
        {
            "subject": "  Máy \u202egiặt\u200b  kêu ",
            "body": "Dòng một\r\nDòng hai",
            "is_urgent": True,
            "due_at": "2026-11-20T15:00:00+07:00",
            "tags": ["a\u200bb"],
            "lines": [{"sku": "AC-1", "quantity": 2}],
        },
    )

    assert response.status_code == 201
    assert response.json()["subject"] == "Máy giặt kêu"
    assert response.json()["body"] == "Dòng một\nDòng hai"
    assert response.json()["tags"] == ["ab"]


@pytest.mark.parametrize(
    ("change", "code", "attr"),
    [
        ({"owner": 1}, "unknown_field", "owner"),
        ({"id": 7}, "unknown_field", "id"),
        ({"subject": 5}, "wrong_type", "subject"),
        ({"subject": {"$ne": 1}}, "wrong_type", "subject"),
        ({"subject": ["a"]}, "wrong_type", "subject"),
        ({"subject": None}, "null", "subject"),
        ({"subject": " \u200b "}, "blank", "subject"),
        ({"subject": "a\u0000b"}, "control_characters", "subject"),
        ({"subject": "a\u001bb"}, "control_characters", "subject"),
        ({"body": "a\u0007b"}, "control_characters", "body"),
        ({"is_urgent": "yes"}, "wrong_type", "is_urgent"),
        ({"is_urgent": 1}, "wrong_type", "is_urgent"),
        ({"due_at": 1700000000}, "wrong_type", "due_at"),
        ({"tags": "a"}, "wrong_type", "tags"),
        ({"tags": [1]}, "wrong_type", "tags"),
        ({"lines": [{"sku": "A", "quantity": "2"}]}, "wrong_type", "lines.0.quantity"),
        ({"lines": [{"sku": "A", "quantity": True}]}, "wrong_type", "lines.0.quantity"),
        (
            {"lines": [{"sku": "A", "quantity": 1, "x": 1}]},
            "unknown_field",
            "lines.0.x",
        ),
    ],
)
def test_a_bad_field_is_refused_by_name_and_stores_nothing(
    api: Client, change: dict[str, Any], code: str, attr: str
) -> None:
    response = post(api, {"subject": "Máy giặt", **change})

    assert response.status_code == 400
    assert response.json()["type"] == "validation_error"
    assert codes(response) == [(code, attr)]
    assert not Team.objects.exclude(code="gia-dung").exists()


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "",
        "[" * 100_000,
        '{"subject": NaN}',
        '{"subject": "\\ud800"}',
        b'{"subject": "\xff"}',
        '"text"',
        "[1]",
        "9" * 5000,
    ],
)
def test_what_is_no_json_object_is_refused(api: Client, body: Any) -> None:
    response = post(api, body)

    assert response.status_code == 400
    assert set(response.json()) == {"type", "errors"}


def test_ten_megabytes_are_refused_before_they_are_read(api: Client) -> None:
    response = post(api, '{"subject": "' + "x" * 10_000_000 + '"}')

    assert response.status_code == 413
    assert codes(response) == [("too_large", None)]


def test_a_form_is_the_wrong_media_type(api: Client) -> None:
    response = api.post(URL, {"subject": "x"})

    assert response.status_code == 415
    assert codes(response) == [("unsupported_media_type", None)]


@pytest.mark.parametrize(
    ("subject", "status", "code", "attr"),
    [
        ("conflict", 409, "conflict", None),
        ("twice", 409, "conflict", None),
        ("rule", 422, "refused", "subject"),
    ],
)
def test_a_refusal_of_a_rule_or_constraint_names_itself(
    api: Client, subject: str, status: int, code: str, attr: str | None
) -> None:
    response = post(api, {"subject": subject}, **{"Idempotency-Key": "one"})

    assert response.status_code == status
    assert codes(response) == [(code, attr)]
    assert not Team.objects.filter(name="Một").exists()


def test_a_foreign_ticket_looks_exactly_like_none(
    agent_user: Any, other_team: Any
) -> None:
    foreign = TicketFactory(team=other_team)
    ApiTokenFactory(user=agent_user, key="agent-key")
    api = Client(headers={"Authorization": "Token agent-key"})

    hidden = api.get(f"{URL}{foreign.number}/")
    absent = api.get(f"{URL}TK-0/")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert codes(hidden) == [("not_found", None)]


def test_an_address_that_does_not_exist_answers_in_the_same_shape(api: Client) -> None:
    assert codes(api.get("/api/v1/nothing/")) == [("not_found", None)]


def test_a_method_that_does_not_exist_is_405(api: Client) -> None:
    assert api.delete(URL).status_code == 405


def test_without_a_token_the_answer_is_401_and_says_how(client: Client) -> None:
    response = client.get(URL)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Token"
    assert codes(response) == [("not_authenticated", None)]


def test_an_action_that_declares_nothing_is_denied(api: Client) -> None:
    assert api.get(f"{URL}undeclared/").status_code == 403


def test_a_capability_that_is_missing_is_403(api: Client) -> None:
    assert api.post(f"{URL}refuse/").status_code == 403


def test_a_public_action_asks_for_no_token(client: Client) -> None:
    assert client.get(f"{URL}weather/").json() == {"sun": True}


def test_pages_follow_each_other_and_lead_back(api: Client) -> None:
    numbers = [ticket.number for ticket in TicketFactory.create_batch(5)][::-1]

    first = api.get(f"{URL}?limit=2").json()
    second = api.get(first["next"]).json()
    third = api.get(second["next"]).json()
    back = api.get(third["previous"]).json()

    assert [row["number"] for row in first["results"]] == numbers[:2]
    assert [row["number"] for row in second["results"]] == numbers[2:4]
    assert [row["number"] for row in third["results"]] == numbers[4:]
    assert back["results"] == second["results"]
    assert first["previous"] is None
    assert third["next"] is None
    assert api.get(back["previous"]).json()["results"] == first["results"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=-1",
        "limit=",
        "cursor=",
        "cursor=%F0%9F%98%80",
        "cursor=bm9wZQ",
        "cursor=WyJuIiwgIngiXQ",
        "cursor=WyJuIiwgMSwgMl0",
        "cursor=" + "W" * 600,
    ],
)
def test_a_bad_limit_or_cursor_is_refused(api: Client, query: str) -> None:
    assert api.get(f"{URL}?{query}").status_code == 400


def test_the_same_key_and_body_is_done_once_and_answered_twice(api: Client) -> None:
    first = post(api, {"subject": "Một"}, **{"Idempotency-Key": "k"})
    again = post(api, {"subject": "Một"}, **{"Idempotency-Key": "k"})

    assert again.status_code == first.status_code == 201
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Team.objects.filter(name="Một").count() == 1


def test_the_same_key_with_another_body_is_refused(api: Client) -> None:
    post(api, {"subject": "Một"}, **{"Idempotency-Key": "k"})
    other = post(api, {"subject": "Hai"}, **{"Idempotency-Key": "k"})

    assert other.status_code == 409
    assert codes(other) == [("idempotency_key_reused", None)]


def test_a_key_belongs_to_one_caller(api: Client) -> None:
    ApiTokenFactory(key="other-key")
    other = Client(headers={"Authorization": "Token other-key"})

    post(api, {"subject": "Một"}, **{"Idempotency-Key": "k"})
    response = post(other, {"subject": "Hai"}, **{"Idempotency-Key": "k"})

    assert response.status_code == 409
    assert codes(response) == [("conflict", None)]  # of the sample's own unique column


@pytest.mark.parametrize("key", ["", "x" * 201, "khóa"])
def test_a_key_that_is_none_is_refused(api: Client, key: str) -> None:
    response = post(api, {"subject": "Một"}, **{"Idempotency-Key": key})

    assert response.status_code == 400
    assert not Team.objects.filter(name="Một").exists()
