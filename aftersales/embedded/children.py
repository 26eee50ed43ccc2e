"""Child processes that cannot outlive us, however we end."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from aftersales.embedded.accounts import Account

PR_SET_PDEATHSIG = 1
GUARD_PATIENCE_SECONDS = 10  # a fast shutdown of PostgreSQL takes less

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: IO[bytes] | None,
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
    feed: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, ended by the kernel when we die."""
    # As root, even a log in a closed folder works: the file is opened before the change.
    process = subprocess.Popen(  # noqa: S603  # commands come from our own constants
        command,
        env=environment,
        stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        start_new_session=True,
        cwd="/" if account else None,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=_die_with(os.getpid(), death_signal),
    )
    if feed is not None and process.stdin is not None:
        with contextlib.suppress(BrokenPipeError), process.stdin as stdin:
            stdin.write(feed.encode())
    return process


def _die_with(parent: int, number: signal.Signals) -> Callable[[], None]:
    """What a child does between fork and exec, after its change of user."""

    def ask_the_kernel() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(number))
            if os.getppid() != parent:  # it died before we asked
                os._exit(1)

    return ask_the_kernel


def stop(
    process: subprocess.Popen[bytes], *, number: signal.Signals, patience: float
) -> None:
    """Ask one process to end, and end its whole group if it does not."""
    process.send_signal(number)
    finish(process, patience=patience)


def finish(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Wait for a process that was asked to end; end its whole group if it does not."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Guard:
    """A twin of this process that clears up if this one is killed.

    It reads the process ids to watch from a pipe. When the pipe closes with ids still
    on the list, we died without clearing up: it ends them, group by group, and removes
    `throwaway`. Make it before any thread is started.
    """

    def __init__(self, throwaway: Path | None = None) -> None:
        reader, self._writer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                os.close(self._writer)
                _keep_watch(reader, throwaway)
            finally:
                os._exit(0)
        os.close(reader)

    def watch(self, process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        os.write(self._writer, f"{process.pid} {int(number)}\n".encode())

    def release(self, process: subprocess.Popen[bytes]) -> None:
        os.write(self._writer, f"{process.pid} 0\n".encode())

    def close(self) -> None:
        """Wait until the twin has cleared up and gone."""
        os.close(self._writer)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


def _keep_watch(reader: int, throwaway: Path | None) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):  # or a pipe after us would wait for us
        os.dup2(null, descriptor)
    watched: dict[int, int] = {}
    with os.fdopen(reader) as lines:
        for line in lines:
            pid, wanted = map(int, line.split())
            watched[pid] = wanted
    _end({pid: wanted for pid, wanted in watched.items() if wanted})
    if throwaway is not None:
        shutil.rmtree(throwaway, ignore_errors=True)


def _end(watched: Mapping[int, int]) -> None:
    for pid, number in watched.items():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
    deadline = time.monotonic() + GUARD_PATIENCE_SECONDS
    for pid in watched:
        while is_alive(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether a process of this id exists and is more than a remnant."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )
    except (OSError, IndexError):
        return True


def end_leftover(pid: int, mark: bytes, number: signal.Signals) -> None:
    """End a process of an earlier start, if `pid` still is the one that bears `mark`."""
    if mark not in _self_description(pid):
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
    deadline = time.monotonic() + GUARD_PATIENCE_SECONDS
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    if is_alive(pid):
        os.kill(pid, signal.SIGKILL)


def _self_description(pid: int) -> bytes:
    """Command line and environment of a process, empty if there is none or not ours."""
    proc = Path(f"/proc/{pid}")
    if not Path("/proc/self").exists():
        command = ["/bin/ps", "eww", "-o", "command=", "-p", str(pid)]
        return subprocess.run(command, capture_output=True, check=False).stdout  # noqa: S603  # an integer
    try:
        return (proc / "cmdline").read_bytes() + (proc / "environ").read_bytes()
    except OSError:
        return b""
