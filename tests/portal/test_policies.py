"""The policy centre: every version for everybody, and what changed between any two."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from foundation.core.actor import SYSTEM
from foundation.policies.actions import switch_policy_off
from foundation.policies.models import PolicyVersion
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.catalog import ComponentClassFactory
from tests.factories.policies import WATER, drafted, parts, policy_called, published
from warranty.policy_terms import LineTerms, Terms

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def two() -> PolicyVersion:
    """A policy whose second version holds from today; twelve months became twenty-four."""
    first = published("chung", said=parts(length="Toàn máy 12 tháng."))
    motor = ComponentClassFactory(name="Động cơ", name_en="Motor")
    terms = Terms(lines=(LineTerms(24), LineTerms(120, motor.pk)), exclusions=(WATER,))
    said = parts(length="Toàn máy 24 tháng.")
    return published(first.policy, terms, said=said, on=TODAY)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def test_without_a_policy_the_centre_says_so(client: Client) -> None:
    assert "Chưa công bố chính sách nào" in page(client, "/policies/")


def test_everybody_reads_what_holds_today(client: Client, two: PolicyVersion) -> None:
    assert "Bản 2, hiệu lực từ 20/11/2026" in page(client, "/policies/")

    words = page(client, "/policies/chung/")

    assert "Toàn máy 24 tháng." in words
    assert "Động cơ" in words
    assert "LT-03" in words


def test_a_version_keeps_its_address_and_words(
    client: Client, two: PolicyVersion
) -> None:
    words = page(client, "/policies/chung/1/")

    assert "Toàn máy 12 tháng." in words
    assert "Máy mua hôm nay theo bản 2." in words


def test_two_versions_are_compared_word_by_word(
    client: Client, two: PolicyVersion
) -> None:
    words = page(client, "/policies/chung/compare/?from=1&to=2")

    assert '<del class="diff-gone">12</del>' in words
    assert '<ins class="diff-new">24</ins>' in words
    assert '<ins class="diff-new">120 tháng · ' in words


def test_any_two_are_compared_either_way_round(
    client: Client, two: PolicyVersion
) -> None:
    words = page(client, "/policies/chung/compare/?from=2&to=1")

    assert '<del class="diff-gone">24</del>' in words


@pytest.mark.parametrize("query", ["", "?from=x&to=99", "?from=&to=-1"])
def test_what_cannot_be_compared_falls_back_to_the_last_two(
    client: Client, two: PolicyVersion, query: str
) -> None:
    words = page(client, f"/policies/chung/compare/{query}")

    assert "Bản 2 khác gì bản 1" in words


def test_a_single_version_is_compared_with_itself(client: Client) -> None:
    published("chung")

    assert "không có chữ nào khác" in page(client, "/policies/chung/compare/")


def test_a_version_to_come_is_announced_and_does_not_hold_yet(client: Client) -> None:
    first = published("chung")
    published(first.policy, said=parts(scope="Sắp tới."), on=date(2026, 12, 1))

    words = page(client, "/policies/chung/")

    assert "Máy mua từ 01/12/2026 theo bản 2." in words
    assert "Sắp tới." not in words


@pytest.mark.parametrize("address", ["nhap/", "nhap/1/", "nhap/compare/", "khong-co/"])
def test_a_draft_is_nobodys_to_read_here(client: Client, address: str) -> None:
    drafted(policy_called("nhap"))

    page(client, f"/policies/{address}", 404)


def test_a_draft_after_a_version_is_not_shown_either(client: Client) -> None:
    first = published("chung")
    drafted(first.policy, said=parts(scope="Bí mật."))

    page(client, "/policies/chung/2/", 404)
    assert "Bí mật." not in page(client, "/policies/chung/compare/?from=1&to=2")


def test_a_policy_out_of_use_leaves_the_list_and_keeps_its_page(client: Client) -> None:
    version = published("chung")
    switch_policy_off(version.policy, actor=SYSTEM, at=NOON)

    assert "Bảo hành chung" not in page(client, "/policies/")
    assert "Bảo hành chung" in page(client, "/policies/chung/")


def test_an_english_reader_gets_english_words(
    client: Client, two: PolicyVersion
) -> None:
    client.cookies["django_language"] = "en"

    words = page(client, "/policies/chung/")

    assert "Part scope." in words
    assert "Water inside" in words
    assert "Motor" in words


def test_where_no_english_is_written_the_page_says_which_language_it_is(
    client: Client,
) -> None:
    said = parts(scope="Mọi máy.")
    said["scope"]["en"] = ""
    published("chung", said=said)
    client.cookies["django_language"] = "en"

    assert 'lang="vi"><p>Mọi máy.' in page(client, "/policies/chung/")


def test_the_words_of_a_manager_never_become_markup(client: Client) -> None:
    first = published("chung", said=parts(scope="<script>1</script>"))
    published(first.policy, said=parts(scope="<b>2</b>"), on=TODAY)

    assert "<script>1" not in page(client, "/policies/chung/1/")
    assert "<b>2" not in page(client, "/policies/chung/compare/")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("portal:policy", "/policies/chung/"),
        ("portal:policy_version", "/policies/chung/1/"),
        ("portal:policy_compare", "/policies/chung/compare/"),
    ],
)
def test_a_version_asks_no_more_with_many_terms(
    client: Client, name: str, address: str
) -> None:
    many = Terms(
        lines=tuple(LineTerms(n, ComponentClassFactory().pk) for n in range(1, 50)),
        exclusions=(WATER,),
    )
    first = published("chung")
    published(first.policy, many, on=TODAY)

    assert queries_of(client, address) <= BUDGETS[name]


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_asks_the_same_for_one_and_for_fifty(client: Client, n: int) -> None:
    [published(f"so-{place}") for place in range(n)]

    assert queries_of(client, "/policies/") == BUDGETS["portal:policies"]
