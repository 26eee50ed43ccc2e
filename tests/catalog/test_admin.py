"""What an administrator edits bare, and what the forms refuse."""

import pytest
from django.test import Client

from catalog.admin import RecallForm, SerialRuleForm
from tests.factories.catalog import ComponentClassFactory, ProductFactory

pytestmark = pytest.mark.django_db

LISTS = (
    "catalog/componentclass",
    "catalog/serialrule",
    "catalog/recall",
    "warranty/extensionplan",
)


def recall(**others: object) -> RecallForm:
    sent = {
        "code": "th-1",
        "title": "Van rò rỉ",
        "product": ProductFactory().pk,
        "serial_from": "nm95-2501",
        "serial_to": "nm95-2512",
        "severity": "fault",
        "action": "Khóa nước.",
        "starts_on": "2026-11-20",
    }
    return RecallForm({**sent, **others})


@pytest.mark.parametrize("path", LISTS)
def test_an_administrator_keeps_the_lists(admin_client: Client, path: str) -> None:
    assert admin_client.get(f"/admin/{path}/").status_code == 200
    assert admin_client.get(f"/admin/{path}/add/").status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_nobody_else_does(agent_client: Client, path: str) -> None:
    assert agent_client.get(f"/admin/{path}/").status_code in {302, 403}


def test_a_component_keeps_its_code_and_is_never_deleted(admin_client: Client) -> None:
    part = ComponentClassFactory(code="motor")
    address = f"/admin/catalog/componentclass/{part.pk}"

    admin_client.post(f"{address}/change/", {"code": "other", "name": "Động cơ"})

    part.refresh_from_db()
    assert (part.code, part.name) == ("motor", "Động cơ")
    assert admin_client.get(f"{address}/delete/").status_code == 403


def test_a_mask_that_can_be_read_is_kept_in_capitals() -> None:
    form = SerialRuleForm({"brand": " Nami ", "mask": "nm95-{YY}{MM}-{######}"})

    assert form.is_valid()
    assert form.cleaned_data["mask"] == "NM95-{YY}{MM}-{######}"
    assert form.cleaned_data["brand"] == "Nami"


@pytest.mark.parametrize("mask", ["{XY}", "{YY", "{YY}{YY}", "{}"])
def test_a_mask_that_says_nothing_is_refused(mask: str) -> None:
    form = SerialRuleForm({"brand": "Nami", "mask": mask})

    assert "mask" in form.errors


def test_a_recall_writes_its_numbers_as_units_do() -> None:
    form = recall()

    assert form.is_valid()
    assert form.cleaned_data["serial_from"] == "NM95-2501"


def test_a_recall_that_runs_backwards_is_refused() -> None:
    assert "serial_to" in recall(serial_to="NM95-2401").errors
