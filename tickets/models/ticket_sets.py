"""Which tickets somebody may see, and which of them are still to be done."""

import secrets
from typing import TYPE_CHECKING, Self

from django.db import models

from customers.models import Customer
from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from tickets.enums import TicketStatus

if TYPE_CHECKING:
    from tickets.models.tickets import Ticket


def new_access_key() -> str:
    """An unguessable key for links sent to people."""
    return secrets.token_urlsafe(16)


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Tickets, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """The tickets `user` may see. Every view starts here.

        A customer: their own, but no part of a case that we opened for ourselves and on
        which nothing was said to them. Staff: by their sight, all of them, those of their
        team and of no team, or only those assigned to them.
        """
        if not user.is_active:  # nobody who is not signed in is active
            return self.none()
        if not user.is_staff_member:
            own = self.filter(customer__in=Customer.objects.signed_in_by(user))
            return own.exclude(parent__isnull=False, public_count=0)
        if user.sees == Sight.ALL:
            return self
        if user.sees == Sight.OWN:
            return self.filter(assignee=user)
        return self.filter(
            models.Q(team=user.team_id) | models.Q(team=None) | models.Q(assignee=user)
        )

    def by_access_key(self, key: str) -> Self:
        """The one case that an unguessable link opens, for whoever holds the link."""
        return self.filter(access_key=key) if key else self.none()

    def unfinished(self) -> Self:
        """Tickets on which somebody still has to do something: not those that go on in
        another."""
        return self.filter(
            status__in=[TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.WAITING],
            merged_into=None,
        )

    def parts_of(self, whole: "Ticket") -> Self:
        """The parts of a case, and of those that go on in it; not those that go on
        elsewhere themselves."""
        cases = self.model._default_manager.filter(
            models.Q(pk=whole.pk) | models.Q(merged_into=whole)
        )
        return self.filter(parent__in=cases.order_by().values("pk"), merged_into=None)
