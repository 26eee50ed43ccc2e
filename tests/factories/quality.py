from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from quality.enums import Accuracy
from quality.models import Draw, Sample
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tickets.enums import Outcome, TicketStatus

OCTOBER = date(2026, 10, 1)
# Half past nine in the evening of the last of October at home.
LATE_OCTOBER = datetime(2026, 10, 31, 14, 30, tzinfo=UTC)
DRAWN = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
SEED = "5eed"


class SolvedFactory(TicketFactory):
    status = TicketStatus.CLOSED
    outcome = Outcome.SOLVED
    opened_at = LATE_OCTOBER - timedelta(days=2)
    resolved_at = LATE_OCTOBER
    closed_at = LATE_OCTOBER + timedelta(days=7)
    waiting_since = None  # type: ignore[assignment] # the base waits, this one is done


class DrawFactory(DjangoModelFactory[Draw]):
    class Meta:
        model = Draw

    agent = factory.SubFactory(StaffFactory)
    month = OCTOBER
    seed = SEED
    n_solved = 10
    n_goal = 1
    drawn_at = DRAWN


class SampleFactory(DjangoModelFactory[Sample]):
    class Meta:
        model = Sample

    class Params:
        reviewed = factory.Trait(
            reviewer=factory.SubFactory(StaffFactory),
            reviewed_at=DRAWN + timedelta(days=2),
            accuracy=Accuracy.CORRECT,
            knowledge=4,
            courtesy=5,
            wording=3,
        )

    agent = factory.SubFactory(StaffFactory)
    ticket = factory.SubFactory(
        SolvedFactory, resolved_by=factory.SelfAttribute("..agent")
    )
    episode = 1
    month = OCTOBER
    drawn_at = DRAWN
