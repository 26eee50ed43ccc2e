"""Covers over the API: what anybody is told, what staff are, and switching one on."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Unit
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.warranty import component, covered_unit, published, sold_unit
from warranty.actions.reviews import open_review
from warranty.enums import ReviewKind
from warranty.models import Activation

pytestmark = pytest.mark.django_db
SERIAL = "NM95-2409-004172"
LOOKUP, UNIT = "/api/v1/warranty/lookup/", f"/api/v1/units/{SERIAL}/"
ACTIVATE = f"{UNIT}activate/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def caller(manager_user: User) -> Client:
    ApiTokenFactory.create(user=manager_user, key="k")
    return Client(headers={"Authorization": "Token k"})


@pytest.fixture
def unit(db: None) -> Unit:
    published("nha", {"length": 24}, {"length": 120, "component": component("dong-co")})
    return covered_unit(SERIAL)


def asked(client: Client, serial: str = SERIAL) -> Any:
    return client.get(LOOKUP, {"serial": serial})


def switched_on(client: Client, **words: Any) -> Any:
    words = {"evidence": "Thấy hóa đơn", "phone": "0903 442 218", **words}
    return client.post(ACTIVATE, words, content_type="application/json")


def test_anybody_is_told_what_is_covered_until_when(client: Client, unit: Unit) -> None:
    told = asked(client, "nm95 2409 004172").json()

    assert (told["serial"], told["state"]) == (SERIAL, "live")
    assert (told["starts_on"], told["ends_on"]) == ("2026-09-12", "2028-09-12")
    assert [line["component"] for line in told["lines"]] == [None, "dong-co"]
    assert told["policy"]["version"] == 1
    assert told["policy"]["url"].endswith("/policies/nha/1/")


def test_what_anybody_is_told_holds_these_words_and_no_others(
    client: Client, unit: Unit
) -> None:
    assert set(asked(client).json()) == {
        "serial", "product", "state", "is_covered", "headline", "detail",
        "starts_on", "ends_on", "added_days", "activated_on", "responsible",
        "policy", "lines", "recalls",
    }  # fmt: skip


def test_a_number_that_does_not_exist_is_not_found(client: Client) -> None:
    response = asked(client, "NM95-9999-999999")

    assert response.status_code == 404
    assert response.json()["errors"][0]["code"] == "not_found"


@pytest.mark.parametrize("serial", ["", "a" * 201])
def test_a_number_must_be_asked_for(client: Client, serial: str) -> None:
    assert asked(client, serial).status_code == 400


def test_a_program_without_a_token_is_cut_off(client: Client, unit: Unit) -> None:
    codes = [asked(client).status_code for _ in range(31)]

    assert codes == [200] * 30 + [429]


def test_a_refused_program_is_told_when_to_come_back(
    client: Client, unit: Unit
) -> None:
    assert [asked(client).status_code for _ in range(30)] == [200] * 30

    response = asked(client)

    assert response.headers["Retry-After"] == "600"
    assert response.json()["errors"][0]["code"] == "throttled"


def test_a_unit_comes_with_its_cover(caller: Client, unit: Unit) -> None:
    told = caller.get(UNIT).json()["coverage"]

    assert (told["state"], told["status"]) == ("live", "live")
    assert (told["basis"], told["ends_on"]) == ("delivery", "2028-09-12")
    assert told["is_disputed"] is False


def test_a_unit_that_is_doubted_says_so(caller: Client, unit: Unit) -> None:
    open_review(unit, ReviewKind.SECOND_ACTIVATION, data={}, actor=SYSTEM, at=NOON)

    assert caller.get(UNIT).json()["coverage"]["is_disputed"] is True


def test_a_unit_without_a_policy_has_no_cover(caller: Client) -> None:
    sold_unit(SERIAL)

    assert caller.get(UNIT).json()["coverage"] is None


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_of_units_costs_three_queries_more(
    caller: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published()
    units = [covered_unit(f"NM95-{n:03d}") for n in range(count)]
    caller.get("/api/v1/units/")

    with django_assert_num_queries(6):
        told = caller.get("/api/v1/units/").json()["results"]

    assert [row["coverage"]["state"] for row in told] == ["live"] * len(units)


def test_a_cover_is_switched_on(caller: Client, unit: Unit) -> None:
    response = switched_on(caller, on="2026-11-18", dealer="DL-07")

    assert response.status_code == 201
    assert response.json()["coverage"]["activated_on"] == "2026-11-18"
    done = Activation.objects.get()
    assert (done.on, done.dealer, done.phone) == (
        date(2026, 11, 18),
        "DL-07",
        "+84903442218",
    )


def test_the_same_telephone_again_gets_the_first_one_back(
    caller: Client, unit: Unit
) -> None:
    switched_on(caller)

    assert switched_on(caller).status_code == 201
    assert Activation.objects.count() == 1


def test_somebody_elses_second_try_is_refused(caller: Client, unit: Unit) -> None:
    switched_on(caller)

    response = switched_on(caller, phone="0912 345 678")

    assert response.status_code == 409
    assert response.json()["errors"][0]["code"] == "already_activated"


@pytest.mark.parametrize(
    ("broken", "attr"),
    [
        ({"phone": "12"}, "phone"),
        ({"evidence": " "}, "evidence"),
        ({"channel": "web"}, "channel"),
        ({"on": "tomorrow"}, "on"),
        ({"owner": 1}, "owner"),
    ],
)
def test_nonsense_is_refused_by_its_name(
    caller: Client, unit: Unit, broken: dict[str, Any], attr: str
) -> None:
    response = switched_on(caller, **broken)

    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == attr


def test_a_day_to_come_is_refused(caller: Client, unit: Unit) -> None:
    assert switched_on(caller, on="2026-11-21").status_code == 422


def test_a_unit_that_does_not_exist_is_not_found(caller: Client) -> None:
    assert switched_on(caller).status_code == 404
