"""Waiting for the web server to say that it is ready."""

import http.client
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress

from aftersales.embedded.errors import RunError

PATIENCE_SECONDS = 60


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
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False
