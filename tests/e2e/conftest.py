"""The whole system as `make run` starts it, and a real browser in front of it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from aftersales.embedded.endpoints import REPOSITORY

T = TypeVar("T")
START_SECONDS = 300  # a first start with demo data, on a busy machine
STORES = {"DATABASE_URL", "REDIS_URL"}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class System:
    """A running system: where its pages are and where its mail goes."""

    url: str
    folder: Path

    def mails(self, to: str) -> list[EmailMessage]:
        """What went out to an address, as it lies in the outgoing store."""
        found = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted((self.folder / "outbox").glob("*.eml"))
        ]
        return [mail for mail in found if to in str(mail["To"])]

    def mail_with(self, to: str, words: str, *, seconds: float = 90) -> str:
        """The text of the mail to `to` that contains `words`; waits for the worker."""
        text = until(lambda: self._text_with(to, words), seconds=seconds)
        assert text, f"No mail to {to} with “{words}” within {seconds} s."
        return text

    def _text_with(self, to: str, words: str) -> str:
        texts = [mail.get_body(("plain",)).get_content() for mail in self.mails(to)]  # type: ignore[union-attr]
        return next((text for text in texts if words in text), "")


def until(ask: Callable[[], T], *, seconds: float) -> T:
    """The first true answer, or the last one when time is up."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(0.25)
    return answer


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """`make run` on an empty folder and a free port, for all journeys."""
    folder = Path(tempfile.mkdtemp(prefix="aftersales-e2e-"))
    folder.chmod(0o711)
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if name not in STORES},
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "BASE_URL": url,
        "DEMO": "1",
        "DEBUG": "0",
        "DEMO_SIZE": "12,30,20",
    }
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "aftersales.embedded"],
            cwd=REPOSITORY,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        is_up = until(
            lambda: process.poll() is not None or _answers(url), seconds=START_SECONDS
        )
        assert is_up, (folder / "log.txt").read_text()
        assert process.poll() is None, (folder / "log.txt").read_text()
        yield System(url, folder / "data")
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _error_in(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, else the one that Playwright brought."""
    known = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=known, args=CHROMIUM_FLAGS, timeout=60_000
        )


@pytest.fixture
def new_page(browser: Browser, system: System) -> Iterator[Callable[..., Page]]:
    """Opens a fresh browser of somebody new; fails on any error in its console."""
    errors: list[str] = []
    contexts = []

    def open_page(*, width: int = 1280, locale: str = "vi-VN") -> Page:
        context = browser.new_context(
            base_url=system.url,
            locale=locale,
            viewport={"width": width, "height": 800},
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.extend(_error_in(message)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
