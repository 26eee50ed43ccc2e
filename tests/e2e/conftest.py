"""One running system for all journeys, and real browsers in front of it."""

import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.e2e.client import Client
from tests.e2e.doors import LEAD, Door
from tests.e2e.system import System, running_system

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """The system, started once."""
    with running_system() as system:
        yield system


@pytest.fixture(scope="session")
def client(system: System) -> Client:
    """A program with the rights of the lead."""
    return Client(system.url, system.manage("api_token", LEAD.address))


@pytest.fixture(scope="session")
def stage(system: System) -> dict[str, Any]:
    """A customer with tickets and all that may stand around them; where it is."""
    laid = "from tests.e2e.stage import lay; print(lay())"
    found: dict[str, Any] = json.loads(system.manage("shell", "-v0", "-c", laid))
    return found


@pytest.fixture(scope="session")
def opened(client: Client) -> Callable[..., dict[str, Any]]:
    """Opens a ticket of a new customer, whose subject nothing else has."""

    def open_ticket(subject: str, **more: Any) -> dict[str, Any]:
        mark = uuid4().hex[:8]
        ticket = {
            "subject": f"{subject} {mark}",
            "body": "Từ sáng nay, thử hai lần vẫn vậy.",
            "kind": "question",
            "customer": {"name": "Lý Thanh Mai", "email": f"{mark}@thu.example"},
        }
        status, answer = client.post("/api/v1/tickets/", {**ticket, **more})
        assert status == 201, answer
        return dict(answer)

    return open_ticket


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, else the one that Playwright brought."""
    known = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=known, args=CHROMIUM_FLAGS, timeout=60_000
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def known_doors(browser: Browser, system: System) -> Callable[[Door], Any]:
    """The cookies of somebody signed in; each signs in once for all tests."""
    states: dict[Door, Any] = {}

    def enter(door: Door) -> Any:
        if door not in states:
            context = browser.new_context(base_url=system.url, locale="vi-VN")
            context.set_default_timeout(PATIENCE_MS)
            door.enter(context.new_page())
            states[door] = context.storage_state()
            context.close()
        return states[door]

    return enter


@pytest.fixture
def new_page(
    browser: Browser, system: System, known_doors: Callable[[Door], Any]
) -> Iterator[Callable[..., Page]]:
    """Opens a fresh browser of somebody; fails on any error in its console."""
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(
        door: Door | None = None,
        *,
        width: int = 1280,
        theme: str = "light",
        language: str = "vi",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=system.url,
            locale=language,
            viewport={"width": width, "height": 800},
            storage_state=known_doors(door) if door else None,
            **options,
        )
        choices = {"theme": theme, "django_language": language}
        context.add_cookies(
            [{"name": n, "value": v, "url": system.url} for n, v in choices.items()]
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.extend(_error_in(message)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def _error_in(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" else []
