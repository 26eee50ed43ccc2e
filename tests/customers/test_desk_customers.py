"""The customer pages of the desk."""

import pytest
from django.test import Client

from customers.models import ContactPoint, Customer
from foundation.accounts.models import User
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from tests.conftest import signed_in
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import (
    ProductFactory,
    PurchaseFactory,
    PurchaseLineFactory,
    UnitFactory,
)
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

LIST, NEW = "/desk/customers/", "/desk/customers/new/"


def at(customer: Customer, rest: str = "") -> str:
    return f"/desk/customers/{customer.pk}/{rest}"


@pytest.fixture
def technician_client(db: None) -> Client:
    return signed_in(StaffFactory(role="technician"))


@pytest.fixture
def second(customer: Customer) -> ContactPoint:
    return EmailFactory(customer=customer, value="ha@thu.example", is_primary=True)


def test_the_list_shows_customers_with_their_number(
    agent_client: Client, customer: Customer
) -> None:
    page = agent_client.get(LIST)

    assert page.status_code == 200
    assert "Nguyễn Thu Hà" in page.content.decode()
    assert "0903 442 218" in page.content.decode()


def test_the_list_finds_without_marks(
    agent_client: Client, customer: Customer, other_customer: Customer
) -> None:
    page = agent_client.get(LIST, {"q": "thu ha"}).content.decode()

    assert "Nguyễn Thu Hà" in page
    assert "Lý Thanh Mai" not in page


def test_a_search_without_result_says_how_to_search(
    agent_client: Client, customer: Customer
) -> None:
    page = agent_client.get(LIST, {"q": "<b>ai"}).content.decode()

    assert "Không tìm thấy khách nào với “&lt;b&gt;ai”" in page


def test_an_empty_list_says_where_customers_come_from(agent_client: Client) -> None:
    assert "Chưa có khách hàng nào" in agent_client.get(LIST).content.decode()


def test_the_list_is_read_page_by_page_and_back(agent_client: Client) -> None:
    customers = CustomerFactory.create_batch(120)
    oldest, newest = customers[0], customers[-1]

    second = agent_client.get(LIST, {"after": customers[70].pk}).content.decode()
    third = agent_client.get(LIST, {"after": customers[20].pk}).content.decode()
    back = agent_client.get(LIST, {"before": customers[69].pk}).content.decode()

    assert f"before={customers[69].pk}" in second
    assert f"after={customers[20].pk}" in second
    assert oldest.name in third
    assert newest.name in back


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "١"])
def test_a_broken_place_is_no_error(key: str, agent_client: Client) -> None:
    assert agent_client.get(LIST, {"after": key}).status_code == 200


def test_the_page_shows_what_we_know(
    agent_client: Client, customer: Customer, ticket: Ticket, second: ContactPoint
) -> None:
    product = ProductFactory(name="Máy giặt Nami WF-95")
    purchase = PurchaseFactory(customer=customer, source_id="HD000123")
    line = PurchaseLineFactory(purchase=purchase, product=product, discount=990_000)
    UnitFactory(product=product, owner=customer, purchase_line=line)

    page = agent_client.get(at(customer)).content.decode()

    assert "ha@thu.example" in page
    assert ticket.subject in page
    assert "HD000123" in page
    assert "8.000.000\u00a0₫" in page
    assert "Máy giặt Nami WF-95" in page


def test_tickets_of_another_team_are_not_shown(
    agent_client: Client, customer: Customer, other_agent_user: User
) -> None:
    hidden = TicketFactory(
        customer=customer, team=other_agent_user.team, subject="Chuyện của nhóm khác"
    )

    page = agent_client.get(at(customer)).content.decode()

    assert hidden.subject not in page
    assert hidden.number not in page


def test_a_look_is_kept(
    agent_client: Client, agent_user: User, customer: Customer
) -> None:
    agent_client.get(at(customer))
    agent_client.get(at(customer))

    event = Event.objects.get(verb="customer.viewed")
    assert event.actor_user_id == agent_user.pk


def test_an_absent_customer_is_404(agent_client: Client) -> None:
    assert agent_client.get("/desk/customers/999999/").status_code == 404
    assert agent_client.get(f"/desk/customers/{10**30}/").status_code == 404


def test_customers_do_not_get_to_the_desk(
    customer_client: Client, other_customer: Customer
) -> None:
    assert customer_client.get(LIST).status_code == 403
    assert customer_client.get(at(other_customer)).status_code == 403


def test_nobody_gets_there_without_signing_in(
    client: Client, customer: Customer
) -> None:
    assert client.get(at(customer)).headers["Location"].startswith("/desk/sign-in/")


def test_a_technician_reads_but_does_not_edit(
    technician_client: Client, customer: Customer
) -> None:
    page = technician_client.get(at(customer))

    assert page.status_code == 200
    assert "add-contact" not in page.content.decode()
    assert technician_client.get(NEW).status_code == 403
    assert technician_client.post(at(customer, "contacts/")).status_code == 403


def test_an_agent_enters_a_customer(agent_client: Client) -> None:
    answer = agent_client.post(
        NEW,
        {
            "name": "Nguyễn Thu Hà",
            "phone": "0903 442 218",
            "email": "",
            "salutation": "chi",
            "type": "person",
            "city": "TP. Thủ Đức",
        },
    )

    entered = Customer.objects.get()
    assert answer.headers["Location"] == at(entered)
    assert (entered.phone, entered.city) == ("+84903442218", "TP. Thủ Đức")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Mục này không được để trống"),
        ("name", "···", "Hãy nhập tên."),
        ("phone", "123", "Số điện thoại không đúng"),
        ("phone", "", "Cần số điện thoại hoặc e-mail."),
        ("phone", "0912345678", "đã thuộc về một khách hàng"),
        ("type", "king", "king"),
    ],
)
def test_a_refusal_is_said_and_stores_nothing(
    field: str,
    value: str,
    words: str,
    agent_client: Client,
    other_customer: Customer,
) -> None:
    words_typed = {"name": "Hà", "phone": "0903442218", "type": "person", field: value}

    page = agent_client.post(NEW, words_typed)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert Customer.objects.count() == 1


