"""A quote, read and answered by its link and signed in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.test import Client

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories import claims as made
from tests.factories.warranty import covered_unit, published
from tests.portal.reading import html_of, text_of
from warranty.actions.claims.diagnosing import begin_diagnosis
from warranty.actions.claims.lines import NewLine, add_line, withdraw_quote
from warranty.actions.claims.quoting import expire_quotes, send_quote
from warranty.claim_enums import ClaimOutcome, ClaimStatus, ConsentVia, LineKind
from warranty.claim_links import quote_path
from warranty.models import Claim, ClaimStep, RepairQuote

DOORS = ["own", "link"]
SERIAL = "NM95-2409-004172"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def unit(customer: Customer) -> Unit:
    published("nha", {"length": 24, "labour_percent": 50})
    return covered_unit(SERIAL, owner=customer)


@pytest.fixture
def quote(unit: Unit) -> RepairQuote:
    claim = made.diagnosed(
        made.on_bench(made.received(made.submitted(unit), promised_at=LATER))
    )
    line = NewLine(LineKind.LABOUR, name="Công thay mô-tơ", price=300_000)
    add_line(claim, line, adder=None, actor=SYSTEM, at=NOON)
    return send_quote(claim, sender=made.technician(), actor=SYSTEM, at=NOON)


LATER = NOON + timedelta(days=20)


def dearer(claim: Claim) -> Claim:
    """More was found: the first quote is taken back, another one is out."""
    begin_diagnosis(claim, actor=SYSTEM, at=NOON)
    line = NewLine(LineKind.LABOUR, name="Công thay bo mạch", price=800_000)
    add_line(claim, line, adder=None, actor=SYSTEM, at=NOON)
    return send_quote(claim, sender=None, actor=SYSTEM, at=NOON).claim


class Visit:
    """One of the two ways to a quote."""

    def __init__(self, door: str, quote: RepairQuote, own: Client) -> None:
        self.via = ConsentVia.PORTAL if door == "own" else ConsentVia.LINK
        self.browser = own if door == "own" else Client()
        self.url = (
            f"/my/claims/{quote.claim.number}/quote/"
            if door == "own"
            else quote_path(quote)
        )

    def page(self) -> Any:
        return self.browser.get(self.url)

    def answer(self, answer: str, *, quote: int = 1, **form: Any) -> Any:
        said = {"answer": answer, "quote": quote, **form}
        return self.browser.post(self.url, said, follow=True)


@pytest.fixture(params=DOORS)
def visit(request: Any, quote: RepairQuote, customer_client: Client) -> Visit:
    return Visit(request.param, quote, customer_client)


def test_it_shows_the_lines_and_who_pays_what(visit: Visit) -> None:
    page = text_of(visit.page())

    assert "Công thay mô-tơ 300.000\xa0₫" in page or "Công thay mô-tơ 300.000" in page
    assert "−150.000" in page
    assert "Chính sách chỉ trả một phần" in page
    assert "Bạn trả 150.000" in page


def test_it_says_no_more_than_it_must(quote: RepairQuote) -> None:
    page = Client().get(quote_path(quote))

    assert "…4172" in text_of(page)
    assert SERIAL not in html_of(page)
    assert "Thu Hà" not in html_of(page)
    assert "903442218" not in html_of(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_looking_changes_nothing(visit: Visit, quote: RepairQuote) -> None:
    steps = ClaimStep.objects.count()

    visit.page()
    visit.browser.head(visit.url)

    quote.refresh_from_db()
    assert (quote.state, ClaimStep.objects.count()) == ("sent", steps)


def test_a_yes_lets_the_work_begin(visit: Visit, quote: RepairQuote) -> None:
    page = visit.answer("accept", agree="1")

    quote.refresh_from_db()
    claim = Claim.objects.get()
    assert (quote.state, quote.answered_via) == ("accepted", visit.via)
    assert (claim.status, claim.accepted_total) == (ClaimStatus.APPROVED, 150_000)
    assert "Bạn đã đồng ý lúc" in text_of(page)
    assert claim.steps.get(verb="claim.quote_accepted").actor_kind == "customer"


def test_a_yes_without_the_tick_is_asked_again(
    visit: Visit, quote: RepairQuote
) -> None:
    page = visit.answer("accept")

    quote.refresh_from_db()
    assert (page.status_code, quote.state) == (422, "sent")
    assert "Hãy đánh dấu rằng bạn đồng ý trả số tiền này." in text_of(page)


def test_a_no_gives_the_thing_back_for_nothing(
    visit: Visit, quote: RepairQuote
) -> None:
    page = visit.answer("decline", note="Đắt quá")

    quote.refresh_from_db()
    claim = Claim.objects.get()
    assert (quote.state, quote.note) == ("declined", "Đắt quá")
    assert (claim.status, claim.result, claim.customer_total) == (
        ClaimStatus.READY,
        ClaimOutcome.RETURNED_UNREPAIRED,
        0,
    )
    assert "Mời bạn tới nhận lại máy" in text_of(page)


def test_the_same_answer_twice_is_no_mistake(visit: Visit, quote: RepairQuote) -> None:
    visit.answer("accept", agree="1")

    again = visit.answer("accept", agree="1")

    assert again.status_code == 200
    assert "Bạn đã đồng ý lúc" in text_of(again)
    assert Claim.objects.get().steps.filter(verb="claim.quote_accepted").count() == 1


def test_another_answer_after_the_first_is_refused(
    visit: Visit, quote: RepairQuote
) -> None:
    visit.answer("accept", agree="1")

    page = visit.answer("decline")

    assert page.status_code == 409
    assert "Bạn đã đồng ý lúc" in text_of(page)
    assert Claim.objects.get().status == ClaimStatus.APPROVED


def test_a_page_left_open_answers_no_other_quote(
    visit: Visit, quote: RepairQuote
) -> None:
    claim = dearer(quote.claim)

    page = visit.answer("accept", quote=1, agree="1")

    claim.refresh_from_db()
    assert page.status_code == 409
    assert (claim.status, claim.accepted_total) == ("awaiting_customer", 0)


def test_and_shows_the_one_that_counts_now(
    customer_client: Client, quote: RepairQuote
) -> None:
    visit = Visit("own", quote, customer_client)
    dearer(quote.claim)

    page = visit.answer("accept", quote=1, agree="1")

    assert "Báo giá đã thay đổi từ lúc bạn mở trang." in text_of(page)
    assert "Bạn trả 550.000" in text_of(page)


def test_an_odd_answer_is_asked_again(visit: Visit, quote: RepairQuote) -> None:
    assert visit.answer("maybe").status_code == 422
    assert RepairQuote.objects.get().state == "sent"


def test_a_quote_that_ran_out_says_so_and_takes_no_answer(visit: Visit) -> None:
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        page = visit.page()
        refused = visit.answer("accept", agree="1")

    assert "Báo giá này đã hết hạn trả lời." in text_of(page)
    assert "Đồng ý sửa" not in text_of(page)
    assert refused.status_code == 409


def test_it_says_so_once_it_is_written_down_too(visit: Visit) -> None:
    expire_quotes(at=NOON + timedelta(days=8))

    assert "Báo giá này đã hết hạn trả lời." in text_of(visit.page())


def test_a_quote_that_was_taken_back_says_so(visit: Visit, quote: RepairQuote) -> None:
    withdraw_quote(quote.claim, actor=SYSTEM, at=NOON)

    page = text_of(visit.page())

    assert "Chúng tôi đã rút báo giá này để tính lại." in page
    assert "Đồng ý sửa" not in page


@pytest.mark.parametrize("token", ["1:abc:def", "x", "1", "1:1vN:" + "a" * 43])
def test_a_link_that_nobody_signed_is_not_found(quote: RepairQuote, token: str) -> None:
    assert Client().get(f"/quotes/{token}/").status_code == 404


def test_a_token_of_another_salt_is_not_found(quote: RepairQuote) -> None:
    foreign = TimestampSigner(salt="other").sign(str(quote.pk))

    assert Client().get(f"/quotes/{foreign}/").status_code == 404


def test_whoever_tries_links_is_slowed_down(quote: RepairQuote) -> None:
    answers = [Client().get("/quotes/x/") for _n in range(21)]

    assert [one.status_code for one in answers] == [404] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_but_closes_no_good_link_of_their_neighbours(quote: RepairQuote) -> None:
    wrong = [Client().get("/quotes/x/").status_code for _n in range(21)]

    page = Client().get(quote_path(quote))

    assert (wrong[-1], page.status_code) == (429, 200)


def test_a_good_link_is_never_counted(quote: RepairQuote) -> None:
    answers = {Client().get(quote_path(quote)).status_code for _n in range(25)}

    assert answers == {200}


def test_somebody_elses_quote_is_not_found(
    quote: RepairQuote, other_customer_client: Client
) -> None:
    page = other_customer_client.get(f"/my/claims/{quote.claim.number}/quote/")

    assert page.status_code == 404


def test_a_claim_without_a_quote_has_no_such_page(
    customer_client: Client, unit: Unit
) -> None:
    claim = made.submitted(unit)

    page = customer_client.get(f"/my/claims/{claim.number}/quote/")

    assert page.status_code == 404
