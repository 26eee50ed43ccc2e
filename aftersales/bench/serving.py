"""The programs of production, started for a bench and ended with it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from django.conf import settings

from aftersales.embedded.children import finish, spawn
from aftersales.embedded.processes import BEAT, WEB, WORKER, Program
from aftersales.embedded.readiness import wait_until_ready
from aftersales.embedded.servers import free_port

BARE_SETTINGS = {"DJANGO_SETTINGS_MODULE": "aftersales.bench.bare_settings"}
# An answer goes out within its request, not seconds later.
AT_ONCE = {"UNDO_SECONDS": "0"}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A web server that listens on 127.0.0.1."""

    port: int
    process: Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(child) for child in children.read_text().split()]

    def cpu_seconds(self) -> float:
        """Processor time of all its processes so far, ended ones included."""
        own = sum(_ticks(self.process.pid, ended_too=True))
        return (own + sum(sum(_ticks(pid)) for pid in self.workers)) / TICKS

    def memory(self) -> list[tuple[int, int]]:
        """Of each worker the megabytes it holds, and its share where others hold them too."""
        return [(_held(pid, "Rss"), _held(pid, "Pss")) for pid in self.workers]


@contextmanager
def production() -> Iterator[tuple[Server, Server]]:
    """Our web server with worker and beat behind it, and the yardstick beside it."""
    started: list[tuple[Program, Popen[bytes]]] = []
    ports = free_port(), free_port()
    programs = [
        (WEB, ports[0], AT_ONCE), (WEB, ports[1], BARE_SETTINGS),
        (WORKER, ports[0], AT_ONCE), (BEAT, ports[0], AT_ONCE),
    ]  # fmt: skip
    try:
        for program, port, environment in programs:
            started.append((program, _start(program, port, environment)))
        ours, bare = (
            Server(port, process)
            for port, (_program, process) in zip(ports, started, strict=False)
        )
        for server in (ours, bare):
            wait_until_ready(server.port, {"web": server.process})
        yield ours, bare
    finally:
        for program, process in started:
            process.send_signal(program.stop_signal)
        for program, process in started:
            finish(process, patience=program.patience)


def _start(program: Program, port: int, environment: dict[str, str]) -> Popen[bytes]:
    executable, *arguments = program.command
    folder = Path(settings.DATA_DIR) / "log"
    folder.mkdir(parents=True, exist_ok=True)
    own = {"PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}"}
    with (folder / f"bench-{program.name}-{port}.log").open("ab") as log:
        return spawn(
            [str(Path(sys.executable).parent / executable), *arguments],
            environment={**os.environ, **program.environment, **own, **environment},
            log=log,
            death_signal=program.death_signal,
        )


def _ticks(pid: int, *, ended_too: bool = False) -> list[int]:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(field) for field in fields[11 : 15 if ended_too else 13]]


def _held(pid: int, what: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    found = next(line for line in lines if line.startswith(f"{what}:"))
    return int(found.split()[1]) // 1024
