"""`make run` itself: started, killed, started again, by root and by an ordinary user."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales.embedded.endpoints import REPOSITORY, read_run
from aftersales.embedded.processes import WORKER
from aftersales.embedded.servers import free_port

from .conftest import PATIENCE_SECONDS, all_gone, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # all waits together

ENDING_SECONDS = WORKER.patience + 2 * PATIENCE_SECONDS
PROGRAMS = {"postgres", "valkey", "web", "worker", "beat"}


class System:
    """One `make run`, from outside."""

    def __init__(self, folder: Path, prefix: list[str]) -> None:
        self.folder, self.port = folder, free_port()
        self.command = [*prefix, sys.executable, "-m", "aftersales.embedded"]
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "MAKELEVEL"}
        }
        self.environment = {
            **kept,
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "DEMO": "0",
            "HOME": "/nonexistent",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.process = self.start()

    def start(self) -> "subprocess.Popen[str]":
        self.process = subprocess.Popen(
            self.command,
            cwd=REPOSITORY,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops everything" in line:
                return self.process
        self.process.stdout.close()
        self.process.wait(PATIENCE_SECONDS)
        raise AssertionError(self.said)

    def pids(self) -> dict[str, int]:
        files = (self.folder / "run").glob("*.pid")
        return {path.stem: int(path.read_text()) for path in files}

    def status(self, path: str = "/readyz") -> int:
        """What the web server answers; 0 if it does not."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        with self.process as process:
            return process.wait(ENDING_SECONDS)


@pytest.fixture
def system(folder: Path, prefix: list[str]) -> Iterator[System]:
    started = System(folder, prefix)
    yield started
    if started.process.poll() is None:
        started.end(signal.SIGKILL)


def test_it_starts_survives_deaths_and_leaves_nothing(
    folder: Path, prefix: list[str], system: System
) -> None:
    first = system.pids()
    assert set(first) == PROGRAMS
    assert f"http://127.0.0.1:{system.port}" in system.said
    assert read_run(system.folder) is not None

    # A second one on the same data is refused and harms nothing.
    with pytest.raises(AssertionError, match="already runs"):
        System(folder, prefix)
    assert system.pids() == first

    # A program that dies is started again, and so is a store.
    os.kill(first["worker"], signal.SIGKILL)
    assert until(lambda: system.pids().get("worker") not in {None, first["worker"]})
    os.kill(first["postgres"], signal.SIGKILL)
    assert until(lambda: system.pids().get("postgres") not in {None, first["postgres"]})
    assert until(lambda: system.status() == 200)

    # Ctrl-C and SIGTERM end everything, and are no failure.
    last = system.pids()
    assert system.end(signal.SIGTERM) == 0
    assert all_gone(list(last.values()))
    assert system.pids() == {}


def test_after_a_kill_nothing_is_left_and_the_next_start_recovers(
    system: System,
) -> None:
    pids = system.pids()

    system.end(signal.SIGKILL)

    assert all_gone(list(pids.values()))
    system.start()
    assert system.status() == 200
    assert system.end(signal.SIGINT) == 0
