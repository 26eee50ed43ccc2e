"""Real workers at the test's own database and broker, to be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings
from django.db import connection

from aftersales.embedded.processes import QUEUES
from tests.sessions import eventually

# For whatever a worker has to do, its start included, on a crowded machine.
PATIENCE_SECONDS = 180


@dataclass
class Workers:
    """Starts workers with a clock of their own, each in a process group of its own."""

    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, **environment: str) -> subprocess.Popen[bytes]:
        """A worker that is ready to work."""
        log = self.folder / f"worker{len(self.running)}.log"
        command = (
            f"-m celery --app=aftersales worker --beat --queues={','.join(QUEUES)}"
        )
        with log.open("wb") as out:
            worker = subprocess.Popen(
                [
                    *(sys.executable, *command.split()),
                    *("--concurrency=1", "--loglevel=INFO"),
                    *("--without-gossip", "--without-mingle"),
                ],
                env={**self._environment(), **environment},
                cwd=settings.BASE_DIR,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(worker)
        ready = eventually(
            lambda: b" ready." in log.read_bytes() or worker.poll() is not None,
            bool,
            PATIENCE_SECONDS,
        )
        assert ready, "it never came up"
        assert worker.poll() is None, log.read_text()
        return worker

    def kill(self) -> None:
        """Pull the plug of every worker."""
        while self.running:
            worker = self.running.pop()
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()

    def _environment(self) -> dict[str, str]:
        database = urlsplit(os.environ["DATABASE_URL"])
        name = str(connection.settings_dict["NAME"])
        return {
            **os.environ,
            "DATABASE_URL": database._replace(path=f"/{name}").geturl(),
            "DATA_DIR": str(self.folder),
            "SMTP_URL": "",
            "SWEEP_SECONDS": "1",
            "PYTHONWARNINGS": "ignore",
        }


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """This test's queues, empty before and after."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def workers(
    transactional_db: None, broker: redis.Redis, tmp_path: Path
) -> Iterator[Workers]:
    started = Workers(tmp_path)
    yield started
    started.kill()
