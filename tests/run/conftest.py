"""Real servers in temporary folders, started as whoever runs the tests and as others."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aftersales.embedded.accounts import account_for, throwaway_folder
from aftersales.embedded.children import is_alive
from aftersales.embedded.endpoints import REPOSITORY

# An ordinary user may lack the way to the interpreter of a root that runs these tests;
# the capability to walk through folders makes up for it and gives no other right.
WALK = "+dac_read_search"
# Programs that are loaded and a database that recovers, on a crowded machine.
PATIENCE_SECONDS = 120


def as_ordinary_user() -> list[str]:
    """The prefix of a command that must not run as root."""
    account = account_for(Path("/nonexistent"))
    if account is None:
        return []
    return [
        *("setpriv", f"--reuid={account.uid}", f"--regid={account.gid}"),
        *("--clear-groups", f"--inh-caps={WALK}", f"--ambient-caps={WALK}"),
    ]


def as_we_are() -> list[str]:
    """The prefix of a command that runs as whoever runs the tests: nothing."""
    return []


def until(condition: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether `condition` came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def all_gone(pids: list[int]) -> bool:
    return until(lambda: not any(map(is_alive, pids)))


def python(code: str, *arguments: str, prefix: list[str]) -> "subprocess.Popen[str]":
    """Run code in an interpreter of its own, in the repository."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(params=[as_we_are, as_ordinary_user])
def prefix(request: pytest.FixtureRequest) -> list[str]:
    """Every user who may start the system: root, if the tests run as root, and not root."""
    made: list[str] = request.param()
    return made


@pytest.fixture
def folder(prefix: list[str]) -> Iterator[Path]:
    """A data folder that belongs to the user of `prefix`."""
    account = account_for(Path("/nonexistent"))
    home = throwaway_folder("aftersales-run-", account)
    if prefix and account:
        os.chown(home, account.uid, account.gid)
    yield home / "data"
    shutil.rmtree(home, ignore_errors=True)
