"""How owners are found: switched on and off, and set."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record
from tickets import verbs
from tickets.errors import RoutingTermsError
from tickets.models import RoutingSettings

# A day and a year: beyond them somebody mistyped.
MAX_MINUTES = 24 * 60
MAX_DAYS = 366


@dataclass(frozen=True, slots=True)
class RoutingTerms:
    """Everything that can be set about routing; see RoutingSettings."""

    is_enabled: bool
    sticky_days: int
    supervise_after_minutes: int
    age_limit_minutes: int
    consult_minutes: int


@transaction.atomic
def change_routing(
    terms: RoutingTerms, *, actor: Actor, at: datetime
) -> RoutingSettings:
    """Set how tickets find their owners; the same again is no event.

    Refuses less than a minute where something would never come to rest, and more
    than a day, or a year of remembering. Waits for whoever routes right now.
    """
    _check(terms)
    settings = locked(RoutingSettings.objects.get_or_create(pk=1)[0])
    new = asdict(terms)
    changed = {
        name: value for name, value in new.items() if getattr(settings, name) != value
    }
    if not changed:
        return settings
    for name, value in changed.items():
        setattr(settings, name, value)
    settings.save(update_fields=list(changed))
    record(settings, verbs.ROUTING_CHANGED, actor=actor, at=at, **changed)
    return settings


def _check(terms: RoutingTerms) -> None:
    if not 0 <= terms.sticky_days <= MAX_DAYS:
        raise RoutingTermsError(field="sticky_days")
    for name in ("supervise_after_minutes", "age_limit_minutes", "consult_minutes"):
        if not 1 <= getattr(terms, name) <= MAX_MINUTES:
            raise RoutingTermsError(field=name)
