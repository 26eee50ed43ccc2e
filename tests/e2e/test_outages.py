"""What falls over is said kindly and stands up again by itself."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from aftersales.embedded.children import is_alive
from tests.e2e.client import Client
from tests.e2e.doors import AGENT
from tests.e2e.system import System, until

pytestmark = pytest.mark.e2e

BACK_WITHIN_SECONDS = (
    60  # seconds on an idle machine, most of them to load the programs
)


def test_without_the_database_pages_say_so_and_come_back_by_themselves(
    system: System, client: Client, new_page: Callable[..., Page]
) -> None:
    desk = new_page(AGENT).request
    web, postgres = system.pid("web"), system.pid("postgres")
    assert desk.get("/desk/").status == 200

    with system.nothing_is_restarted():
        helpers = children(postgres)
        os.kill(postgres, signal.SIGKILL)
        # Until they notice, they go on answering.
        assert until(
            lambda: not any(map(is_alive, helpers)), seconds=BACK_WITHIN_SECONDS
        )
        page, front = desk.get("/desk/"), desk.get("/track/")
        api_status, refusal = client.get("/api/v1/tickets/")
        alive, _ = client.get("/healthz")

    assert page.status == 503
    assert page.headers["retry-after"]
    assert "Không có gì bị mất" in page.text()
    assert front.status == 503
    assert api_status == 503
    assert refusal["errors"][0]["code"] == "unavailable"
    assert alive == 200

    assert until(system.is_ready, seconds=BACK_WITHIN_SECONDS)
    assert system.pid("postgres") != postgres
    assert system.pid("web") == web
    assert desk.get("/desk/").status == 200
    assert client.get("/api/v1/tickets/")[0] == 200


def test_a_killed_web_worker_is_replaced(system: System) -> None:
    master = system.pid("web")
    assert until(lambda: len(children(master)) == 2, seconds=BACK_WITHIN_SECONDS)
    victim, other = children(master)
    os.kill(victim, signal.SIGKILL)

    assert until(
        lambda: {other} < set(children(master)) - {victim},
        seconds=BACK_WITHIN_SECONDS,
    )
    assert until(system.is_ready, seconds=BACK_WITHIN_SECONDS)
    assert system.pid("web") == master


def test_a_killed_web_server_is_started_again(system: System) -> None:
    master = system.pid("web")
    os.kill(master, signal.SIGKILL)

    assert until(lambda: system.pid("web") != master, seconds=BACK_WITHIN_SECONDS)
    assert until(
        lambda: system.is_ready() and len(children(system.pid("web"))) == 2,
        seconds=BACK_WITHIN_SECONDS,
    )


def children(pid: int) -> list[int]:
    """The processes that a process started and that still run; none of one that ended."""
    try:
        lists = [
            (task / "children").read_text()
            for task in Path(f"/proc/{pid}/task").iterdir()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for each in lists for child in each.split()]
