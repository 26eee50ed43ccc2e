"""The live number in the bell, read as a browser reads it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.refs import Ref
from foundation.events import live
from foundation.notifications.bell_stream import UnreadReader, watch_bell
from foundation.notifications.models import Notice
from foundation.notifications.notices import NewNotice, owe_notices, read_notices
from tests.conftest import NOON
from tests.factories.notifications import NoticeFactory
from tests.sessions import PATIENCE_SECONDS
from tests.timing import nothing_but_the_bell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading threads that give their connections back."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        monkeypatch.setattr(live, "_readers", pool)
        yield
        pool.submit(lambda: connections.close_all()).result()
        asyncio.run(sync_to_async(connections.close_all)())  # the middleware's


def frame(unread: int, newest: int) -> bytes:
    data = f'{{"unread":{unread},"newest":{newest}}}'
    return f"event: changed\ndata: {data}\n\n".encode()


def told(user: User) -> None:
    """Somebody else's change tells `user` something."""
    notice = NewNotice(
        user_id=user.pk,
        kind="test-due",
        about=Ref("tickets.ticket", "1"),
        path="/desk/",
        data={"number": "TK-90001"},
        dedupe_key="due:1",
    )
    owe_notices([notice], at=NOON)
    connections.close_all()


def test_the_number_is_told_at_first_and_when_it_changes(agent_user: User) -> None:
    reader = UnreadReader(agent_user.pk)
    first, again = reader.read(), reader.read()
    notice = NoticeFactory(user=agent_user)

    changed = reader.read()

    assert first == [frame(0, 0)]
    assert again == []
    assert changed == [frame(1, notice.pk)]


def test_one_read_and_one_new_is_a_change(agent_user: User) -> None:
    old = NoticeFactory(user=agent_user)
    reader = UnreadReader(agent_user.pk)
    reader.read()
    read_notices(Notice.objects.filter(pk=old.pk), user=agent_user, at=NOON)
    new = NoticeFactory(user=agent_user)

    assert reader.read() == [frame(1, new.pk)]


def test_an_open_page_hears_the_bell_at_once(
    agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def listen() -> list[bytes]:
        frames: list[bytes] = []
        stream = live.stream(watch_bell(agent_user), 0, UnreadReader(agent_user.pk))
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for found in stream:
                if found.startswith(b"event"):
                    frames.append(found)
                    loop = asyncio.get_running_loop()
                    loop.call_later(1, loop.run_in_executor, None, told, agent_user)
                if len(frames) == 2:
                    break
        await stream.aclose()
        return frames

    with nothing_but_the_bell(monkeypatch):
        frames = asyncio.run(listen())

    assert frames == [frame(0, 0), frame(1, Notice.objects.get().pk)]


def test_a_closed_login_loses_its_bell(agent_user: User) -> None:
    watch = watch_bell(agent_user)
    before = watch.may_look()
    agent_user.session_version += 1
    agent_user.save()

    assert (before, watch.may_look()) == (True, False)


def answer_to(user: User | None) -> tuple[int, str]:
    """Status and content type, as a browser gets them; the stream itself is not read."""

    async def get() -> tuple[int, str]:
        client = AsyncClient()
        if user is not None:
            await client.aforce_login(user)
        response = await client.get("/live/bell/")
        response.close()
        return response.status_code, response.headers.get("Content-Type", "")

    return asyncio.run(get())


def test_the_stream_is_for_staff(agent_user: User, customer: Customer) -> None:
    assert answer_to(agent_user) == (200, live.CONTENT_TYPE)
    assert answer_to(customer.login)[0] == 403
    assert answer_to(None)[0] == 302


def test_a_full_process_sends_the_page_back_to_polling(
    agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_n_open", live.MAX_STREAMS)

    assert answer_to(agent_user)[0] == 503
