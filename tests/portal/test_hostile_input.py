"""What people should not send: told why in their language, kept nowhere, never a crash."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from tests.factories.catalog import UnitFactory
from tests.portal.reading import guest, html_of, text_of
from tests.tickets.uploads import a_picture, bomb, upload
from tickets.models import Attachment, Message, Ticket

NEW = "/support/new/"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'
MEGABYTE = 1024 * 1024


def asked(client: Client, **changes: Any) -> Any:
    return client.post(NEW, guest(**changes), follow=True)


@pytest.mark.parametrize("field", ["subject", "body", "name"])
def test_markup_is_words(client: Client, db: None, field: str) -> None:
    page = html_of(asked(client, **{field: SCRIPT}))

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in page.partition("{{ 7*7 }}")[1]


def test_markup_in_metadata_is_words_on_every_page(
    customer_client: Client, customer: Customer, agent_client: Client
) -> None:
    Customer.objects.update(name=SCRIPT)
    unit = UnitFactory(owner=customer, serial=SCRIPT[:60], product__name=SCRIPT)
    ticket = Ticket.objects.create(
        number="TK-77",
        subject=SCRIPT,
        kind="question",
        channel="portal",
        customer=customer,
        unit=unit,
        opened_at=unit.created_at,
        last_message_at=unit.created_at,
    )
    addresses = ["/", "/my/tickets/", "/my/products/", "/my/profile/", NEW]
    addresses += [f"/my/tickets/{ticket.number}/", f"/t/{ticket.access_key}/"]
    own = UnitFactory(owner=customer, product__name=SCRIPT)
    addresses += [f"/my/products/{own.serial}/", f"/my/products/{own.serial}/transfer/"]

    pages = [html_of(customer_client.get(address)) for address in addresses]

    assert [page for page in pages if "<script>alert" in page] == []
    assert [page for page in pages if "<img src=x" in page] == []


def test_a_file_may_be_named_like_markup(client: Client, db: None) -> None:
    page = asked(client, files=upload("<img src=x onerror=alert(1)>.txt", b"x"))

    assert "<img src=x" not in html_of(page)
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Máy\x00 lạnh", "Máy lạnh"),
        ("Máy\x1b[31m lạnh", "Máy[31m lạnh"),
        ("Máy\u202e lạnh", "Máy lạnh"),
        ("Máy\u200b\r\n lạnh", "Máy lạnh"),
    ],
)
def test_what_nobody_types_is_left_out(
    client: Client, db: None, raw: str, kept: str
) -> None:
    asked(client, subject=raw)

    assert Ticket.objects.get().subject == kept


@pytest.mark.parametrize("field", ["subject", "body", "name", "contact"])
def test_only_unseen_characters_are_nothing(
    client: Client, db: None, field: str
) -> None:
    page = asked(client, **{field: "\x00\u200b \u202e"})

    assert page.status_code == 422
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("field", "length"), [("subject", 201), ("body", 20_001), ("name", 161)]
)
def test_too_many_words_are_refused_and_kept(
    client: Client, db: None, field: str, length: int
) -> None:
    page = asked(client, **{field: "x" * length})

    assert page.status_code == 422
    assert "x" * length in html_of(page)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("kind", ["", "nonsense", "\0"])
def test_an_unknown_kind_is_refused(client: Client, db: None, kind: str) -> None:
    assert asked(client, kind=kind).status_code == 422


def test_a_file_of_thirty_megabytes_is_refused_with_its_name(
    client: Client, db: None
) -> None:
    big = BytesIO(b"%PDF-1.4\n" + b"0" * (30 * MEGABYTE))
    big.name = "hop-dong.pdf"

    page = asked(client, files=big)

    assert page.status_code == 413
    assert "Tệp “hop-dong.pdf” lớn hơn 25 MB." in text_of(page)
    assert "Kêu ù ù từ hôm qua." in text_of(page)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.png", b"MZ\x90\x00 this program cannot be run"),
        ("anh.jpg", b"\x7fELF"),
        ("anh.svg", b"<svg onload=alert(1)>"),
        ("trang.html", b"<script>alert(1)</script>"),
        ("anh.png.exe", a_picture()),
        ("anh.png", bomb(20_000)),
        ("rong.png", b""),
        ("ghi-chu.txt", b"\x00\x01"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    client: Client, db: None, name: str, content: bytes
) -> None:
    page = asked(client, files=upload(name, content))

    assert page.status_code == 422
    assert not Ticket.objects.exists()
    assert not Attachment.objects.exists()


def test_eleven_files_are_one_too_many(client: Client, db: None) -> None:
    files = [upload(f"{n}.txt", b"x") for n in range(11)]

    page = asked(client, files=files)

    assert page.status_code == 422
    assert "Gửi kèm tối đa 10 tệp mỗi tin." in text_of(page)


def test_ten_megabytes_of_words_are_told_so(client: Client, ticket: Ticket) -> None:
    client.raise_request_exception = False

    page = client.post(
        f"/t/{ticket.access_key}/answer/",
        f"body={'x' * 10 * MEGABYTE}",
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code in {400, 413}
    assert "Yêu cầu không đọc được" in text_of(page)
    assert not Message.objects.exists()


def test_words_that_are_no_text_are_still_answered(client: Client, db: None) -> None:
    page = client.post(
        NEW,
        b"subject=%ff%fe&body=%00",
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code == 422


def test_another_customers_thing_named_twice_is_refused(
    customer_client: Client, customer: Customer, other_customer: Customer
) -> None:
    own = UnitFactory(owner=customer)
    foreign = UnitFactory(owner=other_customer)

    page = customer_client.post(NEW, guest(unit=[own.pk, foreign.pk]))

    assert page.status_code == 422


def test_uploads_of_one_network_are_counted_before_they_are_read(
    client: Client, ticket: Ticket
) -> None:
    last = [
        client.post(
            f"{NEW}", guest(files=upload("a.exe", b"MZ"), client_key=f"{n:032x}")
        )
        for n in range(61)
    ][-1]

    assert last.status_code == 429
