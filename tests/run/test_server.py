"""The bridge from one port to pages and streams: no client can keep a thread."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from aftersales import server
from aftersales.server import LIVE_PREFIX, Responder, application, close_streams
from tests.sessions import PATIENCE_SECONDS

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/healthz",
    "query_string": b"",
    "http_version": "1.1",
    "headers": [(b"host", b"127.0.0.1")],
    "server": ("127.0.0.1", 8000),
    "client": ("127.0.0.1", 50000),
}


async def nothing_more() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def never_read(_message: Any) -> None:
    await asyncio.Event().wait()


class Download:
    """A long WSGI answer that tells when its thread is free again."""

    def __init__(self) -> None:
        self.is_over = threading.Event()

    def __call__(self, _environ: Any, start_response: Any) -> Iterable[bytes]:
        try:
            start_response("200 OK", [])
        except TimeoutError:  # on a crowded machine even the first word may be late
            self.is_over.set()
            raise
        return self._chunks()

    def _chunks(self) -> Iterator[bytes]:
        try:
            yield from (b"x" * 4096 for _ in range(10_000))
        finally:
            self.is_over.set()


def test_an_interrupted_download_gives_its_thread_back() -> None:
    download = Download()

    async def interrupted() -> bool:
        has_begun = asyncio.Event()

        async def read_no_more(_message: Any) -> None:
            has_begun.set()
            await asyncio.Event().wait()

        answer = Responder(download, server._threads, 4)
        task = asyncio.ensure_future(answer(SCOPE, nothing_more, read_no_more))
        await has_begun.wait()
        task.cancel()
        return await asyncio.to_thread(download.is_over.wait, PATIENCE_SECONDS)

    assert asyncio.run(interrupted())


def test_a_client_that_stops_reading_loses_its_download(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "STALLED_SECONDS", 0.1)
    download = Download()

    async def stalled() -> bool:
        answer = Responder(download, server._threads, 4)
        with pytest.raises(TimeoutError):
            await answer(SCOPE, nothing_more, never_read)
        return download.is_over.is_set()

    assert asyncio.run(stalled())


def test_pages_are_answered_in_threads() -> None:
    said: list[dict[str, Any]] = []

    async def hear(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(application(SCOPE, nothing_more, hear))

    assert said[0]["status"] == 200
    assert b"".join(part.get("body", b"") for part in said) == b'{"status": "ok"}'


def test_a_shutdown_ends_the_open_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless(_scope: Any, receive: Any, _send: Any) -> None:
        message = await receive()
        assert message == {"type": "http.disconnect"}

    async def shut_down() -> None:
        scope = {**SCOPE, "path": f"{LIVE_PREFIX}x/"}
        stream = asyncio.ensure_future(application(scope, silence, never_read))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        close_streams()
        await asyncio.wait_for(stream, PATIENCE_SECONDS)

    async def silence() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    monkeypatch.setattr(server, "streams", endless)

    asyncio.run(shut_down())

    assert not server._open_streams
