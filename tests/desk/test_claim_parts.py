"""Adding a part to a claim: what fits, how many there are, what stands in where it is out."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Product
from customers.models import Customer
from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from parts.enums import LocationKind, Quality, ReservationState
from parts.models import (
    Part,
    PartFit,
    Reservation,
    StockBalance,
    StockLocation,
    Substitute,
)
from tests.budgets import BUDGETS, queries_of
from tests.factories.claims import NOON, diagnosed, on_bench, received, submitted
from tests.factories.parts import LocationFactory, PartFactory, kept, stocked
from tests.factories.places import ServicePointFactory
from tests.factories.warranty import covered_unit
from warranty.models import Claim, ClaimLine

pytestmark = pytest.mark.django_db

BY: Any = {"actor": SYSTEM, "at": NOON}
STANDS = "Thay thế, đang còn hàng"


@pytest.fixture
def claim(customer: Customer, team: Team) -> Claim:
    """One on the bench, its fault found."""
    found = submitted(covered_unit(owner=customer))
    found.ticket.team = team
    found.ticket.save(update_fields=["team"])
    return diagnosed(on_bench(received(found)))


@pytest.fixture
def product(claim: Claim) -> Product:
    return claim.unit.product


@pytest.fixture
def fitting(pump: Part, product: Product) -> Part:
    """What fits, of which there is none."""
    PartFit.objects.create(part=pump, product=product)
    return pump


@pytest.fixture
def other(fitting: Part, depot: StockLocation) -> Part:
    """What stands in for it; three are there."""
    part = PartFactory.create(sku="BX-2", name="Bơm xả đời 2", price=700_000)
    Substitute.objects.create(part=fitting, by=part)
    stocked(part, depot, 3)
    return part


def dialog(client: Client, claim: Claim) -> str:
    page = client.get(reverse("desk:claim", args=[claim.number]) + "?ask=add_part")
    return page.text.split('id="add_part"')[1].split("</dialog>")[0]


def add(client: Client, claim: Claim, part: str, **more: Any) -> Any:
    said = {"part": part, "quantity": 1, **more}
    return client.post(reverse("desk:claim_add_part", args=[claim.number]), said)


def instead(other: Part, of: Part) -> str:
    return f"{other.pk}-{of.pk}"


def test_what_fits_says_how_many_there_are_and_where(
    lead_client: Client, claim: Claim, fitting: Part, depot: StockLocation
) -> None:
    out = dialog(lead_client, claim)
    stocked(fitting, depot, 4)
    kept(fitting, depot)

    there = dialog(lead_client, claim)

    assert "BX-WF95 Bơm xả WF-95 · hết hàng" in out
    assert "BX-WF95 Bơm xả WF-95 · còn 3" in there
    assert "Số còn lại là ở Kho Thủ Đức." in there
    assert STANDS not in there


def test_what_stands_in_is_named_with_what_for_how_good_and_how_many(
    lead_client: Client, claim: Claim, fitting: Part, other: Part
) -> None:
    offered = dialog(lead_client, claim)

    assert f'<optgroup label="{STANDS}">' in offered
    assert "BX-2 Bơm xả đời 2, thay cho BX-WF95 (tương đương) · còn 3" in offered
    assert f'value="{instead(other, fitting)}"' in offered


def test_a_mutual_substitute_is_offered_the_other_way_too(
    lead_client: Client, claim: Claim, fitting: Part, depot: StockLocation
) -> None:
    part = PartFactory.create(sku="BX-3")
    Substitute.objects.create(
        part=part, by=fitting, is_mutual=True, quality=Quality.REFURBISHED
    )
    stocked(part, depot, 1)

    assert "thay cho BX-WF95 (tân trang) · còn 1" in dialog(lead_client, claim)


def test_while_it_is_there_itself_nothing_stands_in(
    lead_client: Client,
    claim: Claim,
    fitting: Part,
    other: Part,
    depot: StockLocation,
) -> None:
    stocked(fitting, depot, 1)

    assert "BX-2" not in dialog(lead_client, claim)


def test_what_is_out_too_or_lies_elsewhere_or_is_closed_is_not_offered(
    lead_client: Client, claim: Claim, fitting: Part, other: Part, depot: StockLocation
) -> None:
    kept(other, depot, quantity=3)
    van = LocationFactory.create(kind=LocationKind.VAN)
    stocked(other, van, 2)
    closed = PartFactory.create(sku="BX-4")
    stocked(closed, depot, 2)
    Substitute.objects.create(part=fitting, by=closed)
    Part.objects.filter(pk=closed.pk).update(is_active=False)

    offered = dialog(lead_client, claim)

    assert "BX-2" not in offered
    assert "BX-4" not in offered


def test_what_fits_by_itself_is_offered_once(
    lead_client: Client, claim: Claim, fitting: Part, other: Part
) -> None:
    PartFit.objects.create(part=other, product=claim.unit.product)

    offered = dialog(lead_client, claim)

    assert offered.count("BX-2") == 1
    assert "BX-2 Bơm xả đời 2 · còn 3" in offered


def test_the_store_of_the_counter_counts(
    lead_client: Client, claim: Claim, fitting: Part, other: Part
) -> None:
    point = ServicePointFactory.create()
    LocationFactory.create(name="Tủ Q3", kind=LocationKind.STORE, service_point=point)
    Claim.objects.filter(pk=claim.pk).update(service_point=point)

    offered = dialog(lead_client, claim)

    assert "Số còn lại là ở Tủ Q3." in offered
    assert "BX-2" not in offered


def test_without_a_store_what_fits_is_offered_all_the_same(
    lead_client: Client, claim: Claim, fitting: Part
) -> None:
    offered = dialog(lead_client, claim)

    assert ">BX-WF95 Bơm xả WF-95</option>" in offered
    assert "Số còn lại" not in offered


def test_a_substitute_is_added_told_and_kept(
    lead_client: Client, claim: Claim, fitting: Part, other: Part
) -> None:
    answer = add(lead_client, claim, instead(other, fitting))
    page = lead_client.get(reverse("desk:claim", args=[claim.number])).text
    seen = Claim.objects.get(pk=claim.pk).n_steps
    approve = reverse("desk:claim_approve", args=[claim.number])
    lead_client.post(approve, {"seen": seen})

    line = ClaimLine.objects.get(claim=claim)
    assert answer.status_code == 302
    assert (line.part, line.price) == (other, 700_000)
    assert "BX-WF95 → BX-2" in page
    held = Reservation.objects.get(subject_id=str(line.pk))
    assert (held.part, held.state) == (other, ReservationState.HELD)


def test_what_fits_is_added_and_waited_for(
    lead_client: Client, claim: Claim, fitting: Part, other: Part
) -> None:
    add(lead_client, claim, str(fitting.pk))

    assert ClaimLine.objects.get(claim=claim).part == fitting


def test_a_substitute_that_went_meanwhile_is_refused_and_the_rest_stays(
    lead_client: Client, claim: Claim, fitting: Part, other: Part, depot: StockLocation
) -> None:
    kept(other, depot, quantity=3)

    answer = add(lead_client, claim, instead(other, fitting), quantity=2, price=650_000)

    assert answer.status_code == 422
    assert "vừa hết hoặc không lắp được" in answer.text
    assert 'value="650000"' in answer.text
    assert not ClaimLine.objects.filter(claim=claim).exists()


def test_a_substitute_is_still_chosen_where_the_other_came_and_a_field_is_wrong(
    lead_client: Client, claim: Claim, fitting: Part, other: Part, depot: StockLocation
) -> None:
    stocked(fitting, depot, 1)

    answer = add(lead_client, claim, instead(other, fitting), quantity=0)

    assert answer.status_code == 422
    assert f'value="{instead(other, fitting)}" selected' in answer.text


@pytest.mark.parametrize("part", ["", "x", "0", "1-", "9" * 40, "-1"])
def test_what_does_not_fit_is_refused(
    lead_client: Client, claim: Claim, fitting: Part, other: Part, part: str
) -> None:
    assert add(lead_client, claim, part).status_code == 422
    assert add(lead_client, claim, str(other.pk)).status_code == 422


@pytest.mark.parametrize("n", [1, 50])
def test_the_dialog_asks_as_much_for_fifty_parts_as_for_one(
    lead_client: Client, claim: Claim, product: Product, depot: StockLocation, n: int
) -> None:
    parts, others = PartFactory.create_batch(n), PartFactory.create_batch(n)
    PartFit.objects.bulk_create(PartFit(part=one, product=product) for one in parts)
    Substitute.objects.bulk_create(
        Substitute(part=one, by=by) for one, by in zip(parts, others, strict=True)
    )
    StockBalance.objects.bulk_create(
        StockBalance(part=by, location=depot, condition="good", on_hand=2)
        for by in others
    )
    page = reverse("desk:claim", args=[claim.number]) + "?ask=add_part"

    assert dialog(lead_client, claim).count("thay cho") == n
    assert queries_of(lead_client, page) == BUDGETS["desk:claim?add_part"]
