"""What a new system promises until its manager says otherwise."""

import pytest

from tests.conftest import NOON
from tests.factories.sla import publish
from tickets.enums import Side
from tickets.first_policies import ensure_first_policies
from tickets.models import SlaPolicy
from tickets.policy_book import policy_for_case
from tickets.policy_terms import Terms, short_promises, terms_of
from tickets.sla.terms import Case

HOUR = 3600


@pytest.fixture
def first(db: None) -> list[Terms]:
    ensure_first_policies(NOON)
    policies = SlaPolicy.objects.in_order().select_related("current")
    return [terms_of(row.current) for row in policies if row.current]


@pytest.mark.parametrize(
    ("case", "name"),
    [
        (Case("question", "urgent", "zalo"), "Trò chuyện và Zalo"),
        (Case("warranty", "urgent", "portal"), "Khẩn"),
        (Case("warranty", "normal", "email"), "E-mail"),
        (Case("warranty", "normal", "store"), "Bảo hành và sửa chữa"),
        (Case("complaint", "low", "phone"), "Tiêu chuẩn"),
    ],
)
def test_each_case_finds_its_promise(first: object, case: Case, name: str) -> None:
    found = policy_for_case(case)

    assert found is not None
    assert found.name == name


def test_no_ticket_is_left_without_a_promise(first: list[Terms]) -> None:
    assert first[-1].fits_all


def test_a_warning_of_ours_comes_before_the_promise_ends(first: list[Terms]) -> None:
    assert [list(short_promises(terms)) for terms in first] == [[]] * 5


def test_a_normal_request_is_promised_within_48_hours_an_urgent_one_within_6(
    first: list[Terms],
) -> None:
    promises = [
        target.seconds // HOUR
        for terms in first
        for target in terms.targets
        if (target.metric, target.side) == ("resolution", Side.PROMISED)
    ]

    assert promises == [48, 6, 48, 15 * 24, 48]


def test_where_somebody_promised_already_nothing_is_added(db: None) -> None:
    publish("Riêng")

    ensure_first_policies(NOON)

    assert SlaPolicy.objects.get().name == "Riêng"
