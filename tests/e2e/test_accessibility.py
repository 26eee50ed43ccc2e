"""Every page for everybody: no serious fault to axe, and no scrolling sideways on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from aftersales.embedded.endpoints import REPOSITORY
from tests.e2e.doors import ADMIN, AGENT, CUSTOMER, LEAD, MANAGER, Door
from tests.e2e.system import System

pytestmark = pytest.mark.e2e

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
PHONE: ViewportSize = {"width": 360, "height": 740}
# The script of axe is not ours, and colours in the middle of a fade mean nothing.
FOR_AXE: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}
FIND_FAULTS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const grave = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
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
from tickets.models import Ticket
print(Ticket.objects.filter(customer__name="Nguyễn Thu Hà").earliest("pk").number)
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
PAGES = [
    pytest.param(None, "/desk/sign-in/", id="staff-sign-in"),
    pytest.param(None, "/sign-in/", id="sign-in"),
    pytest.param(None, "/", id="front"),
    pytest.param(None, "/support/new/", id="new-request"),
    pytest.param(None, "/track/", id="track"),
    pytest.param(CUSTOMER, "/", id="home"),
    pytest.param(CUSTOMER, "/my/tickets/{number}/", id="case"),
    pytest.param(CUSTOMER, "/support/new/", id="own-request"),
    pytest.param(AGENT, "/desk/?view=all&t={number}", id="inbox"),
    pytest.param(AGENT, "/desk/tickets/{number}/", id="ticket"),
    pytest.param(AGENT, "/desk/tickets/{number}/routing/", id="why-me"),
    pytest.param(LEAD, "/desk/routing/", id="routing"),
    pytest.param(LEAD, "/desk/handoffs/", id="handoffs"),
    pytest.param(LEAD, "/desk/consults/", id="consults"),
    pytest.param(AGENT, "/desk/tickets/new/", id="new-ticket"),
    pytest.param(AGENT, "/desk/customers/", id="customers"),
    pytest.param(MANAGER, "/insights/", id="insights"),
    pytest.param(MANAGER, "/insights/tickets/?code=in_time", id="counted"),
    pytest.param(MANAGER, "/insights/satisfaction/", id="satisfaction"),
    pytest.param(ADMIN, "/desk/messages/", id="messages"),
    pytest.param(AGENT, "/desk/notices/", id="notices"),
    pytest.param(AGENT, "/desk/notices/settings/", id="notice-settings"),
    pytest.param(ADMIN, "/desk/people/", id="people"),
]


@pytest.fixture(scope="module")
def places(system: System) -> dict[str, str]:
    """Addresses that only the system knows: the case of the pictures, an open survey."""
    number, survey = system.manage("shell", "-v0", "-c", FIND_PLACES).splitlines()
    return {"number": number, "survey": survey}


@pytest.mark.parametrize(("theme", "language", "width"), LOOKS)
@pytest.mark.parametrize(("door", "address"), PAGES)
def test_a_page_serves_everybody_on_a_desk_and_on_a_phone(
    new_page: Callable[..., Page],
    places: dict[str, str],
    door: Door | None,
    address: str,
    theme: str,
    language: str,
    width: int,
) -> None:
    page = new_page(door, width=width, theme=theme, language=language, **FOR_AXE)
    page.goto(address.format(**places))
    assert page.locator("html").get_attribute("lang") == language
    assert_serves_everybody(page)


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
    places: dict[str, str],
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
    """Nothing serious to axe at this width, and nothing beyond the edge of a phone."""
    page.add_script_tag(path=AXE)
    assert page.evaluate(FIND_FAULTS) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(FIND_WIDE) == []
