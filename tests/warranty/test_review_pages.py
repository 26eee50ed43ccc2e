"""The desk's pages about odd things and activations."""

import pytest
from django.test import Client

from foundation.core.actor import SYSTEM
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.warranty import covered_unit
from warranty.actions.activation import ActivationFacts, activate
from warranty.enums import ActivationChannel, ReviewKind, ReviewState
from warranty.models import Review

pytestmark = pytest.mark.django_db

PAGE = "/desk/warranty/"


def odd(n: int, **data: object) -> list[Review]:
    """`n` units with something odd, and an activation each."""
    units = [covered_unit(f"NM-{each:04}") for each in range(n)]
    for unit in units:
        facts = ActivationFacts(ActivationChannel.AGENT, NOON.date())
        activate(unit, facts, actor=SYSTEM, at=NOON)
    return [
        Review.objects.create(
            unit=unit, kind=ReviewKind.MANY_BY_PHONE, opened_at=NOON, data=data
        )
        for unit in units
    ]


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "path"),
    [("covers:reviews", ""), ("covers:activations", "activations/")],
)
def test_a_page_asks_as_much_for_fifty_as_for_one(
    manager_client: Client, n: int, name: str, path: str
) -> None:
    odd(n)

    assert queries_of(manager_client, PAGE + path) == BUDGETS[name]


def test_what_was_noticed_is_said_with_its_number(manager_client: Client) -> None:
    odd(1, n_units=7)

    page = manager_client.get(PAGE).text

    assert "Một số điện thoại đã kích hoạt 7 máy." in page


@pytest.mark.parametrize("kind", ReviewKind.values)
def test_every_kind_has_its_words(manager_client: Client, kind: str) -> None:
    (review,) = odd(1)
    Review.objects.filter(pk=review.pk).update(kind=kind)

    assert manager_client.get(f"{PAGE}?kind={kind}").status_code == 200


def test_a_decision_is_kept_with_its_reason(manager_client: Client) -> None:
    (review,) = odd(1)

    manager_client.post(
        f"{PAGE}reviews/{review.pk}/decide/",
        {"note": "Đại lý Hòa Bình, có hợp đồng", "verdict": "cleared"},
    )

    review.refresh_from_db()
    assert review.state == ReviewState.CLEARED
    assert "Đại lý Hòa Bình" in manager_client.get(f"{PAGE}?state=decided").text


def test_without_a_reason_nothing_is_decided_and_nothing_lost(
    manager_client: Client,
) -> None:
    (review,) = odd(1)

    answer = manager_client.post(
        f"{PAGE}reviews/{review.pk}/decide/", {"note": "", "verdict": "upheld"}
    )

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_what_was_decided_meanwhile_says_so(manager_client: Client) -> None:
    (review,) = odd(1)
    decide = {"note": "x", "verdict": "upheld"}
    manager_client.post(f"{PAGE}reviews/{review.pk}/decide/", decide)

    answer = manager_client.post(f"{PAGE}reviews/{review.pk}/decide/", decide)

    assert answer.status_code == 409
    assert "đã được quyết định" in answer.text


def test_an_agent_reads_and_does_not_decide(agent_client: Client) -> None:
    odd(1)

    page = agent_client.get(PAGE).text

    assert "NM-0000" in page
    assert "Xác nhận có sai" not in page


def test_attempts_that_did_not_count_are_found(manager_client: Client) -> None:
    odd(2)

    assert "NM-0001" in manager_client.get(f"{PAGE}activations/").text
    assert "NM-0001" not in manager_client.get(f"{PAGE}activations/?again=1").text


def test_attempts_that_did_not_count_keep_the_way_that_was_chosen(
    manager_client: Client,
) -> None:
    chosen = manager_client.get(f"{PAGE}activations/?channel=qr&before=9").text
    both = manager_client.get(f"{PAGE}activations/?channel=qr&again=1").text

    assert 'href="?channel=qr&amp;again=1"' in chosen
    assert 'href="?channel=qr"' in both


def test_a_nonsense_filter_shows_everything(manager_client: Client) -> None:
    odd(1)

    assert "NM-0000" in manager_client.get(f"{PAGE}?kind=zzz&before=x").text


def test_a_decision_tried_again_comes_back_to_the_list_it_was_on(
    manager_client: Client,
) -> None:
    (review,) = odd(1)
    here = f"{PAGE}?kind={ReviewKind.MANY_BY_PHONE}"
    decide = f"{PAGE}reviews/{review.pk}/decide/"

    refused = manager_client.post(
        decide, {"note": "", "verdict": "upheld", "next": here}
    )

    assert f'name="next" value="{here}"' in refused.text


def test_what_was_typed_is_shown_when_another_was_first(
    manager_client: Client,
) -> None:
    (review,) = odd(1)
    decide = f"{PAGE}reviews/{review.pk}/decide/"
    manager_client.post(decide, {"note": "x", "verdict": "upheld"})

    late = manager_client.post(decide, {"note": "Đã gọi đại lý", "verdict": "cleared"})

    assert late.status_code == 409
    assert "Đã gọi đại lý" in late.text
