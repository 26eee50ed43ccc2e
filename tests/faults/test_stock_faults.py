"""kill -9 in a busy store: nothing is lost, nothing doubled, the books are right."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from time import sleep

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count

from parts.models import Reservation, StockLocation, StockMove
from parts.turns import served
from tests.factories.parts import (
    LocationFactory,
    OfferFactory,
    PartFactory,
    balance,
    differences,
)
from tests.faults.conftest import PATIENCE_SECONDS, Workers
from tests.sessions import eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(900),  # all waits together
]

ROUNDS = 4
# What each does before it dies.
ENOUGH = 12
HANDS = ("a", "b")


class Hands:
    """Workers of the store, each with a log of its own."""

    def __init__(self, workers: Workers) -> None:
        self.folder, self.environment = workers.folder, workers._environment()
        self.random = Random(6)

    def log(self, who: str) -> Path:
        return self.folder / f"{who}.log"

    def lines(self, who: str, word: str) -> list[str]:
        text = self.log(who).read_text() if self.log(who).exists() else ""
        found = [line.split(" ") for line in text.splitlines()]
        return [pair[1] for pair in found if pair[0] == word]

    def deeds(self, word: str) -> list[str]:
        return [deed for who in HANDS for deed in self.lines(who, word)]

    def work_and_die_often(self) -> None:
        """So often that they die in the middle of everything they do."""
        for _ in range(ROUNDS):
            self._work_and_die()

    def _work_and_die(self) -> None:
        """Let all of them work, and pull the plug of each in the middle of something."""
        n_before = {who: len(self.lines(who, "done")) for who in HANDS}
        running = {who: self._start(who) for who in HANDS}
        for who, process in running.items():
            self._wait_for(who, n_before[who] + ENOUGH)
            sleep(self.random.uniform(0, 0.2))
            assert process.poll() is None, (self.folder / f"{who}.err").read_text()
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait_for(self, who: str, n_done: int) -> None:
        def is_there() -> bool:
            return len(self.lines(who, "done")) > n_done

        eventually(is_there, bool, PATIENCE_SECONDS)

    def _start(self, who: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{who}.err").open("wb") as err:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.stock_hammer", self.log(who), who],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdout=err,
                stderr=err,
                start_new_session=True,
            )


def other_sessions() -> int:
    """Who is left at the database: a session ends a moment after its process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        (count,) = cursor.fetchone()
    return int(count)


def keyed(verb: str, deeds: list[str]) -> set[tuple[str, int]]:
    """The deeds of one sort by key, with their quantity."""
    split = [deed.split(":") for deed in deeds]
    return {(key, int(quantity)) for word, key, quantity in split if word == verb}


def test_a_store_that_is_killed_loses_and_doubles_nothing(workers: Workers) -> None:
    part = PartFactory.create(sku="MN-NC12")
    OfferFactory.create(part=part)
    place: StockLocation = LocationFactory.create()
    hands = Hands(workers)

    hands.work_and_die_often()
    eventually(other_sessions, (0).__eq__)

    done = hands.deeds("done")
    received = {
        (key.removeprefix("receive:"), quantity)
        for key, quantity in StockMove.objects.filter(
            key__startswith="receive:"
        ).values_list("key", "quantity")
    }
    reserved = set(Reservation.objects.values_list("subject_id", "quantity"))
    doubled = Reservation.objects.values("subject_id").annotate(n=Count("pk"))
    used = Reservation.objects.filter(state="consumed")
    waiting = [row.quantity for row in Reservation.objects.waiting()]
    on_hand, kept = balance(part, place)

    assert len(done) > ROUNDS * len(HANDS) * ENOUGH
    # What was answered is there, once, as it was asked for.
    assert keyed("receive", done) <= received
    assert keyed("reserve", done) <= reserved
    assert not doubled.filter(n__gt=1).exists()
    # What is there was at least asked for.
    tried = hands.deeds("try")
    assert received <= keyed("receive", tried)
    assert reserved <= keyed("reserve", tried)
    # What was used left the store once each.
    assert StockMove.objects.filter(reason="consumed").count() == used.count() > 0
    assert served(on_hand - kept, waiting) == 0
    assert differences() == []
