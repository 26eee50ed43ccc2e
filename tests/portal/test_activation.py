"""Switching a cover on from the portal: by label, code or receipt, as a guest or oneself."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from catalog.enums import BlockReason, Whereabouts
from catalog.models import Unit
from customers.models import ContactPoint, Customer
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import cover, covered_unit, published, scratch_code
from tests.portal.reading import html_of, text_of
from warranty.keys import qr_path, unit_key
from warranty.models import Activation, Review

PAGE = "/warranty/activate/"
SERIAL = "NM95-2409-004172"
PHONE = "0987 111 222"
GUEST = {"name": "Lê Minh Anh", "phone": PHONE}
TODAY = date(2026, 11, 20)


@pytest.fixture
def unit(db: None) -> Unit:
    """In a box, sold to nobody we know, to be switched on within ninety days."""
    published(start_basis="activation", activation_days=90)
    return covered_unit(SERIAL, owner=None)


@pytest.fixture
def key() -> str:
    return unit_key(SERIAL)


def sent(client: Client, **typed: str) -> Any:
    """The form of a guest, filled in."""
    with time_machine.travel(NOON, tick=False):
        return client.post(PAGE, {"serial": SERIAL, **GUEST, **typed}, follow=True)


def test_anybody_may_begin(client: Client, db: None) -> None:
    page = client.get(PAGE)

    assert page.status_code == 200
    assert "Quét mã QR" in text_of(page)
    assert 'name="name"' in html_of(page)


def test_the_label_shows_which_thing_it_is(
    client: Client, unit: Unit, key: str
) -> None:
    page = client.get(PAGE, {"serial": SERIAL, "key": key})

    assert unit.product.name in text_of(page)
    assert 'name="code"' not in html_of(page)


def test_a_whole_label_typed_by_a_scanner_is_understood(
    client: Client, unit: Unit
) -> None:
    page = client.get(PAGE, {"serial": f"https://hongha.example{qr_path(SERIAL)}"})

    assert unit.product.name in text_of(page)


def test_a_number_alone_tells_nothing(client: Client, unit: Unit) -> None:
    page = client.get(PAGE, {"serial": SERIAL})

    assert unit.product.name not in text_of(page)
    assert f'value="{SERIAL}"' in html_of(page)


def test_a_guest_switches_on_by_the_label(client: Client, unit: Unit, key: str) -> None:
    page = sent(client, key=key)

    assert "Đã kích hoạt bảo hành" in text_of(page)
    assert "Còn bảo hành tới 20/11/2028" in text_of(page)
    assert f"/warranty/certificate/{SERIAL}/" in html_of(page)
    assert cover(unit).activated_on == TODAY
    assert Activation.objects.get().phone == "+84987111222"


def test_a_guest_is_remembered_by_name_but_owns_nothing_yet(
    client: Client, unit: Unit, key: str
) -> None:
    sent(client, key=key)

    unit.refresh_from_db()
    assert unit.owner is None
    assert ContactPoint.objects.get().customer.name == "Lê Minh Anh"
    assert ContactPoint.objects.get().verified_at is None


def test_the_code_from_the_box_does_it_too(client: Client, unit: Unit) -> None:
    code = scratch_code(unit)

    page = sent(client, code=f" {code[:5]}-{code[5:].lower()}")

    assert "Đã kích hoạt bảo hành" in text_of(page)


def test_so_does_the_receipt_with_the_buyers_number(
    client: Client, customer: Customer
) -> None:
    published(start_basis="activation", activation_days=90)
    unit = covered_unit(SERIAL, owner=customer)
    assert unit.purchase_line is not None

    page = sent(client, order=unit.purchase_line.purchase.source_id, phone="0903442218")

    assert "Đã kích hoạt bảo hành" in text_of(page)


def test_a_thing_just_made_is_covered_from_today_on(client: Client, db: None) -> None:
    published(start_basis="activation", activation_days=90)
    made_on = date(2026, 10, 1)
    unit = UnitFactory.create(serial=SERIAL, owner=None, produced_on=made_on)
    code = scratch_code(unit)

    page = sent(client, code=code)

    assert "Còn bảo hành tới 20/11/2028" in text_of(page)
    assert cover(unit).starts_on == TODAY


def test_letters_that_look_like_digits_are_forgiven(client: Client, unit: Unit) -> None:
    code = scratch_code(unit)

    page = sent(client, serial=SERIAL.replace("0", "O"), code=code)

    assert "Đã kích hoạt bảo hành" in text_of(page)


def test_somebody_signed_in_owns_it_at_once(
    customer_client: Client, customer: Customer, unit: Unit, key: str
) -> None:
    page = customer_client.get(PAGE, {"serial": SERIAL, "key": key})
    assert 'name="name"' not in html_of(page)

    answer = customer_client.post(PAGE, {"serial": SERIAL, "key": key}, follow=True)

    unit.refresh_from_db()
    assert unit.owner == customer
    assert f"/my/products/{SERIAL}/" in html_of(answer)


@pytest.mark.parametrize("serial", [SERIAL, "KHONG-CO-0001"])
@pytest.mark.parametrize(
    ("proof", "where"),
    [
        ({"code": "ABCDEFGHJK"}, "mã trên thẻ bảo hành."),
        ({"key": "ABCDEFGHJK"}, "Hãy quét lại mã trên máy"),
        ({"order": "HD000000"}, "Hãy xem lại trên hóa đơn"),
    ],
)
def test_a_wrong_proof_and_a_wrong_number_get_the_same_answer(
    client: Client, unit: Unit, serial: str, proof: dict[str, str], where: str
) -> None:
    page = sent(client, serial=serial, **proof)

    assert page.status_code == 422
    assert where in text_of(page)
    assert unit.product.name not in text_of(page)
    assert not Review.objects.exists()


def test_what_no_policy_covers_is_not_for_the_customer_to_mend(
    client: Client, db: None
) -> None:
    unit = UnitFactory.create(serial=SERIAL, owner=None)

    page = sent(client, code=scratch_code(unit))

    assert page.status_code == 409
    assert "Hãy gửi yêu cầu kèm hóa đơn" in text_of(page)
    assert "công bố" not in text_of(page)


def test_without_any_proof_the_form_says_which_there_are(
    client: Client, unit: Unit
) -> None:
    page = sent(client)

    assert page.status_code == 422
    assert "Cần mã kích hoạt, mã QR trên máy hoặc số đơn hàng." in text_of(page)


def test_a_wrong_telephone_number_is_shown_with_what_was_typed(
    client: Client, unit: Unit, key: str
) -> None:
    page = sent(client, key=key, phone="123")

    assert page.status_code == 422
    assert "Số điện thoại không đúng." in text_of(page)
    assert "Lê Minh Anh" in text_of(page)


def test_a_second_person_is_told_what_to_do_and_a_review_opens(
    client: Client, unit: Unit, key: str
) -> None:
    sent(client, key=key)

    page = sent(client, key=key, phone="0912 345 678")

    assert page.status_code == 409
    assert "Máy này đã được kích hoạt" in text_of(page)
    assert "Gửi yêu cầu" in text_of(page)
    assert Review.objects.get().kind == "second_activation"


def test_the_same_person_again_sees_their_cover(
    client: Client, unit: Unit, key: str
) -> None:
    sent(client, key=key)

    page = sent(client, key=key)

    assert "Đã kích hoạt bảo hành" in text_of(page)
    assert not Review.objects.exists()


def test_the_label_of_what_is_switched_on_shows_its_cover(
    client: Client, unit: Unit, key: str
) -> None:
    sent(client, key=key)

    with time_machine.travel(NOON, tick=False):
        page = client.get(PAGE, {"serial": SERIAL, "key": key})

    assert "Còn bảo hành tới 20/11/2028" in text_of(page)
    assert 'method="post" action="/warranty/activate/"' not in html_of(page)


def test_a_blocked_number_is_refused_with_a_way_on(client: Client, db: None) -> None:
    published(start_basis="activation", activation_days=90)
    unit = covered_unit(SERIAL, owner=None)
    unit.whereabouts, unit.block_reason = Whereabouts.BLOCKED, BlockReason.REFUNDED
    unit.save()

    page = sent(client, key=unit_key(SERIAL))

    assert page.status_code == 409
    assert "Số máy này đã bị khóa" in text_of(page)


def test_wrong_codes_add_up_and_good_ones_do_not(client: Client, unit: Unit) -> None:
    answers = [sent(client, code="ABCDEFGHJK").status_code for _ in range(11)]
    again = sent(client, code="ABCDEFGHJK")

    assert answers == [422] * 10 + [429]
    assert int(again.headers["Retry-After"]) > 0


def test_a_wrong_key_in_the_address_counts_too(client: Client, unit: Unit) -> None:
    with time_machine.travel(NOON, tick=False):
        answers = [
            client.get(PAGE, {"serial": SERIAL, "key": f"ABCDEFG{n:03}"}).status_code
            for n in range(11)
        ]

    assert answers == [200] * 10 + [429]


def test_a_wrong_key_in_a_form_that_lacks_the_rest_counts_too(
    client: Client, unit: Unit
) -> None:
    answers = [
        sent(client, key=f"ABCDEFG{n:03}", name="").status_code for n in range(11)
    ]

    assert answers == [422] * 10 + [429]


def test_a_page_with_the_key_of_a_label_is_kept_by_nobody(
    client: Client, unit: Unit, key: str
) -> None:
    page = client.get(PAGE, {"serial": SERIAL, "key": key})

    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_label_that_is_not_of_the_thing_leaves_the_other_ways_open(
    client: Client, unit: Unit
) -> None:
    page = client.get(PAGE, {"serial": SERIAL, "key": "AAAAAAAAAA"})
    assert "Tem này không đúng với số máy." in text_of(page)
    assert 'name="key"' not in html_of(page)

    answer = sent(client, key="AAAAAAAAAA", code=scratch_code(unit))

    assert "Đã kích hoạt bảo hành" in text_of(answer)


def test_the_page_of_success_needs_the_key_of_the_label(
    client: Client, unit: Unit, key: str
) -> None:
    sent(client, key=key)

    assert client.get(f"/warranty/activated/{SERIAL}.{key}/").status_code == 200
    assert client.get(f"/warranty/activated/{SERIAL}.AAAAAAAAAA/").status_code == 404


def test_what_is_not_switched_on_yet_is_asked_for(
    client: Client, unit: Unit, key: str
) -> None:
    page = client.get(f"/warranty/activated/{SERIAL}.{key}/")

    assert page.status_code == 302
    assert page.headers["Location"] == f"{PAGE}?serial={SERIAL}&key={key}"


def test_no_page_on_the_way_names_the_owner(
    client: Client, customer: Customer, key: str
) -> None:
    published(start_basis="activation", activation_days=90)
    covered_unit(SERIAL, owner=customer)

    pages = [
        client.get(PAGE, {"serial": SERIAL, "key": key}),
        sent(client, key=key, name="Khách"),
    ]

    told = " ".join(map(text_of, pages))
    assert customer.name not in told
    assert "442218" not in told.replace(" ", "")


@pytest.mark.parametrize("odd", ["", "a" * 5000, "../../etc", "' OR 1=1 --"])
def test_odd_numbers_are_an_answer_and_no_error(
    client: Client, db: None, odd: str
) -> None:
    assert client.get(PAGE, {"serial": odd, "key": odd}).status_code in {200, 429}
    assert sent(client, serial=odd, code=odd).status_code == 422


def test_what_counts_from_delivery_still_tells_us_whose_it_is(
    customer_client: Client, customer: Customer, key: str
) -> None:
    unit = covered_unit(SERIAL, owner=None)
    before = cover(unit).ends_on

    customer_client.post(PAGE, {"serial": SERIAL, "key": key})

    unit.refresh_from_db()
    assert unit.owner == customer
    assert cover(unit).ends_on == before
