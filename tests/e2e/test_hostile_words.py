"""Words that want to be a program stay words, whoever looks at them and where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.doors import ADMIN, AGENT, MANAGER
from tests.e2e.journeys import ask_for_help, open_ticket, resolve, somebody
from tests.e2e.system import System

pytestmark = pytest.mark.e2e

ATTACK = '"><img src=x onerror=__xss=1>'
NAME = f"Ka {ATTACK}"
SUBJECT = f"Tivi {ATTACK}"
FILE = f"a{ATTACK}.png"
BODY = "\n".join(
    [
        "<svg/onload=__xss=1>",
        "<img src=x onerror=__xss=1>",
        '<a href="java&#10;script:__xss=1">a</a> javascript:__xss=1',
        "<a href=data:text/html,<script>__xss=1</script>>b</a>",
        '<noscript><p title="</noscript><img src=x onerror=__xss=1>">',
        "<style>@import 'http://127.0.0.1:9/x.css'</style>",
        "<base href=http://127.0.0.1:9/>",
        "<meta http-equiv=refresh content='0;url=/healthz'>",
        "<form action=http://127.0.0.1:9/><button>c</button></form>",
        "<details open ontoggle=__xss=1>",
        "<scr<script>ipt>__xss=1</scr</script>ipt>",
        "<math><mtext><mglyph><style><img src=x onerror=__xss=1>",
        "{{ 7*7 }} ${7*7} </textarea><script>__xss=1</script>",
        'http://127.0.0.1:9/"onmouseover=__xss=1//',
    ]
)
FIND_HARM = """() => [
  typeof window.__xss,
  ...[...document.querySelectorAll("img[src=x], base, svg[onload], [onerror], [ontoggle], [onmouseover], a[href^='javascript'], a[href^='data:']")].map((one) => one.outerHTML),
]"""


def test_hostile_words_are_shown_and_never_run(
    system: System, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    address, guest, agent = somebody(), new_page(), new_page(AGENT)
    picture = tmp_path / FILE
    Image.new("RGB", (8, 8)).save(picture)

    ask_for_help(
        guest, contact=address, subject=SUBJECT, body=BODY, name=NAME, file=picture
    )
    assert_harmless(guest, SUBJECT, BODY)

    open_ticket(agent, SUBJECT)
    assert_harmless(agent, SUBJECT, NAME, BODY)
    agent.get_by_role("tab", name="Ghi chú").click()
    agent.fill("#composer-text", BODY)
    agent.get_by_role("button", name="Lưu ghi chú").click()
    expect(agent.locator("#ticket-entries .msg-note")).to_be_visible()
    resolve(agent, ATTACK)
    agent.get_by_role("link", name="Mở rộng phiếu").click()
    agent.wait_for_url("**/desk/tickets/**")
    assert_harmless(agent, SUBJECT, NAME, BODY)
    assert (
        agent.get_by_title(ATTACK[2:]).count() == 1
    )  # the file, in a list or a picture

    guest.reload()
    assert_harmless(guest, SUBJECT, BODY, ATTACK)
    assert system.mail_with(address, ATTACK)
    assert [page for page in system.pages_mailed(address) if "<img src=x" in page] == []
    look_around(new_page, agent.url)


def look_around(new_page: Callable[..., Page], ticket: str) -> None:
    """The pages where those see the words who did not ask for them."""
    manager, admin = new_page(MANAGER), new_page(ADMIN)
    manager.goto("/desk/?view=finished")
    assert_harmless(manager, SUBJECT, NAME)
    manager.goto(ticket)
    assert_harmless(manager, SUBJECT, NAME, BODY)
    manager.goto("/desk/customers/?q=ka")
    assert_harmless(manager, NAME)
    manager.get_by_role("link", name=NAME).first.click()
    expect(manager.locator("h1")).to_contain_text(NAME)
    assert_harmless(manager, NAME, SUBJECT)
    admin.goto("/desk/messages/")
    assert_harmless(admin)
    admin.goto("/desk/events/")
    assert_harmless(admin)


def assert_harmless(page: Page, *words: str) -> None:
    """Nothing ran and nothing became an element, and everybody can read it."""
    page.wait_for_timeout(300)  # an image fails after the page has loaded
    assert page.evaluate(FIND_HARM) == ["undefined"]
    seen = " ".join(page.locator("body").inner_text().split())
    unseen = [word for word in words if " ".join(word.split()) not in seen]
    assert unseen == []
