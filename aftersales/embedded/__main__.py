"""The command behind `make run`, `make backup` and `make restore`."""

import fcntl
import os
import sys
import time
from pathlib import Path

from aftersales.embedded.endpoints import data_dir
from aftersales.embedded.errors import RunError
from aftersales.embedded.supervisor import Supervisor, say

# The guard of a killed start holds the lock until it has cleared up.
LOCK_PATIENCE_SECONDS = 20


def main(arguments: list[str]) -> int:
    """Nothing: run the system. `with COMMAND`: run it with the stores, whether or not
    the system runs. `alone COMMAND`: the same, and the system must not run."""
    folder = data_dir()
    if not folder.exists():
        folder.mkdir(parents=True)
        # Others may pass, for a server of another user may live inside, but not look.
        folder.chmod(0o711)
    os.umask(0o027)
    mode, *command = arguments or ["run"]
    supervisor = Supervisor(folder, float(os.environ.get("STARTED") or time.time()))
    try:
        if mode == "with" and _is_running(folder):
            os.execvp(command[0], command)  # noqa: S606  # from the Makefile
        _lock(folder)  # until this process ends
        if mode == "run":
            supervisor.run()
            return 0
        return supervisor.lend(command)
    except RunError as error:
        say(f"{error}")
        return 1


def _is_running(folder: Path) -> bool:
    (folder / "run").mkdir(exist_ok=True)
    with (folder / "run" / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lock(folder: Path) -> int:
    """Nobody else runs the system in this folder while we do."""
    (folder / "run").mkdir(exist_ok=True)
    lock = os.open(folder / "run" / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 20, 0).decode().strip()
            if Path(f"/proc/{holder}").exists() or time.monotonic() > deadline:
                raise RunError(
                    f"The system already runs in {folder} (process {holder})."
                ) from None
            time.sleep(0.1)
        else:
            os.truncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
            return lock


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
