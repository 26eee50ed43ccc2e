"""News of one thing as Server-Sent Events: ids and verbs only, the page fetches the rest.

A stream is resumed from the log, so a line that broke misses nothing. While idle it holds
no thread and no database connection: a few threads of the process read for all streams.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import ParamSpec, Protocol, TypeVar

from django.db import close_old_connections

from foundation.core.refs import Ref
from foundation.events.bell import Listener
from foundation.events.queries import News, last_position_of, news_of

P = ParamSpec("P")
T = TypeVar("T")


class Reads(Protocol):
    """What gives the frames that are new since it was asked last."""

    def read(self) -> list[bytes]:
        """Frames to be sent now."""
        ...


CHECK_SECONDS = 4  # a closed login loses its stream within five
LOOK_SECONDS = 12  # a bell may ring unheard; the log is looked at this often anyway
KEEP_ALIVE_SECONDS = 15  # proxies cut silent lines at thirty
LIFETIME_SECONDS = 600  # then the browser comes back, perhaps to another process
RETRY_MILLISECONDS = 2000
MAX_STREAMS = 400  # per process; the pages of the rest poll

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
CONTENT_TYPE = "text/event-stream; charset=utf-8"

_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")
_n_open = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks at what: `may_look` is asked again and again, in a thread, and must read
    afresh; `shows` says which verbs this looker may learn of."""

    thing: Ref
    may_look: Callable[[], bool]
    shows: Callable[[str], bool]


def is_full() -> bool:
    """Whether this process has as many streams as it can bear."""
    return _n_open >= MAX_STREAMS


def position_from(last_event_id: str) -> int | None:
    """The position a browser names when it comes back; None for a new one."""
    is_id = last_event_id.isascii() and last_event_id.isdigit()
    return int(last_event_id) if is_id and len(last_event_id) < 19 else None


async def stream(
    watch: Watch, position: int | None, reader: Reads | None = None
) -> AsyncGenerator[bytes, None]:
    """Frames about `watch.thing` from `position` on, from now on without one.

    They come from the log, or from a `reader` that knows something else to tell.
    """
    global _n_open
    _n_open += 1
    listener = Listener(watch.thing)
    try:
        yield f"retry: {RETRY_MILLISECONDS}\n: hello\n\n".encode()
        if position is None:
            position = await in_thread(last_position_of, watch.thing)
        async for frame in _frames(watch, reader or Reader(watch, position), listener):
            yield frame
    finally:
        _n_open -= 1
        await listener.close()


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what reads the database in one of the few threads that keep a connection."""

    def read() -> T:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_readers, read)


class Reader:
    """Reads on from a position, without missing what commits late."""

    def __init__(self, watch: Watch, position: int) -> None:
        self._watch = watch
        self._position = position
        self._ahead: set[int] = set()  # told already, but not yet settled

    def read(self) -> list[bytes]:
        """Frames for what is new; only a settled one names a place to resume from."""
        frames = []
        is_settled = True
        for news in news_of(self._watch.thing, self._position):
            is_settled = is_settled and news.is_settled
            is_new = news.id not in self._ahead
            if is_settled:
                self._position = news.id
                self._ahead.discard(news.id)
            else:
                self._ahead.add(news.id)
            if is_new and self._watch.shows(news.verb):
                frames.append(_frame(news, is_settled=is_settled))
        return frames


async def _frames(
    watch: Watch, reader: Reads, listener: Listener
) -> AsyncIterator[bytes]:
    end = monotonic() + LIFETIME_SECONDS
    spoke_at = looked_at = monotonic()
    has_news = True
    await listener.listen()  # before the first look, or what comes between goes unheard
    while monotonic() < end and await in_thread(watch.may_look):
        if has_news or monotonic() - looked_at >= LOOK_SECONDS:
            looked_at = monotonic()
            for frame in await in_thread(reader.read):
                spoke_at = monotonic()
                yield frame
        if monotonic() - spoke_at >= KEEP_ALIVE_SECONDS - CHECK_SECONDS:
            spoke_at = monotonic()
            yield b": still here\n\n"
        has_news = await listener.wait(CHECK_SECONDS)


def _frame(news: News, *, is_settled: bool) -> bytes:
    place = f"id: {news.id}\n" if is_settled else ""
    data = json.dumps({"id": news.id, "verb": news.verb}, separators=(",", ":"))
    return f"event: changed\n{place}data: {data}\n\n".encode()
