"""What an administrator keeps of claims."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.test import Client, RequestFactory

from catalog.enums import Whereabouts
from tests.factories.claims import fault
from tests.factories.parts import SupplierFactory
from tests.factories.remedies import budget, loaner, on_shelf
from tests.factories.warranty import sold_unit
from warranty.models import ClaimTerms, FaultCode, GoodwillBudget, Loaner

pytestmark = pytest.mark.django_db

LISTS = (
    "faultcode",
    "loaner",
    "goodwillbudget",
    "claimterms",
    "supplierterm",
    "suppliercover",
)


@pytest.mark.parametrize("name", LISTS)
def test_an_administrator_keeps_the_lists(admin_client: Client, name: str) -> None:
    assert admin_client.get(f"/admin/warranty/{name}/").status_code == 200
    assert admin_client.get(f"/admin/warranty/{name}/add/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_nobody_else_does(manager_client: Client, name: str) -> None:
    assert manager_client.get(f"/admin/warranty/{name}/").status_code in {302, 403}


def test_a_unit_of_the_shop_is_kept_for_lending(admin_client: Client) -> None:
    on_shelf("NM-MOI")

    admin_client.post("/admin/warranty/loaner/add/", {"serial": "nm-moi"})

    assert Loaner.objects.get().unit.whereabouts == Whereabouts.LOANER
    assert admin_client.get("/admin/warranty/loaner/").status_code == 200


def test_what_was_sold_is_not_lent(admin_client: Client) -> None:
    unit = sold_unit()

    answer = admin_client.post("/admin/warranty/loaner/add/", {"serial": unit.serial})

    assert answer.status_code == 200
    assert not Loaner.objects.exists()


def test_a_loaner_is_switched_off_and_never_deleted(admin_client: Client) -> None:
    kept = loaner()
    address = f"/admin/warranty/loaner/{kept.pk}"

    admin_client.post(f"{address}/change/", {"service_point": ""})

    kept.refresh_from_db()
    assert kept.is_active is False
    assert admin_client.get(f"{address}/delete/").status_code == 403


def test_a_budget_is_for_the_month_and_not_below_what_is_given(
    admin_client: Client,
) -> None:
    add = {"month": "2026-11-15", "amount": "500000"}
    admin_client.post("/admin/warranty/goodwillbudget/add/", add)
    row = GoodwillBudget.objects.get()
    GoodwillBudget.objects.update(spent=400_000)

    admin_client.post(
        f"/admin/warranty/goodwillbudget/{row.pk}/change/", {"amount": "300000"}
    )

    row.refresh_from_db()
    assert (row.month, row.amount) == (date(2026, 11, 1), 500_000)


def test_what_is_given_while_somebody_types_a_budget_stands() -> None:
    typed = GoodwillBudget.objects.create(month=date(2026, 11, 1), amount=100)
    GoodwillBudget.objects.update(spent=60)
    typed.amount = 200

    page = site._registry[GoodwillBudget]
    page.save_model(RequestFactory().post("/"), typed, None, change=True)

    kept = GoodwillBudget.objects.get()
    assert (kept.amount, kept.spent) == (200, 60)


def test_a_month_has_one_budget(admin_client: Client) -> None:
    budget(1, date(2026, 11, 1))

    answer = admin_client.post(
        "/admin/warranty/goodwillbudget/add/", {"month": "2026-11-20", "amount": "2"}
    )

    assert answer.status_code == 200
    assert GoodwillBudget.objects.count() == 1


def test_the_house_has_one_row_of_limits(admin_client: Client) -> None:
    sent = {
        "technician_limit": "2000000",
        "lead_limit": "6000000",
        "quote_days": "5",
        "decision_days": "2",
        "part_warn_days": "3",
        "part_alarm_days": "7",
    }
    admin_client.post("/admin/warranty/claimterms/add/", sent)

    assert ClaimTerms.objects.get(pk=1).decision_days == 2
    assert admin_client.get("/admin/warranty/claimterms/add/").status_code == 403


def test_limits_in_the_wrong_order_are_refused(admin_client: Client) -> None:
    sent = {
        "technician_limit": "9000000",
        "lead_limit": "6000000",
        "quote_days": "5",
        "decision_days": "2",
        "part_warn_days": "3",
        "part_alarm_days": "7",
    }

    answer = admin_client.post("/admin/warranty/claimterms/add/", sent)

    assert answer.status_code == 200
    assert not ClaimTerms.objects.exists()


def test_a_code_is_named_once_and_a_symptom_has_a_family(admin_client: Client) -> None:
    code = fault()
    admin_client.post(
        f"/admin/warranty/faultcode/{code.pk}/change/",
        {"code": "khac", "name": "Không lên nguồn", "family": "nguon"},
    )
    answer = admin_client.post(
        "/admin/warranty/faultcode/add/",
        {"kind": "symptom", "code": "keu", "name": "Kêu", "family": ""},
    )

    code.refresh_from_db()
    assert (code.code, code.name) == ("khong-chay", "Không lên nguồn")
    assert answer.status_code == 200
    assert FaultCode.objects.count() == 1


def test_terms_and_covers_of_suppliers_are_typed(admin_client: Client) -> None:
    supplier = SupplierFactory()
    unit = sold_unit()
    shares = {"part_percent": "100", "labour_percent": "50"}

    admin_client.post(
        "/admin/warranty/supplierterm/add/",
        {"supplier": supplier.pk, "brand": "Nami", "months": "24", **shares},
    )
    admin_client.post(
        "/admin/warranty/suppliercover/add/",
        {
            "unit": unit.pk,
            "supplier": supplier.pk,
            "starts_on": "2026-09-12",
            "ends_on": "2027-09-12",
            **shares,
        },
    )

    assert supplier.terms.get().months == 24
    assert unit.supplier_covers.get().ends_on == date(2027, 9, 12)
