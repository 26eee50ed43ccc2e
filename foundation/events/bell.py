"""Ringing for those who look at a thing right now, over Redis; a hint, never a promise."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

import redis
from django.conf import settings
from redis.asyncio import Redis as AsyncRedis

from foundation.core.refs import Ref

if TYPE_CHECKING:
    from redis.asyncio.client import PubSub

logger = logging.getLogger(__name__)

QUIET_SECONDS = 1
RING_SECONDS = 0.1  # a broker that hangs must not hold up the work that rings
CONNECT_SECONDS = 1


def bell_of(thing: Ref) -> str:
    """The channel on which news about `thing` is rung."""
    return f"live:{thing.type}:{thing.id}"


def ring(things: Iterable[Ref]) -> None:
    """Ring for each thing. Costs a moment at most and never fails: pages also poll."""
    if monotonic() < _quiet.until:
        return
    try:
        with _client().pipeline(transaction=False) as pipeline:
            for thing in things:
                pipeline.publish(bell_of(thing), "")
            pipeline.execute()
    except redis.RedisError as error:
        hush()
        logger.info("Nobody heard the bell: %s", error)


def hush() -> None:
    """Do not ring for a while: the broker is away, and each try costs a moment."""
    _quiet.until = monotonic() + QUIET_SECONDS


class Quiet:
    """Until when this process does not ring."""

    until = 0.0


_quiet = Quiet()


class Listener:
    """Hears the bell of one thing; while the broker is away it wakes by the clock."""

    def __init__(self, thing: Ref) -> None:
        self._bell = bell_of(thing)
        self._redis: AsyncRedis | None = None
        self._pubsub: PubSub | None = None

    async def wait(self, seconds: float) -> bool:
        """Until the bell rings or the time is over; whether there may be news."""
        if self._pubsub is None:
            if not await self.listen():
                await asyncio.sleep(seconds)
            return True  # whoever rang before was not heard
        try:
            return await self._pubsub.get_message(timeout=seconds) is not None
        except (redis.RedisError, OSError):
            await self.close()
            return True

    async def close(self) -> None:
        """Let go of the broker."""
        for part in (self._pubsub, self._redis):
            if part is not None:
                with suppress(redis.RedisError, OSError):
                    await part.aclose()
        self._pubsub = self._redis = None

    async def listen(self) -> bool:
        """Hear whoever rings from now on; whether the broker is there."""
        self._redis = AsyncRedis.from_url(
            settings.REDIS_URL, socket_connect_timeout=CONNECT_SECONDS
        )
        self._pubsub = self._redis.pubsub(ignore_subscribe_messages=True)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._pubsub.subscribe(self._bell)
                await self._pubsub.get_message(timeout=CONNECT_SECONDS)  # "you do"
        except (redis.RedisError, OSError, TimeoutError):
            await self.close()
            return False
        return True


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=RING_SECONDS,
        socket_connect_timeout=RING_SECONDS,
        retry_on_timeout=False,
        retry=None,
    )
