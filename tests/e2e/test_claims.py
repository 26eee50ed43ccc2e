"""A repair from the photo on a phone to the longer cover: counter, bench, link, store, hand-back."""

import re
from collections.abc import Callable
from random import SystemRandom

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.doors import LEAD, Door
from tests.e2e.journeys import somebody
from tests.e2e.system import System, until
from tests.e2e.test_accessibility import (
    FIND_WIDE,
    FOR_AXE,
    assert_serves_everybody,
)
from tests.tickets.uploads import a_photo

pytestmark = pytest.mark.e2e

TECHNICIAN = Door("khoi@hongha.example")
KEEPER = Door("lam@hongha.example")
PRODUCT = "Máy giặt Nami WF-95"
# Behind its words: the digits of a serial number may look like a code.
CODE = re.compile(r"khi nhận máy: ([2-9A-HJ-NP-Z]{6})\b")

# The pages of a claim of the demo in some state, for whoever holds its links.
SHOWN = """
from warranty.claim_links import quote_path
from warranty.models import Claim, RepairQuote
found = Claim.objects.filter(status="{status}").select_related("ticket")[0]
case = f"/t/{{found.ticket.access_key}}/"
quote = RepairQuote.objects.filter(state="sent")[0]
receipt = f"{{case}}claims/{{found.number}}/receipt/"
print({{"case": case, "receipt": receipt, "quote": quote_path(quote)}}["{page}"])
"""
PAGES = [
    ("submitted", "case"),
    ("awaiting_customer", "case"),
    ("awaiting_customer", "quote"),
    ("in_repair", "case"),
    ("in_repair", "receipt"),
    ("rejected", "case"),
    ("closed", "case"),
]
# Somebody with a thing under cover, and a part that fits it, of which nothing is there.
OWNED = """
from datetime import timedelta
from django.utils import timezone
from catalog.actions.purchases import record_purchase
from catalog.enums import SalesChannel
from catalog.models import ComponentClass, Product, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from foundation.core.actor import SYSTEM
from parts.models import Part, PartFit
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.opening import open_cover
from warranty.enums import ActivationChannel
at = timezone.now()
bought = at - timedelta(days=30)
buyer = Buyer("Lý Thanh Mai", "{phone}", "{address}")
head = ReceiptHead("pos", "{part}", SalesChannel.STORE, buyer, bought, bought)
line = ReceiptLine("WF-95", 1, 9_490_000, 0, ("{serial}",))
record_purchase(Receipt(head, (line,)), actor=SYSTEM, at=at)
unit = Unit.objects.get(serial="{serial}")
open_cover(unit, actor=SYSTEM, at=at)
day = timezone.localdate(bought)
activate(unit, ActivationFacts(ActivationChannel.AGENT, day), actor=SYSTEM, at=at)
part = Part.objects.create(
    sku="{part}", name="Mô-tơ {part}", price=400_000, cost=250_000,
    component=ComponentClass.objects.get(code="motor"),
)
PartFit.objects.create(part=part, product=unit.product)
print(part.pk)
"""
# Where the part is missing.
WAITED_FOR_AT = """
from parts.models import Reservation
print(Reservation.objects.get(part__sku="{part}", state="waiting").location_id)
"""


def digits(count: int) -> str:
    """A number that no other test has."""
    return str(SystemRandom().randrange(10**count)).zfill(count)


def report(page: Page, serial: str) -> str:
    """Report the fault from the thing itself, with a photo; the number of the claim."""
    page.goto(f"/my/products/{serial}/")
    page.get_by_role("link", name="Báo hỏng").locator("visible=true").first.click()
    expect(page.get_by_text("Còn bảo hành tới").first).to_be_visible()
    page.get_by_text("Không vắt", exact=True).click()
    page.fill("[name=body]", "Giặt xong không vắt, kêu rè rè.")
    photo = FilePayload(name="may.jpg", mimeType="image/jpeg", buffer=a_photo())
    page.set_input_files("[name=files]", photo)
    page.get_by_text("Mang tới điểm bảo hành", exact=True).click()
    page.locator("[name=service_point]").first.check()
    page.get_by_role("button", name="Gửi yêu cầu sửa").click()
    page.wait_for_url("**/my/tickets/**")
    return page.locator("section[id^=BH-]").first.get_attribute("id") or ""


def do(page: Page, number: str, verb: str, **fields: str) -> None:
    """Do something with the claim in its workspace, by the dialog of the verb."""
    page.goto(f"/desk/claims/{number}/?ask={verb}")
    dialog = page.locator(f"dialog#{verb}")
    for name, value in fields.items():
        field = dialog.locator(f"[name={name}]")
        if field.first.evaluate("one => one.type") == "radio":
            dialog.locator(f"[name={name}][value={value}]").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    dialog.locator("form button.btn-primary").click()
    expect(
        page.locator("dialog[open] .field-err, dialog[open] .strip-bad")
    ).to_have_count(0)
    page.wait_for_load_state()


def first_of(page: Page, number: str, verb: str, name: str) -> str:
    """The first thing that a dialog offers in a field."""
    page.goto(f"/desk/claims/{number}/?ask={verb}")
    options = page.locator(f"dialog#{verb} [name={name}] option")
    values = [one.get_attribute("value") or "" for one in options.all()]
    return next(value for value in values if value)


def says(page: Page, address: str, words: str) -> bool:
    """Whether a page says so by now."""
    page.goto(address)
    return page.get_by_text(words).first.is_visible()


