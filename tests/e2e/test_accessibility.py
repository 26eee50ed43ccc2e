"""Every page for everybody: no fault to axe, and no scrolling sideways on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from aftersales.embedded.endpoints import REPOSITORY
from tests.e2e.doors import ADMIN, AGENT, CUSTOMER, LEAD, MANAGER, Door
from tests.e2e.keys import press
from tests.e2e.system import System

pytestmark = pytest.mark.e2e

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
# The script of axe is not ours, and colours in the middle of a fade mean nothing.
FOR_AXE: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}
FIND_FAULTS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}"""
# From light to dark, or back.
TURN_LIGHTS = """() => {
  const { dataset } = document.documentElement;
  dataset.theme = dataset.theme === "aftersales-dark" ? "aftersales" : "aftersales-dark";
}"""
FIND_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const all = [...document.body.querySelectorAll("*")];
  return all.filter((one) => one.getBoundingClientRect().right > room + 1).map((one) => one.outerHTML.slice(0, 200));
}"""
FIND_PLACES = """
from surveys.models import Invitation
from surveys.tokens import answer_path, token_of
from intake.models import Reception
from tickets.models import Ticket
print(Ticket.objects.filter(customer__name="Nguyễn Thu Hà").earliest("pk").number)
print(Reception.objects.latest("pk").ticket.number)
print(answer_path(token_of(Invitation.objects.filter(state="sent").latest("pk").pk)))
"""

# Both are rounded, each by itself: one pixel between them is none.
FIND_SCROLLING = """() => [...document.querySelectorAll("main .overflow-x-auto")]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
  .map(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])"""
WIDTHS = [360, 768, 1280, 1440]

# Who looks at it: the theme, the language and the width that axe sees.
LOOKS = [
    pytest.param("light", "vi", 1280, id="light-vietnamese"),
    pytest.param("dark", "en", 360, id="dark-english"),
]
PAGES = {
    None: """/desk/sign-in/ /sign-in/ / /support/new/ /track/ /warranty/activate/
        /warranty/check/ /warranty/check/?serial=NM95-2409-004172
        /policies/ /policies/may-giat-nami/1/ /policies/may-giat-nami/compare/""",
    CUSTOMER: """
        / /my/tickets/ /my/tickets/{case}/ /my/products/ /my/profile/ /support/new/
        /my/products/add/ /my/products/take/ /my/products/NM95-2409-004172/
        /my/products/NM95-2409-004172/transfer/ /warranty/activate/
        /my/claims/ /my/claims/new/ /my/claims/new/?unit=NM95-2409-004172
        """,
    AGENT: """
        /desk/?view=all&t={number} /desk/?view=mentions /desk/?view=all&q=khongcophieunao
        /desk/filters/?view=all /desk/tickets/{number}/ /desk/tickets/{number}/?write=note
        /desk/tickets/{merged}/ /desk/tickets/{asleep}/ /desk/tickets/{case}/routing/
        /desk/tickets/{case}/clocks/ /desk/tickets/{number}/macros/ /desk/tickets/new/
        /desk/tickets/{other}/merge/?into={number} /desk/tickets/{other}/parent/
        /desk/tickets/{other}/trackers/ /desk/tickets/{other}/parts/new/
        /desk/tickets/{number}/messages/{message}/split/
        /desk/drafts/ /desk/scheduled/ /desk/notices/ /desk/notices/settings/
        /desk/customers/ /desk/customers/{customer}/ /desk/customers/{gone}/
        /desk/customers/{customer}/edit/ /desk/units/ /desk/units/{serial}/
        /desk/units/{serial}/label/ /desk/units/labels/?q=NM95 /desk/products/
        /desk/search/ /desk/search/?q=tu+lanh /desk/search/?q=khongcodau
        /desk/counter/ /desk/counter/?q={serial} /desk/counter/?new=1
        /desk/receptions/ /desk/receptions/{reception}/print/
        /desk/calls/ /desk/calls/log/ /desk/calls/new/
        /desk/calls/incoming/?phone=0903442218 /desk/calls/incoming/?phone=0911999888
        /desk/quality/mine/
        """,
    LEAD: """
        /desk/views/ /desk/views/new/?view=all /desk/views/{view}/ /desk/replies/
        /desk/replies/new/ /desk/macros/ /desk/macros/new/ /desk/bulk/ /desk/bulk/{run}/
        /desk/trackers/ /desk/trackers/new/ /desk/trackers/{tracker}/
        /desk/trackers/{tracker}/edit/ /desk/checklists/ /desk/checklists/{checklist}/
        /desk/tags/ /desk/customers/{twin}/merge/
        /desk/customers/{twin}/merge/{customer}/ /desk/workload/ /desk/routing/
        /desk/handoffs/ /desk/consults/ /desk/quality/ /desk/quality/{aside}/
        /desk/quality/results/?span=12
        /desk/claims/?sort=age /desk/claims/BH-1001/ /desk/bench/?view=free
        /desk/loaners/ /desk/stock/ /desk/stock/low/
        /desk/stock/waiting/ /desk/stock/purchases/
        """,
    MANAGER: """
        /insights/ /insights/tickets/?code=in_time /insights/satisfaction/
        /desk/imports/ /desk/products/ /desk/warranty/policies/
        /desk/warranty/policies/1/ /desk/warranty/policies/1/edit/
        /desk/warranty/ /desk/payments/ /desk/recoveries/
        """,
    ADMIN: """/desk/messages/ /desk/people/""",
}
LOOKED_AT = [
    pytest.param(door, address, id=f"{door.address if door else 'guest'}-{address}")
    for door, addresses in PAGES.items()
    for address in addresses.split()
]


@pytest.fixture(scope="module")
def places(system: System, stage: dict[str, Any]) -> dict[str, Any]:
    """Addresses that only the system knows: the case of the pictures, an open survey."""
    found = system.manage("shell", "-v0", "-c", FIND_PLACES).splitlines()
    return {**stage, **dict(zip(("case", "reception", "survey"), found, strict=True))}


@pytest.mark.parametrize(("door", "address"), LOOKED_AT)
def test_a_page_serves_everybody_by_day_and_by_night(
    new_page: Callable[..., Page],
    places: dict[str, Any],
    door: Door | None,
    address: str,
) -> None:
    page = new_page(door, **FOR_AXE)
    page.goto(address.format(**places))
    assert_serves_everybody(page)


@pytest.mark.parametrize(("door", "address"), LOOKED_AT)
def test_a_page_fits_a_phone_in_english(
    new_page: Callable[..., Page],
    places: dict[str, Any],
    door: Door | None,
    address: str,
) -> None:
    page = new_page(door, width=360, language="en")
    page.goto(address.format(**places))
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(FIND_WIDE) == []


@pytest.mark.parametrize(
    ("keys", "opened"),
    [
        ("Control+k", "#palette"),
        ("?", "#shortcuts"),
        ("a", "#assign"),
        ("e", "#resolve"),
        ("s", "#ticket-head details[open]"),
        ("z", "#ticket-head details[open]"),
        ("l", "#ticket-tags details[open]"),
        ("m", "#macro-menu form"),
        ("r / ", "#composer-suggest"),
    ],
)
def test_what_a_key_opens_serves_everybody(
    new_page: Callable[..., Page], places: dict[str, Any], keys: str, opened: str
) -> None:
    page = new_page(AGENT, **FOR_AXE)
    page.goto(f"/desk/tickets/{places['number']}/")
    press(page, keys)
    expect(page.locator(opened).first).to_be_visible()
    assert_serves_everybody(page)


def test_the_table_and_a_deed_for_many_serve_everybody(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(ADMIN, **FOR_AXE)
    page.goto("/desk/?view=all")
    page.get_by_role("button", name="Hiện dạng bảng").click()
    expect(page.locator(".tbl-list")).to_be_visible()
    page.locator("[name=ticket]").nth(0).check()
    page.locator("[name=ticket]").nth(1).check()
    assert_serves_everybody(page)

    page.set_viewport_size(DESK)
    press(page, "p")
    page.wait_for_url("**/bulk/preview/")
    page.select_option("[name=classify-priority]", "high")
    page.locator(".btn[name=asked]").click()
    expect(page.get_by_role("button", name="Làm với 2 phiếu")).to_be_visible()
    assert_serves_everybody(page)
    page.set_viewport_size(DESK)
    page.goto("/desk/?view=all")
    page.get_by_role("button", name="Hiện ba khung").click()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", ["late", "unassigned", "in_time"])
def test_the_tickets_behind_a_number_fit_every_width(
    new_page: Callable[..., Page], code: str, language: str
) -> None:
    page = new_page(MANAGER, language=language)
    page.goto(f"/insights/tickets/?code={code}")
    assert page.locator("tbody tr").count() > 0
    assert _scrolling_at_each_width(page) == {width: [] for width in WIDTHS}


@pytest.mark.parametrize(("theme", "language", "width"), LOOKS)
def test_the_survey_serves_everybody_in_the_language_they_chose(
    new_page: Callable[..., Page],
    places: dict[str, Any],
    theme: str,
    language: str,
    width: int,
) -> None:
    page = new_page(width=width, theme=theme, language=language, **FOR_AXE)
    page.goto(places["survey"])
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("[name=score]").count() == 5
    assert_serves_everybody(page)


def _scrolling_at_each_width(page: Page) -> dict[int, list[list[int]]]:
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate(FIND_SCROLLING)
    return found


def assert_serves_everybody(page: Page) -> None:
    """Nothing to axe by day on a desk and by night on a phone, nor beyond its edge."""
    page.add_script_tag(path=AXE)
    assert page.evaluate(FIND_FAULTS) == []
    page.set_viewport_size(PHONE)
    page.evaluate(TURN_LIGHTS)
    assert page.evaluate(FIND_FAULTS) == []
    assert page.evaluate(FIND_WIDE) == []
