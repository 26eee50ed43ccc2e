"""Starting and stopping the embedded PostgreSQL and Valkey."""

import contextlib
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from aftersales.embedded import postgres as pg, valkey
from aftersales.embedded.accounts import Account, account_for
from aftersales.embedded.children import Guard, spawn, stop
from aftersales.embedded.endpoints import RunRecord
from aftersales.embedded.postgres import Postgres, PostgresError
from aftersales.embedded.valkey import ValkeyError

START_SECONDS = 60  # recovery after a crash replays the log first
STOP_SECONDS = 20
ATTEMPTS = 3  # a free port may be taken between the look and the start


@dataclass
class Servers:
    """The servers this process started, which end with it."""

    guard: Guard
    log_folder: Path
    death_signal: signal.Signals = pg.FAST_SHUTDOWN
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_postgres(self, cluster: Postgres, port: int, password: str) -> int:
        """Serve a prepared cluster; returns the port it got."""

        def launch(port: int) -> subprocess.Popen[bytes]:
            with self._log("postgres") as log:
                return spawn(
                    cluster.command(port),
                    environment=cluster.environment(),
                    log=log,
                    account=cluster.account,
                    death_signal=self.death_signal,
                )

        def ready(port: int) -> bool:
            return pg.accepts(RunRecord(port, 0, password).endpoints.database_url)

        return self._start("postgres", launch, ready, port)

    def start_valkey(self, account: Account | None, port: int, password: str) -> int:
        """Serve an empty broker; returns the port it got."""

        def launch(port: int) -> subprocess.Popen[bytes]:
            with self._log("valkey") as log:
                return spawn(
                    [str(valkey.program(account)), "-"],
                    environment={},
                    log=log,
                    account=account,
                    feed=valkey.configuration(port, password),
                )

        def ready(port: int) -> bool:
            return valkey.accepts(RunRecord(0, port, password).endpoints.redis_url)

        return self._start("valkey", launch, ready, port)

    def stop(self) -> None:
        """End what runs, the last started first."""
        signals = {"postgres": self.death_signal}
        for name in list(reversed(self.running)):
            process = self.running.pop(name)
            stop(
                process,
                number=signals.get(name, valkey.SHUTDOWN),
                patience=STOP_SECONDS,
            )
            self.guard.release(process)

    def _start(
        self,
        name: str,
        launch: Callable[[int], subprocess.Popen[bytes]],
        ready: Callable[[int], bool],
        port: int,
    ) -> int:
        for _ in range(ATTEMPTS):
            port = port if port and is_free(port) else free_port()
            process = launch(port)
            self.guard.watch(process, self.death_signal)
            if _wait(process, ready, port):
                self.running[name] = process
                return port
            stop(process, number=signal.SIGTERM, patience=1)
            self.guard.release(process)
            port = 0
        error = PostgresError if name == "postgres" else ValkeyError
        log = self.log_folder / f"{name}.log"
        raise error(f"{name} did not start. The end of {log}:\n{_tail(log)}")

    def _log(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        return (self.log_folder / f"{name}.log").open("ab")


def _wait(
    process: subprocess.Popen[bytes], ready: Callable[[int], bool], port: int
) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if not is_free(port) and ready(port):
            return True
        time.sleep(0.02)
    return False


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-15:])


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def new_password() -> str:
    return secrets.token_urlsafe(18)


__all__ = ["Servers", "account_for", "free_port", "is_free", "new_password"]