def test_an_agent_corrects_a_name(agent_client: Client, customer: Customer) -> None:
    assert "Nguyễn Thu Hà" in agent_client.get(at(customer, "edit/")).content.decode()

    answer = agent_client.post(
        at(customer, "edit/"), {"name": "Nguyễn Thu Hạ", "type": "person"}
    )

    customer.refresh_from_db()
    assert answer.headers["Location"] == at(customer)
    assert customer.name == "Nguyễn Thu Hạ"
    assert customer.locale == "vi"


def test_an_agent_adds_an_address(agent_client: Client, customer: Customer) -> None:
    answer = agent_client.post(at(customer, "contacts/"), {"contact": "Ha@Thu.example"})

    assert answer.status_code == 302
    assert customer.email == "ha@thu.example"


def test_an_address_of_another_is_refused_on_the_page(
    agent_client: Client, customer: Customer, other_customer: Customer
) -> None:
    page = agent_client.post(at(customer, "contacts/"), {"contact": "0912345678"})

    assert page.status_code == 422
    assert "đã thuộc về một khách hàng" in page.content.decode()


def test_an_agent_removes_and_prefers(
    agent_client: Client, customer: Customer, second: ContactPoint
) -> None:
    third = PhoneFactory(customer=customer, value="+84911222333")

    agent_client.post(at(customer, f"contacts/{third.pk}/prefer/"))
    agent_client.post(at(customer, f"contacts/{second.pk}/remove/"))

    assert customer.phone == "+84911222333"
    assert customer.email == ""


def test_the_last_contact_is_not_removed(
    agent_client: Client, customer: Customer
) -> None:
    point = customer.contact_points.get()

    page = agent_client.post(at(customer, f"contacts/{point.pk}/remove/"))

    assert page.status_code == 409
    assert "Không thể xóa cách liên hệ cuối cùng" in page.content.decode()


def test_contacts_of_another_customer_are_out_of_reach(
    agent_client: Client, customer: Customer, other_customer: Customer
) -> None:
    point = other_customer.contact_points.get()

    answer = agent_client.post(at(customer, f"contacts/{point.pk}/remove/"))

    assert answer.status_code == 404
    assert other_customer.contact_points.exists()


def test_an_agent_sends_a_link_to_sign_in(
    agent_client: Client, customer: Customer, second: ContactPoint
) -> None:
    answer = agent_client.post(at(customer, f"contacts/{second.pk}/send-link/"))

    assert answer.status_code == 302
    assert OutgoingMessage.objects.get().address == "ha@thu.example"


@pytest.mark.parametrize(
    "verb", ["contacts/", "contacts/1/remove/", "contacts/1/prefer/"]
)
def test_looking_changes_nothing(
    verb: str, agent_client: Client, customer: Customer
) -> None:
    assert agent_client.get(at(customer, verb)).status_code == 405


def test_a_lead_grants_a_tier_that_then_stands_beside_the_name(
    lead_client: Client, customer: Customer, ticket: Ticket
) -> None:
    answer = lead_client.post(
        at(customer, "benefits/"), {"tier": "gold", "until": "31/12/2099"}
    )

    customer.refresh_from_db()
    page = lead_client.get(at(customer)).content.decode()
    beside_the_ticket = lead_client.get(f"/desk/tickets/{ticket.number}/")
    assert answer.headers["Location"] == at(customer)
    assert (customer.tier, customer.queue_weight) == ("gold", 20)
    assert "tag-gold" in page
    assert "hạng đến hết 31/12/2099" in page
    assert "tag-gold" in beside_the_ticket.content.decode()


def test_silver_is_told_in_grey(agent_client: Client, customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(tier="silver", queue_weight=10)

    page = agent_client.get(at(customer)).content.decode()

    assert "tag-line" in page
    assert "tag-gold" not in page


def test_a_tier_whose_last_day_is_over_is_not_shown(
    agent_client: Client, customer: Customer
) -> None:
    over = {"tier": "gold", "queue_weight": 20, "benefits_until": "2020-01-01"}
    Customer.objects.filter(pk=customer.pk).update(**over)

    assert "tag-gold" not in agent_client.get(at(customer)).content.decode()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"tier": "gold", "until": "2020-01-01"}, "không được ở trong quá khứ"),
        ({"tier": "king"}, "king"),
        ({"tier": "gold", "until": "mai"}, "ngày"),
    ],
)
def test_a_refused_tier_comes_back_with_its_reason(
    words: dict[str, str], reason: str, lead_client: Client, customer: Customer
) -> None:
    page = lead_client.post(at(customer, "benefits/"), words)

    customer.refresh_from_db()
    assert page.status_code == 422
    assert reason in page.content.decode()
    assert customer.tier == ""


def test_an_agent_grants_no_tier(agent_client: Client, customer: Customer) -> None:
    page = agent_client.get(at(customer)).content.decode()

    assert 'id="tier"' not in page
    assert (
        agent_client.post(at(customer, "benefits/"), {"tier": "gold"}).status_code
        == 403
    )
