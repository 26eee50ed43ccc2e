"""From the shop's file to the certificate: imported, switched on by a phone, checked by anybody."""

import re
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.doors import MANAGER, Door
from tests.e2e.filming import phone_before, photo_of
from tests.e2e.journeys import somebody
from tests.e2e.system import System, until
from tests.e2e.test_accessibility import FOR_AXE, assert_serves_everybody

pytestmark = pytest.mark.e2e

NAME = "Trịnh Bảo Châu"
HEAD = "Số đơn;Ngày mua;Khách hàng;Điện thoại;Mã hàng;Số lượng;Đơn giá;Số máy"
LABEL = "from warranty.keys import qr_path; print(qr_path('{serial}'))"
TODAY = "from django.utils.timezone import localdate; print(f'{localdate():%d/%m/%Y}')"

BOXED = """
from django.utils import timezone
from catalog.actions.units import register_unit
from catalog.models import Product
from foundation.core.actor import SYSTEM
from warranty.actions.codes import issue_codes
by = {{"actor": SYSTEM, "at": timezone.now()}}
unit = register_unit("{serial}", Product.objects.get(sku="WF-95"), **by)
print(issue_codes([unit], **by)[unit.pk])
"""

KNOWN = """
from django.utils import timezone
from customers.actions.records import create_customer
from customers.profiles import Profile
from foundation.core.actor import SYSTEM
person, at = Profile(name="Lý Thanh Mai"), timezone.now()
print(create_customer(person, email="{address}", actor=SYSTEM, at=at).pk)
"""


def digits(count: int) -> str:
    """A number that no other test has."""
    return str(SystemRandom().randrange(10**count)).zfill(count)


def a_customer(system: System) -> Door:
    """Somebody we know by an address of their own."""
    address = somebody()
    system.manage("shell", "-v0", "-c", KNOWN.format(address=address))
    return Door(address, is_staff=False)


def bring_in(page: Page, serial: str, phone: str, today: str) -> None:
    """The manager imports a purchase of today from the shop's file."""
    order = f"DH-{serial[-6:]}"
    line = f"{order};{today};{NAME};{phone};WF-95;1;9.490.000;{serial}"
    file = f"{HEAD}\n{line}\n".encode()
    page.goto("/desk/imports/")
    page.set_input_files(
        "[name=file]", {"name": "don.csv", "mimeType": "text/csv", "buffer": file}
    )
    page.get_by_role("button", name="Đọc thử").click()
    page.get_by_role("button", name="Nhập 1 dòng mới").click()
    expect(page.get_by_text("Đã nhập").first).to_be_visible()


def switch_on_by_camera(page: Page, phone: str) -> None:
    """Hold the phone before the label, and say who one is."""
    page.goto("/warranty/activate/")
    page.get_by_role("button", name="Quét mã QR").click()
    page.wait_for_url("**key=**")
    expect(page.get_by_text("Máy giặt Nami WF-95").first).to_be_visible()
    switch_on(page, phone)


def switch_on(page: Page, phone: str) -> None:
    """Say who one is, and send the form."""
    page.fill("[name=name]", NAME)
    page.fill("[name=phone]", phone)
    page.get_by_role("button", name="Kích hoạt", exact=True).click()
    expect(page.locator("h1")).to_have_text("Đã kích hoạt bảo hành")
    expect(page.get_by_text("Còn bảo hành tới").first).to_be_visible()


def expect_certificate(page: Page) -> None:
    """The page leads to a certificate as a file."""
    paper = page.get_by_role("link", name="Giấy bảo hành").locator("visible=true")
    certificate = page.request.get(paper.first.get_attribute("href") or "")
    assert certificate.ok
    assert certificate.headers["content-type"] == "application/pdf"
    assert certificate.body().startswith(b"%PDF")


def says(page: Page, address: str, words: str) -> bool:
    """Whether a page says so by now."""
    page.goto(address)
    return page.get_by_text(words).first.is_visible()


