"""A busy store in a process of its own, to be killed: takes in, keeps, uses, orders.

`python -m tests.faults.stock_hammer LOG SEED`. Before each deed it writes "try DEED" to
its log, and "done DEED" when the deed is committed. It begins with what its log says it
tried and did not finish, as a person does who got no answer.
"""

import os
import sys
from pathlib import Path
from random import Random
from typing import Any

import django


class Hammer:
    """One worker of the store and its log."""

    def __init__(self, log: Path, seed: str) -> None:
        from foundation.core.actor import SYSTEM
        from tests.conftest import NOON

        self.log, self.seed = log, seed
        self.random = Random(f"{seed}{log.stat().st_size if log.exists() else 0}")
        self.by: dict[str, Any] = {"actor": SYSTEM, "at": NOON}

    def work(self) -> None:
        """Finish what was begun, then go on for ever."""
        begun = self._lines("try")
        for deed in [deed for deed in begun if deed not in set(self._lines("done"))]:
            self._do(deed)
        number = len(begun)
        while True:
            number += 1
            deed = self._choose(number)
            self._write("try", deed)
            self._do(deed)

    def _choose(self, number: int) -> str:
        verb = self.random.choice(
            ["receive", "reserve", "reserve", "consume", "arrive"]
        )
        return f"{verb}:{self.seed}-{number}:{self.random.randint(1, 3)}"

    def _do(self, deed: str) -> None:
        verb, key, quantity = deed.split(":")
        getattr(self, f"_{verb}")(key, int(quantity))
        self._write("done", deed)

    def _receive(self, key: str, quantity: int) -> None:
        from parts.models import Part, StockLocation
        from tests.factories.parts import stocked

        part, place = Part.objects.get(), StockLocation.objects.get()
        stocked(part, place, quantity, key=f"receive:{key}", **self.by)

    def _reserve(self, key: str, quantity: int) -> None:
        from foundation.core.refs import Ref
        from parts.actions.reserving import reserve
        from parts.models import Part, StockLocation

        part, place = Part.objects.get(), StockLocation.objects.get()
        subject, about = Ref("test.line", key), Ref("test.claim", key)
        reserve(
            part,
            quantity=quantity,
            location=place,
            subject=subject,
            about=about,
            urgency=quantity,
            **self.by,
        )

    def _consume(self, _key: str, _quantity: int) -> None:
        from parts.actions.reserving import consume
        from parts.models import Reservation

        held = Reservation.objects.filter(
            state="held", subject_id__startswith=f"{self.seed}-"
        )
        reservation = held.order_by("pk").first()
        if reservation is not None:
            consume(reservation, **self.by)

    def _arrive(self, key: str, _quantity: int) -> None:
        from foundation.core.errors import DomainError
        from parts.actions.purchasing import order_request, receive_line
        from parts.models import PurchaseLine

        try:
            for line in PurchaseLine.objects.filter(request__state="draft"):
                order_request(line.request, **self.by)
            for line in PurchaseLine.objects.filter(request__state="ordered"):
                key_of_line = f"arrive:{key}:{line.pk}"
                receive_line(line, quantity=1, key=key_of_line, **self.by)
        except DomainError:  # the other one was first
            return

    def _lines(self, word: str) -> list[str]:
        if not self.log.exists():
            return []
        pairs = [line.split(" ") for line in self.log.read_text().splitlines()]
        return [pair[1] for pair in pairs if pair[0] == word]

    def _write(self, word: str, deed: str) -> None:
        with self.log.open("a") as log:
            log.write(f"{word} {deed}\n")
            log.flush()
            os.fsync(log.fileno())


if __name__ == "__main__":
    django.setup()
    Hammer(Path(sys.argv[1]), sys.argv[2]).work()
