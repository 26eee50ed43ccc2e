"""The desk's pages about money."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.refs import ref
from foundation.events.models import Event
from foundation.payments.actions import Payee, cancel, change_payee
from foundation.payments.enums import PaymentState, Purpose
from foundation.payments.models import Payment
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.factories.accounts import StaffFactory
from tests.factories.claims import submitted
from tests.factories.customers import CustomerFactory
from tests.factories.payments import CASE, charge, paid, refund
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

PAGE = "/desk/payments/"
CASH = {"method": "cash", "reference": ""}


@pytest.fixture
def finance_user(db: None) -> User:
    return StaffFactory(
        name="Tạ Thu Hiền",
        email="hien@hongha.example",
        role=Role.FINANCE,
        sees=Sight.ALL,
    )


@pytest.fixture
def finance(finance_user: User) -> Client:
    return signed_in(finance_user)


@pytest.fixture
def teller() -> Client:
    """An agent who sees the whole house, and pays nothing out."""
    return signed_in(StaffFactory(sees=Sight.ALL))


def page_of(payment: Payment, more: str = "") -> str:
    return f"{PAGE}{payment.number}/{more}"


def test_an_empty_list_says_where_money_comes_from(finance: Client) -> None:
    assert "Chưa có khoản thu chi nào" in finance.get(PAGE).text


def test_the_list_names_case_and_customer_and_sums_up(
    finance: Client, ticket: Ticket, customer: Customer
) -> None:
    payee = Payee(customer.pk, "Nguyễn Văn Bảy", "ACB", "123")
    refund(1_250_000, "a", subject=ref(ticket), payee=payee)
    paid(charge(350_000, "b"))

    page = finance.get(PAGE).text

    assert ticket.short_number in page
    assert f"/desk/customers/{customer.pk}/" in page
    assert "1.250.000\u00a0₫" in page
    assert "Hoàn tiền" in page
    assert "Đã thu" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=owed", "ab"),
        ("state=done", "c"),
        ("state=cancelled", "d"),
        ("direction=in", "bcd"),
        ("direction=out&state=owed", "a"),
        ("purpose=deposit", "b"),
        ("purpose=nonsense&state=x&direction=y", "abcd"),
        ("q=500.000", "a"),
        ("q=FT-77", "c"),
        ("q=tran+van+ut", "b"),
        ("q=" + "x" * 300, ""),
        ("since=2026-11-20&until=2026-11-20", "abcd"),
        ("until=2026-11-19", ""),
        ("since=hôm+qua", "abcd"),
    ],
)
def test_the_address_narrows_the_list(
    finance: Client, manager_user: User, asked: str, found: str
) -> None:
    ut = CustomerFactory(name="Trần Văn Út")
    rows = {
        "a": refund(500_000, "a"),
        "b": charge(2, "b", purpose=Purpose.DEPOSIT, payee=Payee(ut.pk)),
        "c": charge(3, "c"),
        "d": cancel(charge(4, "d"), note="Nhầm", actor=SYSTEM, at=NOON),
    }
    settled = page_of(rows["c"], "settle/")
    signed_in(manager_user).post(settled, {"method": "card", "reference": "FT-77"})

    page = finance.get(f"{PAGE}?{asked}").text

    assert "".join(key for key in rows if f">{rows[key].number}<" in page) == found


def test_a_number_opens_its_payment_and_a_case_finds_all_of_its(
    finance: Client, ticket: Ticket
) -> None:
    one, two = refund(1, "a", subject=ref(ticket)), charge(2, "b")

    assert finance.get(f"{PAGE}?q={one.number.lower()}").url == page_of(one)  # type: ignore[attr-defined]
    page = finance.get(f"{PAGE}?q={ticket.number}").text
    assert one.number in page
    assert two.number not in page


def test_the_sums_are_those_of_what_is_asked_for(finance: Client) -> None:
    refund(20_000, "a")
    charge(7_000, "b")
    charge(900_000, "c", purpose=Purpose.DEPOSIT)

    shown = finance.get(f"{PAGE}?purpose=repair&direction=in").context["shown"]

    assert {one.key: one.amount for one in shown.sums} == {
        "owed_out": 0,
        "owed_in": 7_000,
        "paid_out": 0,
        "paid_in": 0,
    }
    assert shown.sums[1].url == "?state=owed&direction=in&purpose=repair"


def test_fifty_rows_stand_on_a_page_and_the_filter_goes_on(finance: Client) -> None:
    rows = [charge(1, f"k{n}") for n in range(51)]

    first = finance.get(f"{PAGE}?state=owed").context["shown"].page
    second = finance.get(PAGE + first.older).context["shown"].page

    assert len(first.rows) == 50
    assert second.rows == [rows[0]]
    assert "state=owed" in second.newer


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_asks_as_much_for_fifty_as_for_one(finance: Client, n: int) -> None:
    cases = [ref(TicketFactory()) for _ in range(n)]
    people = [CustomerFactory().pk for _ in range(n)]
    rows = [
        refund(1, f"k{at}", subject=cases[at], payee=Payee(people[at]))
        for at in range(n)
    ]
    paid(rows[0])

    assert queries_of(finance, PAGE) == BUDGETS["desk:payments"]


@pytest.mark.parametrize("n", [1, 50])
def test_a_payment_asks_as_much_with_a_long_story(
    finance: Client, finance_user: User, n: int
) -> None:
    payment = refund()
    by: dict[str, Any] = {"actor": staff_actor(finance_user.pk)}
    for_story = [
        change_payee(
            payment, Payee(name=f"Tên {at}"), at=NOON + timedelta(minutes=at), **by
        )
        for at in range(n)
    ]

    assert len(for_story) == n
    assert queries_of(finance, page_of(payment)) == BUDGETS["desk:payment"]


def test_accounts_are_read_by_those_who_pay_out_alone(
    finance: Client, teller: Client
) -> None:
    payment = refund()

    for_finance = finance.get(page_of(payment)).text
    for_agent = teller.get(page_of(payment)).text

    assert "0071000123456" in for_finance
    assert "Vietcombank" in for_finance
    assert "0071000123456" not in for_agent
    assert "Nguyễn Thu Hà" not in for_agent
    assert "chỉ hiện với người chi tiền" in for_agent


def test_a_payees_name_is_not_found_by_who_may_not_read_it(
    teller: Client, finance: Client
) -> None:
    payment = refund()

    assert payment.number not in teller.get(f"{PAGE}?q=Nguyễn+Thu").text
    assert payment.number in finance.get(f"{PAGE}?q=Nguyễn+Thu").text


def test_money_is_seen_with_its_case(
    agent_client: Client, other_agent_client: Client, agent_user: User
) -> None:
    claim = submitted()
    Ticket.objects.filter(pk=claim.ticket_id).update(team=agent_user.team)
    ours, suppliers = charge(subject=ref(claim)), charge(key="x")

    for_team = agent_client.get(PAGE)
    for_others = other_agent_client.get(PAGE)

    assert ours.number in for_team.text
    assert suppliers.number not in for_team.text
    assert [one.amount for one in for_team.context["shown"].sums] == [0, 350_000, 0, 0]
    assert ours.number not in for_others.text
    assert other_agent_client.get(page_of(ours)).status_code == 404
    assert other_agent_client.post(page_of(ours, "settle/"), CASH).status_code == 404


def test_an_agent_takes_money_and_pays_nothing_out(teller: Client) -> None:
    owed, due = charge(), refund()

    took = teller.post(page_of(owed, "settle/"), CASH, follow=True)
    gave = teller.post(page_of(due, "settle/"), CASH)

    owed.refresh_from_db()
    assert "Đã ghi là đã thu." in took.text
    assert owed.state == PaymentState.DONE
    assert gave.status_code == 403


def test_finance_pays_out_and_the_page_has_no_more_to_do(
    finance: Client, finance_user: User
) -> None:
    payment = refund()
    pay = {"method": "bank", "reference": "FT2611", "seen": payment.payee_mark}

    page = finance.post(page_of(payment, "settle/"), pay, follow=True).text

    payment.refresh_from_db()
    assert payment.settled_by == finance_user
    assert "Đã ghi là đã chi." in page
    assert "FT2611" in page
    assert "Xác nhận đã chi" not in page


def test_who_decided_is_told_that_another_pays(
    manager_client: Client, manager_user: User
) -> None:
    payment = refund(by=manager_user)

    page = manager_client.get(page_of(payment)).text
    tried = manager_client.post(page_of(payment, "settle/"), CASH)

    assert "một người khác phải trao tiền" in page
    assert "Xác nhận đã chi" not in page
    assert tried.status_code == 422
    assert "một người khác phải chi" in tried.text


@pytest.mark.parametrize(
    ("verb", "said", "words"),
    [
        ("settle", {"method": "bank", "reference": ""}, "Hãy ghi mã giao dịch"),
        ("settle", {"reference": "FT9"}, 'value="FT9"'),
        ("cancel", {"note": ""}, 'id="id_note_error"'),
        ("payee", {"name": "Hà", "account": "12/3"}, "chỉ gồm chữ không dấu"),
    ],
)
def test_a_refusal_stands_in_the_open_dialog(
    finance: Client, verb: str, said: dict[str, str], words: str
) -> None:
    answer = finance.post(page_of(refund(), f"{verb}/"), said)

    assert answer.status_code == 422
    assert f'id="{verb}" aria-labelledby="{verb}-title"' in answer.text
    assert " open>" in answer.text
    assert words in answer.text


def test_an_account_that_changed_meanwhile_is_shown_before_it_is_paid(
    finance: Client,
) -> None:
    payment = refund()
    pay = {"method": "bank", "reference": "FT1", "seen": payment.payee_mark}
    fresh = change_payee(
        payment, Payee(name="Lê Ân", bank="MB", account="99"), actor=SYSTEM, at=NOON
    )

    answer = finance.post(page_of(payment, "settle/"), pay)

    assert answer.status_code == 409
    assert "Người nhận vừa được đổi" in answer.text
    assert f'value="{fresh.payee_mark}"' in answer.text


def test_what_a_colleague_did_first_says_so(finance: Client) -> None:
    payment = paid(refund())

    answer = finance.post(page_of(payment, "settle/"), CASH)

    assert answer.status_code == 409
    assert "Khoản này đã xong" in answer.text


def test_a_payee_is_written_down_and_a_payer_needs_no_account(finance: Client) -> None:
    due, owed = refund(payee=Payee()), charge(payee=Payee())
    told = {"name": "Nguyễn Thu Hà", "bank": "ACB", "account": "0071 22"}

    finance.post(page_of(due, "payee/"), told)
    finance.post(page_of(owed, "payee/"), told)

    due.refresh_from_db()
    owed.refresh_from_db()
    assert (due.payee_bank, due.payee_account) == ("ACB", "007122")
    assert (owed.payee_name, owed.payee_account) == ("Nguyễn Thu Hà", "")


def test_calling_off_keeps_the_reason_in_sight(finance: Client) -> None:
    payment = refund()

    page = finance.post(
        page_of(payment, "cancel/"), {"note": "Khách đổi máy mới"}, follow=True
    ).text

    assert "Khách đổi máy mới" in page
    assert "Đã hủy" in page


def test_a_dialog_opens_by_its_address_without_script(finance: Client) -> None:
    page = finance.get(page_of(refund(), "?ask=cancel")).text

    assert page.count(" open>") == 1


def test_the_receipt_says_the_sum_in_words(finance: Client) -> None:
    payment = paid(charge(1_250_000))

    page = finance.get(page_of(payment, "receipt/")).text

    assert "Một triệu hai trăm năm mươi nghìn đồng" in page
    assert "Nguyễn Thu Hà" in page
    assert "không thay hóa đơn giá trị gia tăng" in page
    assert 'data-behaviour="print-now"' not in page
    assert "print-now" in finance.get(page_of(payment, "receipt/?now=1")).text


@pytest.mark.parametrize("make", [charge, lambda: paid(refund())])
def test_there_is_no_receipt_before_money_came_in(
    finance: Client, make: Callable[[], Payment]
) -> None:
    assert finance.get(page_of(make(), "receipt/")).status_code == 404


def test_the_file_holds_what_is_asked_for_and_the_log_that_it_was_taken(
    finance: Client,
) -> None:
    refund(123_456, "a", payee=Payee(name="=cmd()", bank="ACB", account="77"))
    charge(7, "b")

    answer = finance.get(f"{PAGE}payments.csv?direction=out&q=123456")

    text = b"".join(answer).decode()
    assert text.count("\r\n") == 2
    assert '"\'=cmd()"' in text
    assert "123456" in text
    event = Event.objects.get(verb="payments.exported")
    assert event.data == {"narrowed_by": ["direction", "q"], "n": 1}


def test_a_payment_in_the_log_is_called_by_its_number(manager_client: Client) -> None:
    payment = refund()

    page = manager_client.get("/desk/events/").text

    assert payment.number in page
    assert CASE.type in page


def test_small_letters_lead_to_the_page(finance: Client) -> None:
    payment = refund()

    answer = finance.get(page_of(payment).lower())

    assert answer.url == page_of(payment)  # type: ignore[attr-defined]
    assert finance.get(f"{PAGE}TC-x/").status_code == 404
