"""Who is told when a clock runs short: owners, leads, managers."""

from collections.abc import Iterable
from dataclasses import dataclass

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from tickets.enums import Audience

LEADING = (Role.LEAD, Role.WARRANTY_MANAGER)


@dataclass(frozen=True, slots=True)
class Overseers:
    """Active leads by team, and managers. One query for any number of tickets."""

    leads: dict[int | None, list[int]]
    managers: list[int]

    @classmethod
    def now(cls) -> "Overseers":
        """Those who lead now, in the order in which they came."""
        leads: dict[int | None, list[int]] = {}
        managers: list[int] = []
        found = User.objects.filter(is_active=True, role__in=[*LEADING, Role.MANAGER])
        for pk, role, team_id in found.order_by("pk").values_list("pk", "role", "team"):
            if role == Role.MANAGER:
                managers.append(pk)
            else:
                leads.setdefault(team_id, []).append(pk)
        return cls(leads, managers)

    def leads_of(self, team_id: int | None) -> list[int]:
        """The leads of a team; without any, those of no team; at last the managers."""
        return self.leads.get(team_id) or self.leads.get(None) or self.managers

    def audience(
        self, wanted: Iterable[str], owner_id: int | None, team_id: int | None
    ) -> set[int]:
        """The people that `wanted` names; a ticket nobody owns is its leads' business."""
        found: set[int] = set()
        for each in wanted:
            if each == Audience.MANAGER:
                found.update(self.managers)
            elif each == Audience.OWNER and owner_id is not None:
                found.add(owner_id)
            else:
                found.update(self.leads_of(team_id))
        return found
