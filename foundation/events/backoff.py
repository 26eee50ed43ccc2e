"""How long to wait before trying again."""

from datetime import timedelta

# A blip, a restart, a deployment, an outage, somebody who has to be woken.
WAITS = tuple(timedelta(minutes=n) for n in (1, 4, 15, 60, 240))


def wait_after(attempts: int) -> timedelta:
    """The wait after so many failed attempts."""
    return WAITS[min(attempts, len(WAITS)) - 1]
