"""Gives every test run a PostgreSQL and a Valkey of its own, thrown away at its end.

Loaded by `-p` in pyproject.toml, so that the addresses are in the environment before
Django's settings are read. TEST_DATABASE_URL and TEST_REDIS_URL name real servers.
"""

import os
import re
from collections.abc import Generator
from pathlib import Path

import pytest

from aftersales.embedded.accounts import account_for, throwaway_folder
from aftersales.embedded.children import Guard
from aftersales.embedded.endpoints import RunRecord
from aftersales.embedded.postgres import THROWAWAY_SETTINGS, Postgres
from aftersales.embedded.processes import POSTGRES_SETTINGS
from aftersales.embedded.servers import Servers, free_port, new_password

VALKEY_DATABASES = 16  # Valkey's default

_stoppers: list["ThrowawayServers"] = []


class ThrowawayServers:
    """Servers in a temporary folder that is gone when they are."""

    def __init__(self) -> None:
        account = account_for(Path("/nonexistent"))
        self.folder = throwaway_folder("aftersales-test-", account)
        self.guard = Guard(throwaway=self.folder)
        # The data are worthless: an immediate end leaves nothing to wait for.
        self.servers = Servers(self.guard, self.folder)
        password = new_password()
        cluster = Postgres(
            self.folder / "postgres", account, (*POSTGRES_SETTINGS, *THROWAWAY_SETTINGS)
        )
        try:
            broker = self.servers.start_valkey(account, free_port(), password)
            cluster.prepare(password)
            database = self.servers.start_postgres(cluster, free_port(), password)
        except BaseException:
            self.stop()
            raise
        self.endpoints = RunRecord(database, broker, password).endpoints

    def stop(self) -> None:
        self.servers.stop()
        self.guard.close()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Before pytest-django reads the settings, which is not before any wrapper."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["REDIS_URL"] = own_database(os.environ["REDIS_URL"], worker)
    else:
        _provide()
    return (yield)


def _provide() -> None:
    wanted = {
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL"),
        "REDIS_URL": os.environ.get("TEST_REDIS_URL"),
    }
    if not all(wanted.values()):
        started = ThrowawayServers()
        _stoppers.append(started)
        wanted["DATABASE_URL"] = (
            wanted["DATABASE_URL"] or started.endpoints.database_url
        )
        wanted["REDIS_URL"] = wanted["REDIS_URL"] or started.endpoints.redis_url
    os.environ.update({name: url for name, url in wanted.items() if url})
    # The patience of a task: a crowded machine is slow, and slow is not wrong.
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "60000")


def own_database(redis_url: str, worker: str) -> str:
    """The same server, but a queue that the other workers do not see."""
    number = 1 + int(re.sub(r"\D", "", worker) or 0) % (VALKEY_DATABASES - 1)
    return re.sub(r"/\d*$", "", redis_url) + f"/{number}"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    while _stoppers:
        _stoppers.pop().stop()
