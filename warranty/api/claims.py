"""Claims over the API: the list, one of them, a new one."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from tickets.models import Ticket
from tickets.numbers import parse_number
from warranty.actions.claims.asking import claim_for_owner
from warranty.actions.claims.opening import ClaimOpening
from warranty.api.claim_inputs import ClaimInput
from warranty.api.claim_shapes import ClaimOutput
from warranty.claim_enums import ClaimMode
from warranty.models import Claim

READ = (Capability.USE_DESK, Scope.READ)
HANDLE = (Capability.HANDLE_CLAIM, Scope.TICKETS)
REPAIR = (Capability.REPAIR_CLAIM, Scope.TICKETS)
DECIDE = (Capability.DECIDE_CLAIM, Scope.TICKETS)
RELATED = (
    "ticket",
    "unit",
    "symptom",
    "service_point",
    "technician",
    "replacement",
)
CHILDREN = ("lines__part", "lines__component", "quotes")


class ClaimResource(ApiViewSet):
    """Claims by number, as of their tickets."""

    queryset = Claim.objects.all()
    serializer_class = ClaimOutput
    lookup_field = "number"
    ordering = ("-pk",)

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With the rows that every answer shows."""
        return queryset.select_related(*RELATED).prefetch_related(*CHILDREN)

    def fresh(self, claim: Claim, status: int = HTTP_200_OK) -> Response:
        """The claim after the action, with its lines and quotes as they are now."""
        claim.refresh_from_db()
        claim._prefetched_objects_cache = {}  # type: ignore[attr-defined] # Django's own
        prefetch_related_objects([claim], *RELATED, *CHILDREN)
        return self.answer(claim, status)

    @property
    def user(self) -> User:
        """The owner of the token."""
        found: User = self.request.user  # type: ignore[assignment] # tokens are staff's
        return found

    @property
    def now(self) -> dict[str, Any]:
        """Who does it, and when."""
        return {"actor": self.actor, "at": self.at}

    def stale(self) -> Claim:
        """The claim that the address names; the action reads it anew under its lock."""
        found: Claim = self.get_object()
        return found


class ClaimViewSet(ClaimResource):
    """The list of claims, one of them, and a new one."""

    permissions: ClassVar[Mapping[str, tuple[Capability, Scope]]] = {
        "list": READ,
        "retrieve": READ,
        "create": HANDLE,
    }

    def list(self, request: Request) -> Response:
        """Claims, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, number: str) -> Response:
        """One claim."""
        return self.answer(self.get_object())

    @extend_schema(request=ClaimInput, responses={201: ClaimOutput})
    def create(self, request: Request) -> Response:
        """Open a claim; without `ticket` one is opened for the owner of the unit."""
        words = self.read(ClaimInput)
        opening = ClaimOpening(
            unit=words["unit"],
            symptom=words["symptom"],
            mode=ClaimMode(words["mode"]),
            service_point=words["service_point"],
        )
        claim = claim_for_owner(
            self._ticket(words["ticket"]),
            opening,
            words=words["description"],
            actor=self.actor,
            at=self.at,
        )
        return self.fresh(claim, HTTP_201_CREATED)

    def _ticket(self, number: str) -> Ticket | None:
        if not number:
            return None
        known = Ticket.objects.visible_to(self.user)
        found = known.filter(number=parse_number(number) or "").first()
        if found is None:
            text = _("Không tìm thấy.")
            raise ValidationError({"ticket": [ErrorDetail(text, "unknown")]})
        return found
