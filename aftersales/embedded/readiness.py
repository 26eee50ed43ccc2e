"""Whether the programs are up: asked at the start, and by the containers' health checks."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from aftersales.embedded.endpoints import data_dir
from aftersales.embedded.errors import RunError
from aftersales.embedded.processes import DEFAULT_PORT

PATIENCE_SECONDS = 60
PULSE_SECONDS = 60  # the worker's is 2, beat's 5


def wait_until_ready(
    port: int, processes: Mapping[str, subprocess.Popen[bytes]]
) -> None:
    """Return when /readyz answers 200; refuse when a process ends before that."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_ready(port):
        for name, process in processes.items():
            if process.poll() is not None:
                raise RunError(f"{name} ended at once; the reason is in its log.")
        if time.monotonic() > deadline:
            raise RunError("The web server does not become ready; see web.log.")
        time.sleep(0.05)


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False


def pulse(program: str) -> None:
    """Leave a sign of life of a program that answers no port."""
    path = _pulse_file(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def has_pulse(program: str) -> bool:
    try:
        age = time.time() - _pulse_file(program).stat().st_mtime
    except FileNotFoundError:
        return False
    return age < PULSE_SECONDS


def _pulse_file(program: str) -> Path:
    """One a machine, for the copies of a program may share the data folder."""
    return data_dir() / "run" / f"{program}-{socket.gethostname()}.alive"


if __name__ == "__main__":  # the health check of the containers
    if sys.argv[1:]:
        is_well = has_pulse(sys.argv[1])
    else:
        is_well = is_ready(int(os.environ.get("PORT", str(DEFAULT_PORT))))
    sys.exit(not is_well)
