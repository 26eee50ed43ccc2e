"""The demo shop obeys the rules, because it is made by the same actions."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from aftersales.demo.load import Size, load_demo
from customers.models import Customer
from desk.models import SavedView
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.events.models import Event
from parts.models import Part, PurchaseRequest, ReorderRule
from parts.replay import replay_stock
from tests.conftest import NOON
from tickets.enums import Metric, Stage
from tickets.first_policies import ensure_first_policies
from tickets.models import (
    RoutingDecision,
    RoutingSettings,
    Ticket,
    TicketClock,
    Tracker,
)
from tickets.replay import replay_clocks
from warranty.enums import CoverKind
from warranty.models import Claim, CoverageEvent, UnitCover
from warranty.replay import replay_coverage


@pytest.fixture(scope="module")
def shop(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One shop for all tests that only look at it, gone with their transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(NOON, lambda _what: None, Size(12, 40, 30))
        yield
        transaction.set_rollback(True)


def test_the_demo_has_staff_of_every_role(shop: None) -> None:
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)


def test_the_demo_has_tickets_in_several_states_and_none_in_the_future(
    shop: None,
) -> None:
    tickets = Ticket.objects.all()

    assert tickets.count() == 54
    assert len(set(tickets.values_list("status", flat=True))) >= 4
    assert not tickets.filter(last_message_at__gt=NOON).exists()


def test_the_demo_has_claims_wherever_a_claim_can_stand(shop: None) -> None:
    claims = Claim.objects.all()

    assert len(set(claims.values_list("status", flat=True))) >= 12
    assert claims.filter(alarms__decision="").exists()
    assert not claims.filter(steps__at__gt=NOON).exists()


def test_the_store_of_the_demo_is_what_its_moves_say(shop: None) -> None:
    batches = list(replay_stock())

    assert sum(batch.n_cases for batch in batches) == Part.objects.count() == 26
    assert [one for batch in batches for one in batch.differences] == []
    states = PurchaseRequest.objects.values_list("state", flat=True)
    assert set(states) == {"draft", "ordered", "done"}
    assert ReorderRule.objects.filter(is_low=True).exists()


def test_every_cover_of_the_demo_is_what_its_events_say(shop: None) -> None:
    batches = list(replay_coverage())

    assert sum(batch.n_cases for batch in batches) == UnitCover.objects.count() > 40
    assert [one for batch in batches for one in batch.differences] == []


def test_nearly_everything_that_can_happen_to_a_cover_did(shop: None) -> None:
    kinds = set(CoverageEvent.objects.values_list("kind", flat=True))

    # The calendar has not changed, and no delivery was learnt of later.
    assert set(CoverKind.values) - kinds == {"held", "dated"}


@pytest.mark.django_db
def test_the_demo_loads_just_after_midnight_too() -> None:
    midnight = NOON.replace(hour=17, minute=8)  # in UTC

    load_demo(midnight, lambda _what: None, Size(12, 40, 5))

    assert not CoverageEvent.objects.filter(at__gt=midnight).exists()


def test_the_demo_explains_why_two_cases_wait(shop: None) -> None:
    stuck = Ticket.objects.filter(kind="installation", assignee=None, team=None)

    assert stuck.count() == 2
    assert (
        RoutingDecision.objects.filter(ticket__in=stuck, reason="nobody").count() == 2
    )


def test_the_case_of_the_pictures_shows_what_is_kept_beside_a_ticket(
    shop: None,
) -> None:
    ticket = Ticket.objects.get(customer__name="Nguyễn Thu Hà")
    borne = ticket.ticket_tags.values_list("tag__name", flat=True)

    assert ticket.checklist.filter(done_at=None).count() == 2
    assert set(borne) == {"Lô 2409", "Khách quen"}
    assert Tracker.objects.get().tracked.filter(ticket=ticket).exists()
    assert SavedView.objects.filter(sharing="all").count() == 4


def test_every_demo_ticket_was_opened_by_an_event(shop: None) -> None:
    opened = Event.objects.filter(verb="ticket.opened").count()

    assert opened == Ticket.objects.count()


def test_the_demo_is_the_same_on_every_machine(shop: None) -> None:
    names = list(Customer.objects.order_by("pk").values_list("name", flat=True)[:2])

    assert len(names) == 2
    assert Customer.objects.filter(name="Nguyễn Thu Hà").exists()


def test_the_demo_is_not_loaded_twice(shop: None) -> None:
    out = StringIO()

    call_command("demo", stdout=out)

    assert Ticket.objects.count() == 54
    assert "not loaded" in out.getvalue()


@pytest.mark.django_db
def test_the_black_box_is_the_same_when_it_is_seeded_again() -> None:
    first, second = _blackbox(), _blackbox()

    assert first["tickets"] == second["tickets"]
    assert first["purchase"] == second["purchase"]
    assert first["principals"]["lead"]["id"] == second["principals"]["lead"]["id"]


@pytest.mark.django_db
def test_what_the_black_box_sold_is_under_cover_once() -> None:
    _blackbox()
    _blackbox()

    covers = UnitCover.objects.filter(unit__product__sku__startswith="BB-")
    assert [cover.ends_on > NOON.date() for cover in covers] == [True] * 4


@pytest.mark.django_db
def test_in_the_black_box_nobody_gets_a_ticket_by_themselves() -> None:
    _blackbox()

    assert not RoutingSettings.objects.filter(is_enabled=True).exists()


@pytest.mark.django_db
def test_the_black_box_names_everybody_and_says_null_for_what_is_not_there() -> None:
    seeded = _blackbox()

    assert set(seeded["principals"]) == {
        "customer_a",
        "customer_b",
        "agent_x1",
        "agent_x2",
        "agent_y1",
        "agent_own",
        "lead",
        "technician",
        "warehouse",
        "warranty_manager",
        "clerk",
        "dispatcher",
        "finance",
        "manager",
        "admin",
    }
    assert seeded["sla_policy"] == "Hộp đen"
    assert seeded["vouchers"] is None


@pytest.mark.django_db
def test_the_tickets_of_the_black_box_count_in_minutes() -> None:
    ensure_first_policies(NOON)

    seeded = _blackbox()

    clocks = TicketClock.objects.filter(
        ticket__number__in=seeded["tickets"].values(),
        target__version__policy__name=seeded["sla_policy"],
    )
    assert clocks.count() == 6
    assert max(clock.due_at - clock.started_at for clock in clocks) <= timedelta(
        minutes=20
    )


def test_every_ticket_of_the_demo_has_a_promise(shop: None) -> None:
    assert not Ticket.objects.filter(sla_version=None).exists()
    assert TicketClock.objects.filter(verdict="met").exists()


def test_some_repairs_of_the_demo_run_through_a_stage(shop: None) -> None:
    live = TicketClock.objects.live().filter(metric=Metric.STAGE)
    pictured = live.get(ticket__customer__name="Nguyễn Thu Hà")

    assert live.count() > 1
    assert pictured.stage == Stage.DIAGNOSIS
    assert pictured.due_at > NOON


def test_the_clocks_of_the_demo_are_what_its_history_says(shop: None) -> None:
    found = [str(each) for batch in replay_clocks() for each in batch.differences]

    assert found == []


def _blackbox() -> dict:
    out = StringIO()
    call_command("seed_blackbox", stdout=out)
    return json.loads(out.getvalue())
