"""The page of a customer: all there is of a person, also where two records are one."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from customers.actions.consents import record_consent
from customers.actions.merging import merge_customers
from customers.consents import DESK_TEXT, READ_OUT, Word
from customers.models import Consent, Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.conftest import NOON, signed_in
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import (
    PurchaseFactory,
    PurchaseLineFactory,
    UnitFactory,
)
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory
from tests.factories.surveys import ResponseFactory
from tests.factories.tickets import MessageFactory, TicketFactory
from tickets.models import Call

YES = {
    "purpose": "marketing",
    "channels": ["sms", "email"],
    "decision": "yes",
    "source": "phone",
    "evidence": "cuộc gọi 14:05",
    "policy_version": DESK_TEXT,
}


@pytest.fixture
def double(customer: Customer) -> Customer:
    """The same woman, entered a second time under an older number."""
    found = CustomerFactory(name="Thu Hà")
    PhoneFactory(customer=found, value="+841233442218", is_primary=True)
    return found


def page_of(client: Client, customer: Customer, rest: str = "") -> str:
    answer = client.get(f"/desk/customers/{customer.pk}/{rest}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_four_numbers_and_the_last_contact_stand_on_top(
    agent_client: Client, customer: Customer, team: Team
) -> None:
    ticket = TicketFactory(customer=customer, team=team)
    MessageFactory(ticket=ticket, channel="zalo")
    UnitFactory.create_batch(2, owner=customer)

    page = page_of(agent_client, customer)

    assert '<dt class="text-2xs text-muted">máy</dt>' in page
    assert re.search(r"Liên hệ gần nhất: [^<]+, qua Zalo", page)


def test_a_call_may_be_the_last_contact(
    agent_client: Client, customer: Customer, team: Team, agent_user: User
) -> None:
    TicketFactory(customer=customer, team=team)
    Call.objects.create(
        direction="in",
        outcome="answered",
        customer=customer,
        agent=agent_user,
        started_at=NOON,
        talk_seconds=60,
        created_at=NOON,
    )

    assert ", qua điện thoại" in page_of(agent_client, customer)


def test_a_missed_call_is_no_contact(agent_client: Client, customer: Customer) -> None:
    Call.objects.create(
        direction="in",
        outcome="missed",
        customer=customer,
        started_at=NOON,
        created_at=NOON,
    )

    assert "Chưa có lần liên hệ nào." in page_of(agent_client, customer)


def test_open_tickets_stand_before_those_done(
    agent_client: Client, customer: Customer, team: Team
) -> None:
    TicketFactory(customer=customer, team=team, subject="Còn kêu")
    done = TicketFactory(customer=customer, team=team, subject="Đã hết kêu")
    type(done).objects.filter(pk=done.pk).update(
        status="resolved", outcome="solved", resolved_at=NOON
    )

    page = page_of(agent_client, customer)

    assert (
        page.index("Phiếu đang mở")
        < page.index("Còn kêu")
        < page.index("Phiếu đã xong")
        < page.index("Đã hết kêu")
    )


def test_what_is_older_is_one_press_away(
    agent_client: Client, customer: Customer, team: Team
) -> None:
    for_all = {"customer": customer}
    UnitFactory.create_batch(21, owner=customer)
    TicketFactory.create_batch(31, team=team, **for_all)
    PurchaseFactory.create_batch(11, purchased_at=NOON, **for_all)
    first = PurchaseFactory(purchased_at=NOON - timedelta(days=900), **for_all)

    page = page_of(agent_client, customer)
    full = agent_client.get(f"/desk/customers/{customer.pk}/?full=1").content.decode()

    assert first.source_id not in page
    assert page.count('?full=1">Xem tất cả') == 3
    assert first.source_id in full
    assert full.count('href="/desk/tickets/TK-') == 31
    assert "Xem tất cả" not in full


def test_what_the_customer_said_of_our_work_is_read_there(
    agent_client: Client, customer: Customer, team: Team
) -> None:
    ticket = TicketFactory(customer=customer, team=team)
    ResponseFactory(invitation__ticket=ticket, score=2, comment="Chờ lâu quá")

    page = page_of(agent_client, customer)

    assert "Chờ lâu quá" in page
    assert "2 / 5" in page


def test_a_colleague_writes_down_a_yes(
    agent_client: Client, customer: Customer, agent_user: User
) -> None:
    answer = agent_client.post(f"/desk/customers/{customer.pk}/consents/", YES)

    assert answer.status_code == 302
    kept = Consent.objects.order_by("channel")
    assert [(one.channel, one.is_given) for one in kept] == [
        ("email", True),
        ("sms", True),
    ]
    assert kept[0].recorded_by == agent_user
    assert kept[0].policy_version == DESK_TEXT
    assert "cuộc gọi 14:05" in page_of(agent_client, customer)


def test_the_words_to_read_out_stand_beside_their_name(
    agent_client: Client, customer: Customer
) -> None:
    page = page_of(agent_client, customer)

    assert str(READ_OUT) in page
    assert f'value="{DESK_TEXT}"' in page


def test_a_signed_paper_has_words_of_its_own(
    agent_client: Client, customer: Customer
) -> None:
    paper = YES | {"source": "paper", "policy_version": "mau-06/2026"}

    agent_client.post(f"/desk/customers/{customer.pk}/consents/", paper)

    assert set(Consent.objects.values_list("policy_version", flat=True)) == {
        "mau-06/2026"
    }


def test_nobody_says_yes_to_no_words(agent_client: Client, customer: Customer) -> None:
    bare = YES | {"policy_version": " "}

    answer = agent_client.post(f"/desk/customers/{customer.pk}/consents/", bare)

    assert answer.status_code == 422
    assert "bản lời hỏi nào" in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_no_needs_no_words(agent_client: Client, customer: Customer) -> None:
    no = YES | {"decision": "no", "policy_version": "", "evidence": ""}

    agent_client.post(f"/desk/customers/{customer.pk}/consents/", no)

    assert not Consent.objects.filter(is_given=True).exists()
    assert Consent.objects.count() == 2


def test_a_yes_without_evidence_comes_back_with_what_was_typed(
    agent_client: Client, customer: Customer
) -> None:
    answer = agent_client.post(
        f"/desk/customers/{customer.pk}/consents/", YES | {"evidence": ""}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy ghi bằng chứng" in page
    assert re.search(r'id="consent"[^>]* open', page)
    assert not Consent.objects.exists()


def test_whoever_only_looks_writes_nothing_down(customer: Customer) -> None:
    client = signed_in(StaffFactory(role="technician"))

    answer = client.post(f"/desk/customers/{customer.pk}/consents/", YES)

    assert answer.status_code == 403
    assert "Ghi ý khách" not in page_of(client, customer)


def test_the_ticket_tells_what_its_customer_allows(
    agent_client: Client, customer: Customer, team: Team, agent: Actor
) -> None:
    ticket = TicketFactory(customer=customer, team=team)
    no = Word("marketing", "sms", is_given=False, source="phone")
    record_consent(customer, word=no, actor=agent, at=NOON)

    page = agent_client.get(f"/desk/tickets/{ticket.number}/").content.decode()

    assert "SMS: không" in page
    assert "Liên hệ gần nhất:" in page


def test_another_record_of_the_same_person_is_suggested(
    lead_client: Client, customer: Customer, double: Customer
) -> None:
    page = page_of(lead_client, customer)

    assert "có thể là cùng một người" in page
    assert "trùng 7 số cuối điện thoại" in page
    assert f"/desk/customers/{customer.pk}/merge/{double.pk}/" in page


def test_another_name_with_such_a_number_is_not(
    lead_client: Client, customer: Customer, double: Customer
) -> None:
    Customer.objects.filter(pk=double.pk).update(name="Lê Văn Bình")

    assert "có thể là cùng một người" not in page_of(lead_client, customer)


def test_an_address_that_begins_alike_and_a_shared_unit_suggest_too(
    lead_client: Client, customer: Customer
) -> None:
    EmailFactory(customer=customer, value="nguyenthuha@thu.example")
    alike = CustomerFactory(name="Nguyen Thu Ha")
    EmailFactory(customer=alike, value="nguyenthuha@khac.example")
    TicketFactory(customer=alike, unit=UnitFactory(owner=customer))

    page = page_of(lead_client, customer)

    assert "trùng phần trước @ của e-mail, hỏi về cùng một máy" in page


def test_an_agent_sees_the_hint_but_does_not_merge(
    agent_client: Client, customer: Customer, double: Customer
) -> None:
    page = page_of(agent_client, customer)

    assert "có thể là cùng một người" in page
    assert "So sánh" not in page


def test_a_lead_searches_for_the_other_record(
    lead_client: Client, customer: Customer, other_customer: Customer
) -> None:
    page = page_of(lead_client, customer, "merge/?q=thanh+mai")

    assert "Lý Thanh Mai" in page
    assert f"/merge/{other_customer.pk}/" in page


def test_both_stand_side_by_side_and_the_better_one_is_kept(
    lead_client: Client, customer: Customer, double: Customer
) -> None:
    page = page_of(lead_client, double, f"merge/{customer.pk}/")

    assert "Nguyễn Thu Hà" in page
    assert "Thu Hà" in page
    assert f'value="{customer.pk}" checked' in page


def test_a_lead_merges_into_the_one_that_is_kept(
    lead_client: Client, customer: Customer, double: Customer
) -> None:
    answer = lead_client.post(
        f"/desk/customers/{customer.pk}/merge/{double.pk}/", {"keep": customer.pk}
    )

    double.refresh_from_db()
    assert answer["Location"] == f"/desk/customers/{customer.pk}/"
    assert double.merged_into == customer


def test_what_is_merged_already_is_not_compared(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    merge_customers(double, customer, actor=lead, at=NOON)

    answer = lead_client.get(f"/desk/customers/{double.pk}/merge/{customer.pk}/")

    assert answer["Location"] == f"/desk/customers/{customer.pk}/"


def test_without_a_choice_nothing_is_merged(
    lead_client: Client, customer: Customer, double: Customer
) -> None:
    answer = lead_client.post(f"/desk/customers/{customer.pk}/merge/{double.pk}/", {})

    assert answer.status_code == 422
    assert "Hãy chọn hồ sơ được giữ lại." in answer.content.decode()
    assert Customer.objects.living().count() == 2


def test_a_chain_is_refused_on_the_page(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    merge_customers(double, customer, actor=lead, at=NOON)
    third = CustomerFactory()

    answer = lead_client.post(
        f"/desk/customers/{customer.pk}/merge/{third.pk}/", {"keep": third.pk}
    )

    assert answer.status_code == 409
    assert "gộp theo chiều ngược lại" in answer.content.decode()


def test_the_living_page_shows_what_both_have(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    TicketFactory(customer=double, subject="Phiếu của hồ sơ kia")
    PurchaseFactory(customer=double, source_id="HD-0042")
    unit = UnitFactory(owner=double)

    merge_customers(double, customer, actor=lead, at=NOON)
    page = page_of(lead_client, customer)

    assert "Phiếu của hồ sơ kia" in page
    assert "hồ sơ gộp" in page
    assert "HD-0042" in page
    assert unit.serial in page
    assert "Hồ sơ đã gộp vào đây" in page


def test_the_merged_page_says_so_and_offers_no_work(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    merge_customers(double, customer, actor=lead, at=NOON)

    page = page_of(lead_client, double)

    assert "Hồ sơ này đã gộp vào Nguyễn Thu Hà." in page
    assert f"/desk/customers/{double.pk}/unmerge/" in page
    assert "Tạo phiếu" not in page
    assert f"/desk/customers/{double.pk}/edit/" not in page


def test_a_lead_takes_it_apart_again(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    merge_customers(double, customer, actor=lead, at=NOON)

    lead_client.post(f"/desk/customers/{double.pk}/unmerge/")

    double.refresh_from_db()
    assert not double.is_merged


def test_taking_apart_what_is_not_merged_says_so(
    lead_client: Client, customer: Customer
) -> None:
    answer = lead_client.post(f"/desk/customers/{customer.pk}/unmerge/")

    assert answer.status_code == 409
    assert "không gộp vào hồ sơ nào" in answer.content.decode()


def test_the_list_marks_the_merged(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    merge_customers(double, customer, actor=lead, at=NOON)

    page = lead_client.get("/desk/customers/").content.decode()

    assert "Đã gộp vào Nguyễn Thu Hà" in page


def test_a_ticket_of_the_merged_shows_the_living_and_their_other_tickets(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    ticket = TicketFactory(customer=double)
    TicketFactory(customer=customer, subject="Chuyện khác của chị Hà")
    merge_customers(double, customer, actor=lead, at=NOON)

    page = lead_client.get(f"/desk/tickets/{ticket.number}/").content.decode()

    assert f"/desk/customers/{customer.pk}/" in page
    assert "Chuyện khác của chị Hà" in page


def test_a_ticket_of_the_merged_is_found_by_either_number(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    ticket = TicketFactory(customer=double)
    merge_customers(double, customer, actor=lead, at=NOON)

    page = lead_client.get("/desk/", {"view": "all", "q": "0903442218"})

    assert ticket.subject in page.content.decode()


def test_the_unit_page_names_the_living_owner(
    lead_client: Client, customer: Customer, double: Customer, lead: Actor
) -> None:
    unit = UnitFactory(owner=double)
    merge_customers(double, customer, actor=lead, at=NOON)

    page = lead_client.get(f"/desk/units/{unit.serial}/").content.decode()

    assert "Nguyễn Thu Hà" in page
    assert "0903 ··· 218" in page


@pytest.mark.parametrize(
    ("source", "words"),
    [("pos", "Máy bán hàng tại cửa hàng"), ("KiotViet Q.9", "KiotViet Q.9")],
)
def test_the_unit_page_says_in_words_where_it_was_bought(
    agent_client: Client, source: str, words: str
) -> None:
    line = PurchaseLineFactory(purchase__source=source)
    unit = UnitFactory(product=line.product, purchase_line=line)

    page = agent_client.get(f"/desk/units/{unit.serial}/").content.decode()

    assert f"<dd>{words}</dd>" in page
