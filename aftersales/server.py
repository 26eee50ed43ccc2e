"""One port: event streams go to Django's ASGI handler, pages to WSGI in threads.

Sync views under the ASGI handler cost four times as much and leak connections.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from a2wsgi.wsgi import WSGIResponder

from aftersales.asgi import application as streams
from aftersales.wsgi import application as pages

# The server, the bridge and Django each spell the types of ASGI in their own way.
Scope = Any
Message = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
_wsgi: Any = pages

LIVE_PREFIX = "/live/"
THREADS = 12  # two workers of them stay far below Postgres' 100 connections
QUEUED_CHUNKS = 64  # a page or a script leaves its thread before the client has read it
STALLED_SECONDS = 20  # a client that reads nothing for so long loses its download


class Responder(WSGIResponder):
    """The bridge to one WSGI request, which gives its thread back when the client goes.

    The bridge's own way is to wait for room in a queue that nobody empties any more:
    two dozen interrupted downloads would block the server for good.
    """

    _is_abandoned = False
    _waiting: Future[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._is_abandoned = True
            if self._waiting is not None:
                self._waiting.cancel()

    def send(self, message: Message) -> None:
        """Called in the thread; raises when nobody takes what it says."""
        self._waiting = asyncio.run_coroutine_threadsafe(
            self.send_queue.put(message), self.loop
        )
        if self._is_abandoned:
            self._waiting.cancel()
        self._waiting.result(timeout=STALLED_SECONDS)


_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
_open_streams: set[asyncio.Event] = set()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
    elif scope["path"].startswith(LIVE_PREFIX):
        await _stream(scope, receive, send)
    else:
        responder = Responder(_wsgi, _threads, QUEUED_CHUNKS)
        await responder(scope, receive, send)


def close_streams() -> None:
    """End every open stream, so that a shutdown need not wait; browsers come back."""
    for ended in _open_streams:
        ended.set()


async def _stream(scope: Scope, receive: Receive, send: Send) -> None:
    ended = asyncio.Event()
    _open_streams.add(ended)

    async def receive_or_end() -> Message:
        """What the browser sends, or its departure as soon as we shut down."""
        message = asyncio.ensure_future(receive())
        end = asyncio.ensure_future(ended.wait())
        try:
            await asyncio.wait({message, end}, return_when=asyncio.FIRST_COMPLETED)
            return message.result() if message.done() else {"type": "http.disconnect"}
        finally:
            message.cancel()
            end.cancel()

    try:
        await streams(scope, receive_or_end, send)
    finally:
        _open_streams.discard(ended)
