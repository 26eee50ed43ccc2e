"""Who may follow a ticket live, asked afresh each time: rights end while people look."""

from foundation.accounts.models import User
from foundation.core.refs import ref
from foundation.events.live import Watch
from tickets.models import Ticket
from tickets.verbs import CUSTOMER_VERBS


def watch_for(user: User, number: str) -> Watch | None:
    """A signed-in person at a ticket they may see; None for any other ticket."""
    ticket = Ticket.objects.visible_to(user).filter(number=number).first()
    if ticket is None:
        return None
    user_id, version, ticket_id = user.pk, user.session_version, ticket.pk

    def may_look() -> bool:
        looker = User.objects.filter(
            pk=user_id, is_active=True, session_version=version
        ).first()
        if looker is None:
            return False
        return Ticket.objects.visible_to(looker).filter(pk=ticket_id).exists()

    shows = _everything if user.is_staff_member else CUSTOMER_VERBS.__contains__
    return Watch(ref(ticket), may_look, shows)


def watch_by_link(access_key: str) -> Watch | None:
    """Whoever holds the link to a case; None if there is no such case."""
    ticket = Ticket.objects.by_access_key(access_key).first()
    if ticket is None:
        return None
    may_look = Ticket.objects.by_access_key(access_key).exists
    return Watch(ref(ticket), may_look, CUSTOMER_VERBS.__contains__)


def _everything(_verb: str) -> bool:
    return True
