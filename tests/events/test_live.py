"""The stream of one thing, read as a browser reads it."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connections, transaction

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from foundation.core.refs import ref
from foundation.events import bell, live
from foundation.events.actions import record
from foundation.events.live import Watch
from foundation.events.queries import last_position_of
from tests.sessions import PATIENCE_SECONDS, another_session, settled
from tests.timing import nothing_but_the_bell, shortest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading threads that give their connections back."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        monkeypatch.setattr(live, "_readers", pool)
        yield
        pool.submit(lambda: connections.close_all()).result()


@pytest.fixture
def only_the_bell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with nothing_but_the_bell(monkeypatch):
        yield


def note(team: Team, verb: str) -> int:
    with transaction.atomic():
        return record(team, verb, actor=SYSTEM).pk


def happen(team: Team, verb: str = "team.changed") -> int:
    event_id = note(team, verb)
    settled(lambda: last_position_of(ref(team)), event_id.__eq__)
    return event_id


def watch(team: Team, **rules: Callable[..., bool]) -> Watch:
    return Watch(
        ref(team),
        rules.get("may_look", lambda: True),
        rules.get("shows", lambda verb: True),
    )


def read(
    looking: Watch,
    position: int | None,
    *,
    wanted: int = 1,
    seconds: float = PATIENCE_SECONDS,
    meanwhile: Callable[[], Any] | None = None,
    reader: live.Reader | None = None,
) -> list[bytes]:
    """The first `wanted` frames about changes, or those that came in time."""

    async def collect() -> list[bytes]:
        frames: list[bytes] = []
        stream = live.stream(looking, position, reader)
        try:
            async with asyncio.timeout(seconds):
                async for frame in stream:
                    if frame.startswith(b"event: changed"):
                        frames.append(frame)
                    elif meanwhile is not None and frame.startswith(b"retry"):
                        asyncio.get_running_loop().run_in_executor(None, later)
                    if len(frames) == wanted:
                        break
        except TimeoutError:
            pass
        finally:
            await stream.aclose()
        return frames

    def later() -> None:
        assert meanwhile is not None
        try:
            meanwhile()
        finally:
            connections.close_all()

    return asyncio.run(collect())


def test_a_browser_that_comes_back_misses_nothing(team: Team) -> None:
    first, second, third = (happen(team) for _ in range(3))

    frames = read(watch(team), first, wanted=2)

    assert frames == [
        f'event: changed\nid: {n}\ndata: {{"id":{n},"verb":"team.changed"}}\n\n'.encode()
        for n in (second, third)
    ]


def test_a_new_browser_hears_only_what_happens_from_now_on(team: Team) -> None:
    happen(team)

    assert read(watch(team), None, seconds=0.5) == []


class Looker(live.Reader):
    """Has something happen right after its first look."""

    def __init__(self, watch: Watch, position: int, then: Callable[[], Any]) -> None:
        super().__init__(watch, position)
        self._then: deque[Callable[[], Any]] = deque([then])

    def read(self) -> list[bytes]:
        found = super().read()
        while self._then:
            self._then.popleft()()
        return found


def test_news_comes_as_soon_as_the_bell_rings(team: Team, only_the_bell: None) -> None:
    start = happen(team)

    def ring_later() -> None:
        sleep(1)
        note(team, "team.closed")

    frames = read(watch(team), start, meanwhile=ring_later)

    assert b"team.closed" in frames[0]


def test_a_bell_that_rings_right_after_the_first_look_is_heard(
    team: Team, only_the_bell: None
) -> None:
    looking, start = watch(team), happen(team)
    looker = Looker(looking, start, lambda: note(team, "team.closed"))

    frames = read(looking, start, reader=looker)

    assert b"team.closed" in frames[0]


def test_without_a_broker_the_log_is_looked_at_by_the_clock(
    team: Team, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.2)

    frames = read(watch(team), happen(team), meanwhile=lambda: happen(team))

    assert len(frames) == 1


def test_what_may_not_be_known_is_not_told(team: Team) -> None:
    start = happen(team)
    happen(team, "team.secret")
    happen(team, "team.public")
    happen(team, "team.public")

    frames = read(watch(team, shows="team.public".__eq__), start, wanted=2)

    assert [b"team.public" in frame for frame in frames] == [True, True]


def test_other_things_are_not_told(team: Team, other_team: Team) -> None:
    start = happen(team)
    happen(other_team, "team.secret")
    happen(team, "team.public")

    (frame,) = read(watch(team), start)

    assert b"team.public" in frame


def test_the_stream_ends_when_its_reader_may_look_no_longer(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.1)
    answers = iter([True, True])
    start = happen(team)
    begun = monotonic()

    read(watch(team, may_look=lambda: next(answers, False)), start)

    assert monotonic() - begun < PATIENCE_SECONDS  # it did not wait for us to go


def test_news_that_is_not_settled_names_no_place_to_resume_from(team: Team) -> None:
    start = happen(team)
    with another_session() as slow:
        slow.begin()
        slow.run(lambda: note(team, "team.late"))
        note(team, "team.early")

        frames = read(watch(team), start)
        slow.commit()

    assert b"team.early" in frames[0]
    assert b"\nid: " not in frames[0]


def test_what_commits_late_is_told_once_and_in_full(team: Team) -> None:
    reader = live.Reader(watch(team), happen(team))
    with another_session() as slow:
        slow.begin()
        slow.run(lambda: note(team, "team.late"))
        note(team, "team.early")
        told = reader.read()
        slow.commit()
    happen(team, "team.last")

    told += reader.read()

    verbs = [frame.split(b'"verb":"')[1].split(b'"')[0] for frame in told]
    assert sorted(verbs) == [b"team.early", b"team.last", b"team.late"]


def test_a_closed_stream_leaves_nothing_behind(team: Team) -> None:
    read(watch(team), happen(team), seconds=0.3)

    assert live._n_open == 0


def test_a_process_bears_only_so_many_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_n_open", live.MAX_STREAMS)

    assert live.is_full()


@pytest.mark.parametrize(
    ("said", "meant"),
    [("42", 42), ("", None), ("-1", None), ("x", None), ("9" * 40, None), ("٤", None)],
)
def test_only_a_number_is_a_position(said: str, meant: int | None) -> None:
    assert live.position_from(said) == meant


@pytest.fixture
def no_broker(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker that takes connections and never says a word."""
    monkeypatch.setattr(bell, "_quiet", bell.Quiet())
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        bell._client.cache_clear()
        yield
        bell._client().close()
        bell._client.cache_clear()


def test_a_broker_that_hangs_costs_the_ringer_a_moment(no_broker: None) -> None:
    def ring() -> None:
        bell._quiet.until = 0.0
        bell.ring([ref(Team(pk=1))])

    assert shortest(ring) < 2 * bell.RING_SECONDS


def test_a_broker_that_hung_is_left_alone_for_a_while(
    no_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell, "QUIET_SECONDS", 2 * PATIENCE_SECONDS)
    bell.ring([ref(Team(pk=1))])

    assert shortest(lambda: bell.ring([ref(Team(pk=1))])) < bell.RING_SECONDS / 2


def test_who_waited_for_a_wake_up_does_not_wait_to_ring(
    team: Team, no_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[object] = []
    monkeypatch.setattr("foundation.events.actions.wake", lambda *args: sleep(0.08))
    monkeypatch.setattr("foundation.events.actions.ring", rung.append)

    note(team, "team.changed")

    assert rung == []
    assert bell._quiet.until > 0
