from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from surveys.enums import InvitationState
from surveys.models import Invitation, Response, Survey
from tests.factories.tickets import OPENED, TicketFactory
from tickets.enums import Outcome, TicketStatus

RESOLVED = OPENED + timedelta(hours=3)


class ResolvedTicketFactory(TicketFactory):
    status = TicketStatus.RESOLVED
    outcome = Outcome.SOLVED
    resolved_at = RESOLVED
    waiting_since = None  # type: ignore[assignment] # the base waits, this one is done


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    survey = factory.LazyFunction(lambda: Survey.objects.csat())
    ticket = factory.SubFactory(ResolvedTicketFactory)
    episode = 1
    state = InvitationState.SENT
    due_at = RESOLVED
    sent_at = RESOLVED
    expires_at = RESOLVED + timedelta(days=14)


class ResponseFactory(DjangoModelFactory[Response]):
    class Meta:
        model = Response

    invitation = factory.SubFactory(InvitationFactory, state=InvitationState.ANSWERED)
    score = 5
    answered_at = RESOLVED + timedelta(hours=1)
