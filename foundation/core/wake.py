"""Waking the workers: a hint, never a promise.

The row in Postgres is the truth and a sweep finds it, so a wake-up may be lost. What it
must not do is cost: a broker that is down or hangs takes 0.1 s from one request and
nothing from the next ones.
"""

import contextlib
import logging
import os
import threading
import time

from celery import current_app
from kombu import Connection, Producer
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.08  # connecting and all; the request may lose 0.1
SILENCE_SECONDS = 1.0  # after a failure; the sweeps do what is missed in it

# The worker's own connection waits and retries, which would block a request for 20 s.
IMPATIENT = {
    "socket_timeout": PATIENCE_SECONDS,
    "socket_connect_timeout": PATIENCE_SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
}


class Bell:
    """This process's way to the broker: one connection a thread, silent after a failure."""

    def __init__(self) -> None:
        self._local = threading.local()
        self._silent_until = 0.0

    def ring(self, task_name: str, args: tuple[int, ...], after: float) -> None:
        """Publish the task, or do nothing: the caller's work is done either way."""
        if time.monotonic() < self._silent_until:
            return
        try:
            current_app.send_task(
                task_name,
                args,
                producer=self._producer(),
                retry=False,
                countdown=after or None,
            )
        except (OSError, KombuError, RedisError) as error:
            self._silent_until = time.monotonic() + SILENCE_SECONDS
            self._drop()
            logger.warning("no wake-up for %s: %s", task_name, type(error).__name__)

    def _producer(self) -> Producer:
        if getattr(self._local, "pid", None) != os.getpid():  # not our parent's socket
            self._local.pid = os.getpid()
            self._local.connection = Connection(
                current_app.conf.broker_url, transport_options=IMPATIENT
            )
        producer: Producer = self._local.connection.Producer(auto_declare=False)
        return producer

    def _drop(self) -> None:
        """Forget a connection of unknown state; the next ring opens another."""
        connection = self._local.__dict__.pop("connection", None)
        self._local.pid = None
        if connection is not None:
            with contextlib.suppress(OSError, KombuError, RedisError):
                connection.release()


_bell = Bell()


def wake(task_name: str, *args: int, after: float = 0) -> None:
    """Publish a task by name: at most 0.1 s, and never an error.

    `after` so many seconds, a few only: a worker holds it meanwhile.
    """
    _bell.ring(task_name, args, after)
