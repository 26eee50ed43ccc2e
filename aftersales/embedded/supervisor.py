"""`make run`: starts everything in order, keeps it running, ends it in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from aftersales.embedded.accounts import account_for, reachable_folder
from aftersales.embedded.children import Guard, end_leftover, finish, spawn
from aftersales.embedded.endpoints import (
    REPOSITORY,
    RunRecord,
    default_ports,
    read_run,
    secret_key,
    write_run,
)
from aftersales.embedded.errors import RunError
from aftersales.embedded.postgres import Postgres
from aftersales.embedded.processes import (
    DEFAULT_PORT,
    ENDING,
    PREPARE,
    PROGRAMS,
    WEB,
    Program,
)
from aftersales.embedded.readiness import wait_until_ready
from aftersales.embedded.servers import Servers, is_free, new_password

RESTART_LIMIT = 5  # deaths of one program …
RESTART_WINDOW_SECONDS = (
    60  # … in this time: something is wrong that a start won't mend
)
LOG_LIMIT_BYTES = 10_000_000
MARK = (
    "AFTERSALES_RUN"  # in the environment of all we start: how a later start knows them
)


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM or SIGHUP arrived, or whoever started us is gone."""


@dataclass
class Supervisor:
    """The system on one machine, in one data folder."""

    folder: Path
    started_at: float
    environment: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    deaths: dict[str, list[float]] = field(default_factory=dict)

    def run(self) -> None:
        """Serve until asked to stop, and leave nothing running."""
        with self._everything_ends():
            self._start()
            self._watch()

    def lend(self, command: list[str]) -> int:
        """Run one command with the stores running; its result is ours."""
        with self._everything_ends():
            self._settle()
            self._start_servers()
            return subprocess.run(command, env=self.environment, check=False).returncode  # noqa: S603  # from the Makefile
        return 1

    @contextlib.contextmanager
    def _everything_ends(self) -> Iterator[None]:
        for name in ("run", "log", "media"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._end_leftovers()
        self.guard = Guard()
        self.servers = Servers(self.guard, self.folder / "log")
        try:
            _stop_on_signals()
            yield
        except StopRequested:
            say("\nStopping …")
        finally:
            self._stop()

    # --- Starting ---

    def _settle(self) -> int:
        """Decide on everything that all programs are told; returns the port for pages."""
        port = int(os.environ.get("PORT") or DEFAULT_PORT)
        own = Path(sys.executable).parent
        self.environment = {
            **os.environ,
            "PATH": f"{own}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PYTHONUNBUFFERED": "1",
            "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(self.folder),
            "DATA_DIR": str(self.folder),
            "PORT": str(port),
            "BASE_URL": os.environ.get("BASE_URL") or f"http://127.0.0.1:{port}",
            "DEBUG": os.environ.get("DEBUG") or "0",
            "DEMO": self._demo(),
            MARK: str(self.folder),
        }
        return port

    def _start(self) -> None:
        port = self._settle()
        if not is_free(port):
            raise RunError(
                f"Port {port} is taken. Choose another one: make run PORT=8001"
            )
        self._start_servers()
        if (self.folder / "demo").exists():
            # Not the first start: the pages load while the database is looked over.
            self._launch(WEB)
        self._prepare()
        for program in PROGRAMS:
            if program.name not in self.running:
                self._launch(program)
        wait_until_ready(port, self.running)
        self._greet()

    def _start_servers(self) -> None:
        known = read_run(self.folder)
        record = known or RunRecord(*default_ports(self.folder), new_password())
        postgres, valkey = record.postgres_port, record.valkey_port
        data = self.folder / "postgres"
        account = account_for(data)
        if not os.environ.get("REDIS_URL"):
            valkey = self.servers.start_valkey(account, valkey, record.password)
        if not os.environ.get("DATABASE_URL"):
            cluster = Postgres(reachable_folder(data, account), account)
            cluster.prepare(record.password, known=known.password if known else "")
            postgres = self.servers.start_postgres(cluster, postgres, record.password)
        record = RunRecord(postgres, valkey, record.password)
        self.environment.setdefault("DATABASE_URL", record.endpoints.database_url)
        self.environment.setdefault("REDIS_URL", record.endpoints.redis_url)
        for name, process in self.servers.running.items():
            self._note(name, process.pid)
        self._remember(record)

    def _remember(self, record: RunRecord) -> None:
        """Write down what management commands need to join this system."""
        names = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "PORT", "DEBUG", "DEMO")
        environment = {name: self.environment[name] for name in names}
        self.record = RunRecord(
            record.postgres_port, record.valkey_port, record.password, environment
        )
        write_run(self.folder, self.record)

    def _prepare(self) -> None:
        """Migrations and first data, in a process that may ask questions."""
        command = [sys.executable, *PREPARE[1:]]
        done = subprocess.run(  # noqa: S603  # our own command
            command, env=self.environment, cwd=REPOSITORY, check=False
        )
        if done.returncode:
            raise RunError("The database could not be prepared; see above.")
        self.environment["DEMO"] = self._demo()
        self._remember(self.record)

    def _demo(self) -> str:
        """What the person says; else what was decided at the first start; else yes."""
        chosen = self.folder / "demo"
        decided = chosen.read_text().strip() if chosen.exists() else "1"
        return os.environ.get("DEMO") or decided

    def _launch(self, program: Program) -> None:
        executable, *arguments = program.command
        with _log(self.folder / "log" / f"{program.name}.log").open("ab") as log:
            process = spawn(
                [str(Path(sys.executable).parent / executable), *arguments],
                environment={**self.environment, **program.environment},
                log=log,
                death_signal=program.death_signal,
            )
        self.guard.watch(process, program.death_signal)
        self.running[program.name] = process
        self._note(program.name, process.pid)

    def _greet(self) -> None:
        seconds = time.time() - self.started_at
        say(
            f"\nAftersales is at {self.environment['BASE_URL']}  (ready in {seconds:.1f} s)"
        )
        sign_ins = self.folder / "run" / "sign-ins.txt"
        if self.environment["DEMO"] == "1" and sign_ins.exists():
            say(sign_ins.read_text().rstrip())
        say(f"Data and logs are in {self.folder}. Ctrl-C stops everything.")

    # --- Running ---

    def _watch(self) -> None:
        """Start again what dies, until it dies too often or we are asked to stop."""
        starter = os.getppid()
        while True:
            time.sleep(0.5)
            if "MAKELEVEL" in os.environ and os.getppid() != starter:
                raise StopRequested  # make was killed, and with it the terminal's hold
            for program in PROGRAMS:
                if self.running[program.name].poll() is not None:
                    self._count_death(program.name)
                    self._launch(program)
            for name in self.servers.dead():
                self._count_death(name)
                self._note(name, self.servers.restart(name).pid)

    def _count_death(self, name: str) -> None:
        now = time.monotonic()
        recent = [
            t for t in self.deaths.get(name, []) if now - t < RESTART_WINDOW_SECONDS
        ]
        self.deaths[name] = [*recent, now]
        log = self.folder / "log" / f"{name}.log"
        if len(self.deaths[name]) > RESTART_LIMIT:
            raise RunError(f"{name} keeps ending; the reason is in {log}.")
        say(f"{name} ended unexpectedly; starting it again. Its log: {log}")

    # --- Stopping ---

    def _stop(self) -> None:
        """End pages, clock and work, which take their time together; then the stores."""
        for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signal_number, self._hurry)
        ending = [
            (it, self.running[it.name]) for it in ENDING if it.name in self.running
        ]
        for program, process in ending:
            process.send_signal(program.stop_signal)
        for program, process in ending:
            finish(process, patience=program.patience)
            self.guard.release(process)
            self._forget(program.name)
        names = list(self.servers.running)
        self.servers.stop()
        for name in names:
            self._forget(name)
        self.guard.close()

    def _hurry(self, _number: int, _frame: FrameType | None) -> None:
        """A second Ctrl-C: no more patience. No task is lost, it is only repeated."""
        for process in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    # --- Process ids ---

    def _note(self, name: str, pid: int) -> None:
        path = self.folder / "run" / f"{name}.pid"
        # Whoever reads it at this moment finds the old number or the new one.
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{pid}\n")
        fresh.replace(path)

    def _forget(self, name: str) -> None:
        (self.folder / "run" / f"{name}.pid").unlink(missing_ok=True)

    def _end_leftovers(self) -> None:
        """End what a start before us left running although it had two guards."""
        mark = os.fsencode(f"{MARK}={self.folder}")
        for path in (self.folder / "run").glob("*.pid"):
            text = path.read_text().strip()
            if text.isdigit():
                end_leftover(int(text), mark, signal.SIGQUIT)
            path.unlink()


def _log(path: Path) -> Path:
    """The log to append to; an old long one is put aside."""
    if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path


def say(line: str) -> None:
    """Tell the person at the terminal, if there still is one."""
    with contextlib.suppress(BrokenPipeError, OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _stop_on_signals() -> None:
    def request(_number: int, _frame: FrameType | None) -> None:
        raise StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, request)
