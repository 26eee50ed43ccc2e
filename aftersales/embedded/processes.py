"""The programs of the system, said once for `make run` and the containers."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field

POSTGRES_MAJOR = "18"
VALKEY_MAJOR = "9"
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
POSTGRES_SETTINGS = (
    "shared_preload_libraries=pg_stat_statements",
    "timezone=UTC",
    "log_timezone=UTC",
)

DEFAULT_PORT = 8000
QUEUES = ("events", "messages", "timers", "bulk")

# What every program of ours reads; secrets may also come as NAME_FILE.
VARIABLES = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "DATA_DIR",
    "BASE_URL",
    "PORT",
    "SMTP_URL",
    "DEBUG",
    "DEMO",
)


@dataclass(frozen=True, slots=True)
class Program:
    """One long-running program, and how it is ended."""

    name: str
    command: tuple[str, ...]
    patience: float  # seconds between the request to end and the end
    # For the moment when nobody is left to wait: end now, lose no task.
    death_signal: signal.Signals = signal.SIGQUIT
    stop_signal: signal.Signals = signal.SIGTERM
    environment: Mapping[str, str] = field(default_factory=dict)


PREPARE = ("python", "manage.py", "prepare")

WEB = Program(
    "web",
    ("gunicorn", "--config", "gunicorn.conf.py", "aftersales.server:application"),
    patience=35,  # gunicorn's own graceful time-out is 30
    environment={"STATEMENT_TIMEOUT_MS": "5000"},  # nobody waits longer for a page
)
WORKER = Program(
    "worker",
    (
        "celery",
        "--app=aftersales",
        "worker",
        f"--queues={','.join(QUEUES)}",
        "--concurrency=2",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
    ),
    patience=130,  # a task may take its hard limit of 120
    environment={"STATEMENT_TIMEOUT_MS": "60000"},
)
BEAT = Program(
    "beat",
    ("celery", "--app=aftersales", "beat", "--loglevel=INFO", "--pidfile="),
    patience=10,
    death_signal=signal.SIGTERM,
)

# In the order of their start; they end in the order given by ENDING.
PROGRAMS = (WEB, WORKER, BEAT)
ENDING = (WEB, BEAT, WORKER)  # no new work, no new ticks, then finish what is there
