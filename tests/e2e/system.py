"""The whole system as `make run` starts it, in a folder of its own."""

import contextlib
import json
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

from aftersales.embedded.endpoints import REPOSITORY, run_file

T = TypeVar("T")
START_SECONDS = 300  # a first start with demo data, on a busy machine
STORES = {"DATABASE_URL", "REDIS_URL"}
# A data folder of a system that runs already: saves the start while writing a test.
RUNNING = "E2E_DATA_DIR"


@dataclass(frozen=True)
class System:
    """A running system: where its pages are and where its data goes."""

    url: str
    folder: Path

    def mail_with(self, to: str, words: str, *, seconds: float = 90) -> str:
        """The text of the mail to `to` that contains `words`; waits for the worker."""
        mails = until(lambda: self._mails(to, words), seconds=seconds)
        assert mails, f"No mail to {to} with “{words}” within {seconds} s."
        return part(mails[-1], "plain")

    def pages_mailed(self, to: str) -> list[str]:
        """The HTML of all mail to an address."""
        return [part(mail, "html") for mail in self._mails(to)]

    def pid(self, name: str) -> int:
        """The process of one program, as the pid file says."""
        return int((self.folder / "run" / f"{name}.pid").read_text())

    def manage(self, *words: str) -> str:
        """What a management command prints that joins this system."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=_environment(self.folder),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def is_ready(self) -> bool:
        """Whether pages can be served."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    @contextlib.contextmanager
    def nothing_is_restarted(self) -> Iterator[None]:
        """Holds the supervisor still, so that what is killed stays dead for a while."""
        supervisor = _parent(self.pid("web"))
        os.kill(supervisor, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(supervisor, signal.SIGCONT)

    def _mails(self, to: str, words: str = "") -> list[EmailMessage]:
        """What went out to an address, as it lies in the outgoing store."""
        found = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted((self.folder / "outbox").glob("*.eml"))
        ]
        own = [mail for mail in found if to in str(mail["To"])]
        return [mail for mail in own if words in part(mail, "plain")]


@contextlib.contextmanager
def running_system() -> Iterator[System]:
    """`make run` on an empty folder and a free port, ended and cleared away after."""
    if known := os.environ.get(RUNNING):
        record = json.loads(run_file(Path(known)).read_text())
        yield System(record["environment"]["BASE_URL"], Path(known))
        return
    folder = Path(tempfile.mkdtemp(prefix="aftersales-e2e-"))
    folder.chmod(0o711)  # the stores may run as another user
    port = _free_port()
    system = System(f"http://127.0.0.1:{port}", folder / "data")
    process = _start(system, port, folder / "log.txt")
    try:
        until(
            lambda: process.poll() is not None or system.is_ready(),
            seconds=START_SECONDS,
        )
        assert system.is_ready(), (folder / "log.txt").read_text()
        yield system
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def until(ask: Callable[[], T], *, seconds: float) -> T:
    """The first true answer, or the last one when time is up."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(0.25)
    return answer


def part(mail: EmailMessage, kind: str) -> str:
    """The words of a mail as plain text or as HTML."""
    body = mail.get_body((kind,))
    return str(body.get_content()) if body else ""


def _start(system: System, port: int, log_file: Path) -> subprocess.Popen[bytes]:
    environment = {
        **_environment(system.folder),
        "PORT": str(port),
        "BASE_URL": system.url,
        "DEMO": "1",
        "DEBUG": "0",
        "UNDO_SECONDS": "2",
        "DEMO_SIZE": "12,30,20",
    }
    with log_file.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "aftersales.embedded"],
            cwd=REPOSITORY,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _environment(folder: Path) -> dict[str, str]:
    """Ours, but for the stores of the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in STORES}
    return {**kept, "DATA_DIR": str(folder)}


def _parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("PPid:")[1].split()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