def take_in(desk: Page, number: str, serial: str) -> None:
    """The counter scans the thing, takes it in and prints its receipt; the bench gets it."""
    desk.goto(f"/desk/counter/?q={serial}")
    desk.get_by_role("link", name=number).click()
    expect(desk.locator("dialog#receive")).to_be_visible()
    do(desk, number, "receive")
    desk.goto(f"/desk/claims/{number}/receipt/")
    expect(desk.get_by_text(number).first).to_be_visible()
    expect(desk.get_by_text("Hẹn trả").first).to_be_visible()
    do(
        desk,
        number,
        "assign",
        technician=first_of(desk, number, "assign", "technician"),
    )
    do(desk, number, "loaner_answer", answer="refused")


def diagnose(bench: Page, desk: Page, number: str, part: str) -> None:
    """The technician finds the fault and what it needs; one line is the customer's."""
    do(bench, number, "begin")
    cause = first_of(bench, number, "diagnose", "cause")
    do(bench, number, "diagnose", cause=cause, note="Mô-tơ cháy")
    do(bench, number, "add_part", part=part)
    do(bench, number, "add_cost", name="Vệ sinh lồng giặt", price="150000")
    desk.goto(f"/desk/claims/{number}/?ask=share_line")
    lines = desk.locator("dialog#share_line [name=line] option")
    wash = lines.filter(has_text="Vệ sinh").get_attribute("value") or ""
    why = "Vệ sinh định kỳ, ngoài bảo hành"
    do(desk, number, "share_line", line=wash, percent="0", reason=why)
    do(desk, number, "quote")


def agree(page: Page, mail: str) -> None:
    """The customer says yes by the link in the mail alone."""
    link = re.search(r"https?://\S+/quotes/\S+/", mail)
    assert link
    page.goto(link[0])
    expect(page.get_by_text("Vệ sinh định kỳ, ngoài bảo hành")).to_be_visible()
    page.get_by_label("Tôi đã xem các khoản").check()
    page.get_by_role("button", name="Đồng ý sửa").click()
    expect(page.get_by_text("Bạn đã đồng ý lúc")).to_be_visible()


def arrive(store: Page, sku: str, location: str) -> None:
    """The store enters the part that has come, at the place where it is waited for."""
    store.goto(f"/desk/stock/{sku}/?ask=receive")
    dialog = store.locator("dialog#receive")
    dialog.locator("[name=location]").select_option(location)
    dialog.locator("[name=quantity]").fill("1")
    dialog.locator("[name=unit_cost]").fill("250000")
    dialog.locator("form button.btn-primary").click()
    store.wait_for_url(f"**/desk/stock/{sku}/")


def mend(bench: Page, desk: Page, number: str) -> None:
    """Repaired by one, tried by another."""
    do(bench, number, "start")
    line = first_of(bench, number, "fit_part", "line")
    do(bench, number, "fit_part", line=line, new_serial=f"MT-{digits(6)}")
    do(bench, number, "finish", fix=first_of(bench, number, "finish", "fix"))
    do(desk, number, "test", passed="yes")


def give_back(desk: Page, number: str, mail: str) -> None:
    """Paid, and handed over for the code in the mail."""
    code = CODE.search(mail)
    assert code
    do(desk, number, "pay")
    do(desk, number, "hand_back", code=code[1])


def sees_why_it_is_longer(page: Page) -> None:
    """The customer reads by how many days, why, and what is new."""
    expect(page.get_by_text("Bảo hành dài thêm 1 ngày")).to_be_visible()
    expect(page.get_by_text("Những ngày này không tính")).to_be_visible()
    expect(page.get_by_text("bảo hành riêng tới")).to_be_visible()
    assert_serves_everybody(page)


def test_a_fault_told_by_phone_comes_back_mended_and_covered_longer(
    system: System, new_page: Callable[..., Page]
) -> None:
    address, serial = somebody(), f"NM95-2610-{digits(6)}"
    sku, mobile = f"MT-{digits(6)}", f"+8490{digits(7)}"
    facts = {"address": address, "phone": mobile, "serial": serial, "part": sku}
    part = system.manage("shell", "-v0", "-c", OWNED.format(**facts))
    phone = new_page(Door(address, is_staff=False), width=360)
    desk, bench, store = new_page(LEAD), new_page(TECHNICIAN), new_page(KEEPER)

    number = report(phone, serial)
    case = phone.url.partition("#")[0]
    expect(phone.get_by_text(f"Mang máy tới và đọc số {number}.")).to_be_visible()

    take_in(desk, number, serial)
    diagnose(bench, desk, number, part)
    phone.goto(case)
    expect(phone.get_by_role("link", name="Xem báo giá")).to_be_visible()

    agree(new_page(width=360), system.mail_with(address, "/quotes/"))
    phone.goto(case)
    expect(phone.get_by_text(f"Mô-tơ {sku}")).to_be_visible()

    missing_at = system.manage("shell", "-v0", "-c", WAITED_FOR_AT.format(**facts))
    arrive(store, sku, missing_at)
    assert until(lambda: says(phone, case, "Chờ sửa"), seconds=60)
    mend(bench, desk, number)

    give_back(desk, number, system.mail_with(address, "nhận máy"))
    looked_at = new_page(Door(address, is_staff=False), **FOR_AXE)
    looked_at.goto(case)
    sees_why_it_is_longer(looked_at)


@pytest.mark.parametrize(("status", "page"), PAGES)
def test_what_customers_see_of_a_claim_serves_everybody(
    system: System, new_page: Callable[..., Page], status: str, page: str
) -> None:
    address = system.manage(
        "shell", "-v0", "-c", SHOWN.format(status=status, page=page)
    )

    looked_at = new_page(width=360, **FOR_AXE)
    looked_at.goto(address)
    assert_serves_everybody(looked_at)

    english = new_page(width=360, language="en")
    english.goto(address)
    assert english.evaluate(FIND_WIDE) == []
