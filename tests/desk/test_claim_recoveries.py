"""The supplier desk: costs by state, sent in one go, answered, asked for, dropped."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.events.actions import sweep_events
from foundation.payments.models import Payment
from tests.budgets import BUDGETS, queries_of
from tests.factories.claims import approved, diagnosed, on_bench, received, submitted
from tests.factories.payments import paid
from tests.factories.recoveries import recovery
from tests.factories.warranty import covered_unit
from warranty.models import SupplierClaim

pytestmark = pytest.mark.django_db
LIST = "/desk/recoveries/"


def one_more(serial: str) -> SupplierClaim:
    claim = approved(diagnosed(on_bench(received(submitted(covered_unit(serial))))))
    return recovery(claim)


def do(verb: str, found: SupplierClaim) -> str:
    return reverse(f"desk:recovery_{verb}", args=[found.number])


def again(found: SupplierClaim) -> SupplierClaim:
    return SupplierClaim.objects.get(pk=found.pk)


def test_costs_stand_by_state_and_supplier(manager_client: Client) -> None:
    first, second = one_more("NM-1"), one_more("NM-2")

    both = manager_client.get(LIST).text
    alone = manager_client.get(f"{LIST}?supplier={first.supplier_id}").text

    assert first.number in both
    assert second.number in both
    assert second.number not in alone
    assert "Không có khoản nào" in manager_client.get(f"{LIST}?state=sent").text


def test_the_ticked_ones_are_sent_in_one_go(manager_client: Client) -> None:
    first, second = one_more("NM-1"), one_more("NM-2")

    manager_client.post(f"{LIST}send/", {"recovery": [first.pk, "x"]})

    assert again(first).state == "sent"
    assert again(second).state == "opened"


def test_a_cost_goes_its_way_to_the_money(manager_client: Client) -> None:
    found = recovery()

    manager_client.post(do("send", found), {})
    too_much = manager_client.post(do("answer", found), {"granted": 10**9})
    manager_client.post(do("answer", found), {"granted": 80_000, "reference": "N-7"})
    manager_client.post(do("finish", found))
    page = manager_client.get(reverse("desk:recovery", args=[found.number])).text

    assert too_much.status_code in {409, 422}
    assert again(found).granted == 80_000
    assert Payment.objects.get().amount == 80_000
    assert "N-7" in page
    assert do("finish", found) not in page


def test_nobody_lets_go_without_a_reason(manager_client: Client) -> None:
    found = recovery()

    silent = manager_client.post(do("drop", found), {"note": ""})
    manager_client.post(do("drop", found), {"note": "Hết hạn gửi"})

    assert silent.status_code == 422
    assert again(found).state == "dropped"


def test_what_the_state_forbids_is_refused_in_words(manager_client: Client) -> None:
    found = recovery()

    answer = manager_client.post(do("answer", found), {"granted": 1})

    assert answer.status_code == 409
    assert again(found).state == "opened"


def test_agents_do_not_come_here(agent_client: Client) -> None:
    assert agent_client.get(LIST).status_code == 403


@pytest.mark.parametrize("n", [1, 10])
def test_the_list_asks_as_much_for_ten_as_for_one(
    manager_client: Client, n: int
) -> None:
    for i in range(n):
        one_more(f"NM-{i}")

    assert queries_of(manager_client, LIST) == BUDGETS["desk:recoveries"]


def test_what_came_back_stands_against_what_the_claim_cost(
    manager_client: Client, lead_client: Client
) -> None:
    found = recovery()
    manager_client.post(do("send", found), {})
    manager_client.post(do("answer", found), {"granted": 80_000})
    page = reverse("desk:claim", args=[found.line.claim.number])

    before = manager_client.get(page).context["page"].file
    manager_client.post(do("finish", found))
    paid(Payment.objects.get(purpose="recovery"))
    sweep_events()
    shown = manager_client.get(page)

    after = shown.context["page"].file
    assert (before.cost, before.recovered) == (found.line.cost, 0)
    assert (after.recovered, after.net_cost) == (80_000, found.line.cost - 80_000)
    assert found.number in shown.text
    assert found.number not in lead_client.get(page).text
