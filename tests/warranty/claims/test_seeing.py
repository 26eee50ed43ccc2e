"""Who sees a claim: by its ticket, or because it lies on their bench."""

import pytest

from foundation.accounts.enums import Role, Sight
from tests.factories import claims as make
from tests.factories.accounts import StaffFactory, TeamFactory
from tickets.models import Ticket
from warranty.models import Claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    """Of a ticket that another team works on."""
    claim = make.submitted()
    Ticket.objects.filter(pk=claim.ticket_id).update(team=TeamFactory())
    return claim


def test_a_team_sees_the_claims_of_its_tickets(claim: Claim) -> None:
    claim.ticket.refresh_from_db()
    ours = StaffFactory(sees=Sight.TEAM, team=claim.ticket.team)
    others = StaffFactory(sees=Sight.TEAM, team=TeamFactory())

    assert Claim.objects.visible_to(ours).get() == claim
    assert not Claim.objects.visible_to(others).exists()


def test_whoever_repairs_it_sees_it_whosever_ticket_it_is(claim: Claim) -> None:
    fixer = make.technician(sees=Sight.TEAM, team=TeamFactory())
    assert not Claim.objects.visible_to(fixer).exists()

    Claim.objects.update(technician=fixer)

    assert Claim.objects.visible_to(fixer).get() == claim


@pytest.mark.parametrize("sight", list(Sight))
def test_one_claim_is_found_without_gathering_all_tickets(
    claim: Claim, sight: Sight
) -> None:
    reader = StaffFactory(role=Role.AGENT, sees=sight, team=TeamFactory())

    plan = Claim.objects.visible_to(reader).filter(pk=claim.pk).explain()

    assert "hashed SubPlan" not in plan
