"""A case that goes on in another, as its customer meets it."""

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.models import User
from tests.portal.reading import html_of, text_of
from tests.tickets.families import asked, merged
from tests.tickets.uploads import upload
from tickets.models import Attachment, Message, Ticket


@pytest.fixture
def target(customer: Customer) -> Ticket:
    return asked(customer, subject="Lỗi E3 hôm qua")


@pytest.fixture
def source(customer: Customer, target: Ticket, agent_user: User) -> Ticket:
    opened = asked(customer, subject="Máy giặt không vắt", body="Hôm nay vẫn vậy.")
    return merged(opened, target, agent_user)


@pytest.fixture
def guests_own(source: Ticket) -> Ticket:
    """The merged case, of which only a guest's word says whose it is."""
    Ticket.objects.filter(pk=source.pk).update(is_verified=False)
    return Ticket.objects.get(pk=source.pk)


def link_of(ticket: Ticket) -> str:
    return reverse("portal:tracked", args=[ticket.access_key])


def link_of_file(ticket: Ticket, file: Attachment) -> str:
    known = [ticket.access_key, file.key]
    return reverse("tickets:tracked_attachment", args=known)


def page_of(ticket: Ticket) -> str:
    return reverse("portal:ticket", args=[ticket.number])


def test_the_merged_case_leads_to_the_one_that_goes_on(
    customer_client: Client, source: Ticket, target: Ticket
) -> None:
    response = customer_client.get(page_of(source))

    assert f"đã gộp vào {target.number}" in text_of(response)
    assert f'href="{page_of(target)}"' in html_of(response)
    assert "<textarea" not in html_of(response)


def test_the_case_that_goes_on_shows_what_was_said_on_both(
    customer_client: Client, source: Ticket, target: Ticket
) -> None:
    page = text_of(customer_client.get(page_of(target)))

    assert "Hôm nay vẫn vậy." in page


def test_the_list_says_where_it_went(
    customer_client: Client, source: Ticket, target: Ticket
) -> None:
    page = text_of(customer_client.get(reverse("portal:tickets")))

    assert f"Gộp vào {target.number}" in page


def test_the_first_page_counts_it_once(
    customer_client: Client, source: Ticket, target: Ticket
) -> None:
    page = text_of(customer_client.get(reverse("portal:home")))

    assert "Một yêu cầu đang được xử lý." in page
    assert source.subject not in page


def test_the_tracking_link_opens_the_case_that_goes_on(
    client: Client, source: Ticket, target: Ticket
) -> None:
    response = client.get(link_of(source), follow=True)

    assert response.request["PATH_INFO"] == link_of(target)
    assert response.headers["Cache-Control"] == "no-store"


def test_words_sent_by_the_old_link_arrive_in_the_case_that_goes_on(
    client: Client, source: Ticket, target: Ticket
) -> None:
    client.post(f"{link_of(source)}answer/", {"body": "Alo", "client_key": "k" * 32})

    said = Message.objects.latest("pk")
    assert (said.ticket, said.via) == (target, source)


def test_a_guests_link_opens_nothing_but_what_the_guest_wrote(
    client: Client, guests_own: Ticket, target: Ticket
) -> None:
    response = client.get(link_of(guests_own))

    assert response.status_code == 200
    assert target.number not in text_of(response)
    assert "Chúng tôi xử lý chung yêu cầu này" in text_of(response)


def test_and_the_guest_still_reads_what_they_add(
    client: Client, guests_own: Ticket, target: Ticket
) -> None:
    address = f"{link_of(guests_own)}answer/"
    client.post(address, {"body": "Thêm một tấm ảnh", "client_key": "k" * 32})

    assert "Thêm một tấm ảnh" in text_of(client.get(link_of(guests_own)))
    assert Message.objects.latest("pk").ticket == target


def test_words_sent_from_a_page_older_than_the_merge_arrive_where_it_goes_on(
    customer_client: Client, source: Ticket, target: Ticket
) -> None:
    address = reverse("portal:answer", args=[source.number])

    customer_client.post(address, {"body": "Vẫn còn lỗi ạ", "client_key": "k" * 32})

    said = Message.objects.latest("pk")
    assert (said.ticket, said.via) == (target, source)


def test_a_guest_never_learns_the_link_of_the_case_it_goes_on_in(
    client: Client, guests_own: Ticket, target: Ticket
) -> None:
    address = f"{link_of(guests_own)}answer/"
    form = {
        "body": "Ảnh đây ạ",
        "client_key": "k" * 32,
        "files": upload("anh.txt", b"E3"),
    }
    client.post(address, form)
    file = Attachment.objects.get()

    page = html_of(client.get(link_of(guests_own)))

    assert target.access_key not in page
    assert file.key in page
    assert b"".join(client.get(link_of_file(guests_own, file))) == b"E3"
    assert client.get(link_of_file(target, file)).status_code == 404


def test_whoever_holds_a_guests_link_reads_nothing_of_what_came_by_a_proved_one(
    client: Client, customer_client: Client, source: Ticket, target: Ticket
) -> None:
    Ticket.objects.filter(pk=target.pk).update(is_verified=False)
    address = reverse("portal:answer", args=[source.number])
    customer_client.post(address, {"body": "Mã cửa 4711", "client_key": "k" * 32})

    assert "Mã cửa 4711" not in text_of(client.get(link_of(target)))