def test_what_is_imported_is_switched_on_by_a_phone_and_checked_by_anybody(
    system: System, browser: Browser, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    serial, phone = f"NM95-2610-{digits(6)}", f"090{digits(7)}"
    today = system.manage("shell", "-v0", "-c", TODAY)
    label = system.manage("shell", "-v0", "-c", LABEL.format(serial=serial))

    bring_in(new_page(MANAGER), serial, phone, today)
    anybody = new_page(width=360)
    assert until(lambda: says(anybody, label, "Chưa kích hoạt"), seconds=60)

    with phone_before(f"{system.url}{label}", browser, tmp_path, url=system.url) as own:
        switch_on_by_camera(own, phone)
        success = own.url

    anybody.goto("/warranty/check/")
    anybody.fill("[name=serial]", serial)
    anybody.press("[name=serial]", "Enter")
    expect(anybody.get_by_text("Còn bảo hành tới").first).to_be_visible()
    told = anybody.content()
    assert NAME not in told
    assert phone[-6:] not in told

    expect_certificate(anybody)

    looked_at = new_page(**FOR_AXE)
    looked_at.goto(success)
    assert_serves_everybody(looked_at)


def test_a_photo_of_the_label_will_do_where_there_is_no_camera(
    system: System, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    serial = "NM95-2409-004172"
    label = system.manage("shell", "-v0", "-c", LABEL.format(serial=serial))
    page = new_page(width=360)
    page.goto("/warranty/check/")

    page.get_by_role("button", name="Quét mã QR").click()
    expect(page.get_by_text("Không mở được máy ảnh.")).to_be_visible()
    page.set_input_files(
        "dialog[open] input[type=file]", photo_of(f"{system.url}{label}", tmp_path)
    )

    page.wait_for_url(f"**{label}")
    expect(page.get_by_text("Máy giặt Nami WF-95").first).to_be_visible()


def test_a_picture_without_a_code_says_so(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    blank = tmp_path / "blank.svg"
    blank.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = new_page(width=360, **FOR_AXE)
    page.goto("/warranty/activate/")

    page.get_by_role("button", name="Quét mã QR").click()
    page.set_input_files("dialog[open] input[type=file]", blank)

    expect(page.get_by_text("Không đọc được mã trong ảnh này.")).to_be_visible()
    assert_serves_everybody(page)
    page.get_by_role("button", name="Gõ số máy").click()
    expect(page.locator("[name=serial]")).to_be_focused()


def test_without_the_network_the_camera_says_so_and_the_number_can_be_typed(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(width=360)
    page.goto("/warranty/activate/")
    lost = {"content_type": "text/javascript", "body": "throw new Error()"}
    page.route("**/qr_reader*.js", lambda route: route.fulfill(**lost))

    page.get_by_role("button", name="Quét mã QR").click()

    expect(page.get_by_text("Mạng bị ngắt nên chưa đọc được mã.")).to_be_visible()
    page.get_by_role("button", name="Gõ số máy").click()
    expect(page.locator("[name=serial]")).to_be_focused()


def test_without_script_a_thing_is_switched_on_by_the_code_from_its_box(
    system: System, new_page: Callable[..., Page]
) -> None:
    serial = f"NM95-2610-{digits(6)}"
    code = system.manage("shell", "-v0", "-c", BOXED.format(serial=serial))
    page = new_page(width=360, java_script_enabled=False)

    page.goto("/warranty/activate/")
    page.fill("[name=serial]", serial.lower())
    page.fill("[name=code]", code)
    switch_on(page, f"090{digits(7)}")


def test_a_thing_goes_to_a_new_owner_with_the_code_of_the_old_one(
    system: System, new_page: Callable[..., Page]
) -> None:
    serial = f"NM95-2610-{digits(6)}"
    boxed = system.manage("shell", "-v0", "-c", BOXED.format(serial=serial))
    old, new = a_customer(system), a_customer(system)
    giver, taker = new_page(old, width=360), new_page(new, width=360)

    giver.goto(f"/warranty/activate/?serial={serial}")
    giver.fill("[name=code]", boxed)
    giver.get_by_role("button", name="Kích hoạt", exact=True).click()
    giver.get_by_role("link", name="Xem trong sản phẩm của tôi").click()
    giver.get_by_role("link", name="Chuyển cho chủ mới").click()
    giver.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(giver.get_by_text("Mã đã gửi cho bạn.").first).to_be_visible()
    letter = system.mail_with(old.address, serial)
    code = re.search(r"\b[2-9A-HJ-NP-Z]{8}\b", letter)
    assert code

    taker.goto("/my/products/take/")
    taker.fill("[name=serial]", serial)
    taker.fill("[name=code]", code[0])
    taker.get_by_role("button", name="Nhận máy").click()

    expect(taker.get_by_text("Máy này giờ là của bạn.")).to_be_visible()
    expect(taker.get_by_text("Còn bảo hành tới").first).to_be_visible()
    giver.goto("/my/products/")
    expect(giver.get_by_text(serial)).to_have_count(0)
