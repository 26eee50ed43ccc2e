"""Labels for devices: the code on them opens the public half of the unit's page."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import DELIVERED_AT, covered_unit
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.codes import is_code_of, use_code
from warranty.enums import ActivationChannel
from warranty.keys import qr_path, unit_key
from warranty.labels import A_SHEET, label_of, sheets

pytestmark = pytest.mark.django_db
SERIAL = "NM95-2409-004172"


def labels_on(client: Client, address: str) -> int:
    return len(re.findall("<article", client.get(address).content.decode()))


def test_the_code_leads_through_the_door_of_the_unit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("warranty.labels.qr_of", drawn.append)

    label_of(UnitFactory(serial=SERIAL))

    assert drawn == [f"{settings.BASE_URL}{qr_path(SERIAL)}"]


def test_the_key_is_not_written_beside_the_code(agent_client: Client) -> None:
    UnitFactory(serial=SERIAL)

    page = agent_client.get(f"/desk/units/{SERIAL}/label/").content.decode()

    assert SERIAL in page
    assert unit_key(SERIAL) not in page


@pytest.mark.parametrize(
    ("asked", "printed"), [("", 1), ("8", 8), ("0", 1), ("99", A_SHEET), ("x", 1)]
)
def test_copies_fill_one_sheet_at_most(
    agent_client: Client, asked: str, printed: int
) -> None:
    UnitFactory(serial=SERIAL)

    address = f"/desk/units/{SERIAL}/label/?copies={asked}"

    assert labels_on(agent_client, address) == printed


def test_a_number_finds_its_label_in_any_way_of_writing_it(
    agent_client: Client,
) -> None:
    UnitFactory(serial=SERIAL)

    assert labels_on(agent_client, f"/desk/units/{SERIAL.lower()}/label/") == 1


def test_many_labels_are_those_whose_number_has_the_words(agent_client: Client) -> None:
    UnitFactory.create_batch(3)
    UnitFactory(serial="OTHER-1")

    assert labels_on(agent_client, "/desk/units/labels/?q=nm95") == 3


def test_nothing_is_printed_before_somebody_says_what(agent_client: Client) -> None:
    UnitFactory()

    assert labels_on(agent_client, "/desk/units/labels/") == 0


def test_labels_lie_on_sheets_of_twenty_four() -> None:
    label = label_of(UnitFactory())

    assert [len(sheet) for sheet in sheets([label] * 50)] == [24, 24, 2]


def test_who_may_not_activate_prints_no_label() -> None:
    UnitFactory(serial=SERIAL)
    client = signed_in(StaffFactory(role=Role.FINANCE))

    assert client.get(f"/desk/units/{SERIAL}/label/").status_code == 403


CODES = "/desk/units/labels/codes/"


def codes_on(page: str) -> list[str]:
    return re.findall('class="secret">([^<]+)<', page)


def test_a_code_that_was_printed_switches_its_unit_on(manager_client: Client) -> None:
    unit = UnitFactory(serial=SERIAL)

    (code,) = codes_on(manager_client.post(CODES, {"q": "nm95"}).text)

    assert is_code_of(unit, code)
    assert Event.objects.filter(verb="activation.code_issued").count() == 1


def test_codes_are_shown_once_and_stay_good(manager_client: Client) -> None:
    unit = UnitFactory(serial=SERIAL)
    (code,) = codes_on(manager_client.post(CODES, {"q": "nm95"}).text)

    again = manager_client.post(CODES, {"q": "nm95"}).text

    assert codes_on(again) == []
    assert "1 máy đã kích hoạt hoặc đã có mã chưa dùng" in again
    assert use_code(unit, code, at=NOON)


def test_lost_codes_are_worth_nothing_once_replaced(manager_client: Client) -> None:
    unit = UnitFactory(serial=SERIAL)
    (lost,) = codes_on(manager_client.post(CODES, {"q": "nm95"}).text)

    page = manager_client.post(CODES, {"q": "nm95", "replace": "1"}).text

    assert not use_code(unit, lost, at=NOON)
    assert use_code(unit, codes_on(page)[0], at=NOON)


def test_what_is_switched_on_gets_no_code(manager_client: Client) -> None:
    unit = covered_unit(serial=SERIAL)
    facts = ActivationFacts(ActivationChannel.AGENT, DELIVERED_AT.date())
    activate(unit, facts, actor=SYSTEM, at=NOON)

    page = manager_client.post(CODES, {"q": "nm95", "replace": "1"}).text

    assert codes_on(page) == []


def test_no_words_are_a_code_for_nothing(manager_client: Client) -> None:
    UnitFactory(serial=SERIAL)

    page = manager_client.post(CODES, {"q": " "}).text

    assert "Không có máy nào để cấp mã" in page


@pytest.mark.parametrize("n", [1, 50])
def test_codes_keep_to_their_budget(
    manager_client: Client, n: int, django_assert_num_queries: Any
) -> None:
    manager_client.post(CODES, {"q": "warm"})
    UnitFactory.create_batch(n)

    with django_assert_num_queries(BUDGETS["desk:label_codes"]):
        manager_client.post(CODES, {"q": "nm95"})


@pytest.mark.parametrize("n", [1, 50])
def test_a_sheet_keeps_to_its_budget(agent_client: Client, n: int) -> None:
    UnitFactory.create_batch(n)

    assert (
        queries_of(agent_client, "/desk/units/labels/?q=nm95")
        == (BUDGETS["desk:labels"])
    )
