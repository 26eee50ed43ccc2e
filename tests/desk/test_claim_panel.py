"""What a ticket at the desk says of the claims that are made in it."""

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.models import Team, User
from tests.factories.claims import submitted
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit
from tests.tickets.families import merged
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_claim_is_found_where_its_ticket_goes_on(
    agent_client: Client, agent_user: User, customer: Customer, team: Team
) -> None:
    claim = submitted(covered_unit(owner=customer))
    into = TicketFactory(customer=customer, team=team, unit=None)
    page = reverse("desk:ticket", args=[into.number])
    before = agent_client.get(page).text

    merged(Ticket.objects.get(pk=claim.ticket_id), into, agent_user)

    after = agent_client.get(page).text
    assert claim.number not in before
    assert reverse("desk:claim", args=[claim.number]) in after
    assert reverse("desk:new_claim", args=[into.number]) not in after
