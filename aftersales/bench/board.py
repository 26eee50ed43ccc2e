"""How long the live board takes whoever sees every ticket: its page and its refresh."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from django.core.cache import cache
from django.test import Client

from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import User
from tickets.models import TicketClock

ADDRESS = "/insights/"
REFRESH = {"HX-Request": "true", "HX-Target": "div#board"}
RUNS = 100
RUNS_OF_FIRST = 30


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the usual and the slow."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """What the bench says about the board."""

    n_open: int
    n_late: int
    refresh: Spread
    page: Spread
    first_page: Spread


def measure_board() -> BoardFigures:
    """One reader in one process, through every middleware, the answer written."""
    reader = User.objects.filter(role=Role.MANAGER, is_active=True)[0]
    reader.sees = Sight.ALL
    reader.save()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(reader)
    live = TicketClock.objects.live()
    return BoardFigures(
        n_open=live.values("ticket").distinct().count(),
        n_late=live.filter(breached_at__isnull=False).count(),
        first_page=_spread(lambda: client.get(ADDRESS), RUNS_OF_FIRST, cache.clear),
        page=_spread(lambda: client.get(ADDRESS), RUNS),
        refresh=_spread(lambda: client.get(ADDRESS, headers=REFRESH), RUNS),
    )


def _spread(
    run: Callable[[], object], n_runs: int, prepare: Callable[[], object] = bool
) -> Spread:
    """Of `n_runs`, behind one to warm up."""
    run()
    times = [_timed(run, prepare) for _ in range(n_runs)]
    return Spread(median(times), quantiles(times, n=20)[-1])


def _timed(run: Callable[[], object], prepare: Callable[[], object]) -> float:
    prepare()
    begun = perf_counter()
    run()
    return (perf_counter() - begun) * 1000
