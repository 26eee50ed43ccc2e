"""Claims over the API: opened, walked through every verb, refused where the page refuses."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from catalog.models import Unit
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories import claims as made
from tests.factories.accounts import ApiTokenFactory
from tests.factories.remedies import loaner
from tests.factories.warranty import covered_unit, published
from tickets.models import Ticket
from warranty.actions.claims.quoting import send_quote
from warranty.api.claim_remedies import ClaimRemedyViewSet
from warranty.api.claim_urls import SPELT
from warranty.api.claim_work import ClaimWorkViewSet
from warranty.models import Claim

CLAIMS = "/api/v1/warranty/claims/"
SERIAL = "NM95-2409-004172"
PROMISED = (NOON + timedelta(days=7)).isoformat()


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def program(user: User, key: str) -> Client:
    ApiTokenFactory.create(user=user, key=key)
    return Client(headers={"Authorization": f"Token {key}"})


@pytest.fixture
def api(manager_user: User) -> Client:
    return program(manager_user, "k")


@pytest.fixture
def unit() -> Unit:
    made.fault("khong-vat", family="vat", name="Không vắt")
    published("nha", {"length": 24, "labour_percent": 50})
    return covered_unit(SERIAL)


def opened(api: Client, **changes: Any) -> Any:
    body = {"unit": SERIAL, "symptom": "khong-vat", "description": "Kêu rồi dừng"}
    return api.post(CLAIMS, {**body, **changes}, "application/json")


class Walk:
    """One claim, and the verbs that are asked of it."""

    def __init__(self, api: Client, number: str) -> None:
        self.api, self.address = api, f"{CLAIMS}{number}/"

    def do(self, verb: str, **body: Any) -> Any:
        answer = self.api.post(f"{self.address}{verb}/", body, "application/json")
        assert answer.status_code == 200, answer.json()
        return answer.json()

    def refused(self, verb: str, **body: Any) -> int:
        answer = self.api.post(f"{self.address}{verb}/", body, "application/json")
        return int(answer.status_code)


def test_a_claim_without_a_ticket_gets_one(api: Client, unit: Unit) -> None:
    answer = opened(api)

    claim = Claim.objects.get()
    assert answer.status_code == 201
    assert answer.json()["number"] == claim.number
    assert (answer.json()["status"], answer.json()["verdict"]) == ("submitted", "in")
    assert (claim.ticket.customer, claim.ticket.channel) == (unit.owner, "api")


def test_a_claim_in_a_ticket_that_is_there(api: Client, unit: Unit) -> None:
    ticket = made.ticket_about(unit)

    answer = opened(api, ticket=ticket.number)

    assert answer.json()["ticket"] == ticket.number
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("unit", "NO-SUCH"), ("symptom", "x"), ("ticket", "TK-999999"), ("mode", "x")],
)
def test_what_is_unknown_is_a_bad_request(
    api: Client, unit: Unit, field: str, value: str
) -> None:
    answer = opened(api, **{field: value})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == field
    assert not Claim.objects.exists()


def test_a_second_claim_for_the_fault_is_a_conflict(api: Client, unit: Unit) -> None:
    opened(api)

    assert opened(api).status_code == 409
    assert Ticket.objects.count() == 1


def test_a_unit_of_nobody_has_no_ticket_to_open(api: Client, unit: Unit) -> None:
    Unit.objects.update(owner=None)

    assert opened(api).status_code == 409
    assert not Ticket.objects.exists()


def test_a_repair_is_walked_from_the_receipt_to_the_hand_back(
    api: Client, unit: Unit, admin_user: User
) -> None:
    made.cause()
    made.fix()
    walk = Walk(api, opened(api).json()["number"])
    second = Walk(program(admin_user, "k2"), Claim.objects.get().number)

    walk.do("receive", promised_at=PROMISED)
    walk.do("diagnose", cause="hong-mo-to", note="Cháy cuộn dây")
    walk.do("lines", kind="labour", name="Công thay mô-tơ", price=300_000)
    asked = walk.do("quote")
    walk.do("accept-quote", via="counter", note="Ký tại quầy")
    walk.do("approve")
    walk.do("loaner", answer="refused", note="Khách có máy khác")
    walk.do("repair")
    walk.do("finish", fix="thay-mo-to")
    walk.refused("test", has_passed=True)
    ready = second.do("test", has_passed=True)

    assert (asked["status"], asked["quotes"][0]["customer_total"]) == (
        "awaiting_customer",
        150_000,
    )
    assert (ready["status"], ready["lines"][0]["state"]) == ("ready", "done")
    assert walk.refused("hand-back", identity="CCCD") == 409  # unpaid


def test_a_refused_claim_is_appealed(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api).json()["number"])

    refused = walk.do("reject", exclusion="N1", note="Có vết nước")
    appealed = walk.do("appeal", words="Máy chưa từng gặp nước")

    assert (refused["status"], refused["refusal"]) == ("rejected", "Có vết nước")
    assert appealed["status"] == "appealed"


def test_an_exclusion_of_no_version_is_refused(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api).json()["number"])

    assert walk.refused("reject", exclusion="X9") in {409, 422}
    assert Claim.objects.get().status == "submitted"


def test_nothing_wrong_with_it_goes_back_as_it_came(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api).json()["number"])

    walk.do("receive", promised_at=PROMISED)
    walk.do("diagnose")
    found = walk.do("ready", note="Chạy tốt")
    back = walk.do("hand-back", identity="CCCD")

    assert found["status"] == "ready"
    assert (back["status"], back["outcome"]) == ("closed", "no_fault_found")


def test_a_withdrawn_claim_is_over(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api).json()["number"])

    assert walk.do("withdraw", note="Tự hết")["outcome"] == "withdrawn"
    assert walk.refused("receive", promised_at=PROMISED) == 409


def test_another_day_needs_a_reason(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api).json()["number"])
    walk.do("receive", promised_at=PROMISED)
    later = (NOON + timedelta(days=9)).isoformat()

    assert walk.refused("promise", promised_at=later) == 422
    assert walk.do("promise", promised_at=later, note="Chờ bo")["first_promised_at"]


def test_a_wrong_code_answers_no_quote(api: Client, unit: Unit) -> None:
    claim = made.diagnosed(made.on_bench(made.received(made.submitted(unit))))
    made.labour(claim)
    send_quote(Claim.objects.get(), sender=None, actor=SYSTEM, at=NOON)

    walk = Walk(api, claim.number)

    assert walk.refused("accept-quote", via="code", code="ZZZZZZ") == 422
    assert walk.refused("accept-quote", via="code") == 400
    assert Claim.objects.get().status == "awaiting_customer"


def test_guesses_count_though_each_has_a_key_of_its_own(
    api: Client, unit: Unit
) -> None:
    walk = Walk(api, opened(api).json()["number"])
    walk.do("receive", promised_at=PROMISED)
    walk.do("withdraw")

    answer = api.post(
        f"{walk.address}hand-back/",
        {"code": "ZZZZZZ"},
        "application/json",
        headers={"Idempotency-Key": "first"},
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["attr"] == "code"
    assert Claim.objects.get().code_tries == 1


def test_somebody_goes_to_the_thing(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api, mode="onsite").json()["number"])

    assert walk.refused("visit", visit_at="2020-01-01T00:00:00Z") == 422
    assert walk.do("visit", visit_at=PROMISED)["status"] == "visit_booked"


def test_a_loaner_is_lent_and_taken_back(api: Client, unit: Unit) -> None:
    walk = Walk(api, opened(api).json()["number"])
    walk.do("receive", promised_at=PROMISED)
    loaner("MUON-1")

    assert walk.refused("loaner", answer="lent", loaner="MUON-1") == 400
    assert walk.refused("loaner-back", note="Tốt") == 409
    lent = walk.do("loaner", answer="lent", loaner="MUON-1", note="Mới")
    back = walk.do("loaner-back", note="Tốt")

    assert (lent["loaners_out"], back["loaners_out"]) == (1, 0)


def test_a_technician_does_not_decide(unit: Unit, api: Client) -> None:
    number = opened(api).json()["number"]
    bench = Walk(program(made.technician(sees="all"), "t"), number)

    assert bench.refused("reject", note="Không") == 403
    assert bench.refused("refund", amount=1) == 403


def test_the_list_and_one_claim(api: Client, unit: Unit) -> None:
    number = opened(api).json()["number"]

    assert [one["number"] for one in api.get(CLAIMS).json()["results"]] == [number]
    assert api.get(f"{CLAIMS}{number}/").json()["unit"] == SERIAL
    assert api.get(f"{CLAIMS}BH-999999/").status_code == 404


def test_unknown_fields_are_refused(api: Client, unit: Unit) -> None:
    assert opened(api, colour="red").status_code == 400


ODD: list[Any] = [None, True, -1, 10**30, 1.5, "", "\u0000", "x" * 600, [], {}, [1]]
VERBS = sorted({**ClaimWorkViewSet.permissions, **ClaimRemedyViewSet.permissions})
WORDS = (
    "promised_at service_point symptom cause component note kind name quantity price part "
    "via code exclusion words line fix has_passed identity by amount supplier answer loaner"
)


@pytest.mark.parametrize("verb", VERBS)
def test_whatever_is_sent_the_answer_is_no_fault_of_ours(
    api: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr("foundation.accounts.api.views.hit_all", lambda *_args: None)
    number = opened(api).json()["number"]
    address = f"{CLAIMS}{number}/{SPELT.get(verb, verb.replace('_', '-'))}/"
    bodies = [*ODD, *(dict.fromkeys(WORDS.split(), odd) for odd in ODD)]

    answers = [api.post(address, body, "application/json") for body in bodies]

    assert {one.status_code for one in answers} <= {200, 400, 409, 422}
