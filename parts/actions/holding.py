"""Requests and their lines as they stand while their parts are held."""

from collections.abc import Sequence

from foundation.core.errors import ConflictError
from parts.actions.moving import held_part, held_parts
from parts.enums import RequestState
from parts.errors import RequestStateError
from parts.models import PurchaseLine, PurchaseRequest


def held_line(line: PurchaseLine, state: RequestState) -> PurchaseLine:
    """The line as it stands while its part is held; refuses one of another state."""
    part = held_part(line.part)
    rows = PurchaseLine.objects.select_related("request__location", "request__supplier")
    fresh: PurchaseLine | None = rows.filter(pk=line.pk).first()
    if fresh is None or fresh.request.state != state:
        raise RequestStateError
    fresh.part = part
    return fresh


def held_request(
    request: PurchaseRequest, states: Sequence[RequestState]
) -> tuple[PurchaseRequest, list[PurchaseLine]]:
    """A request with its lines, all its parts held before it.

    Refuses one that stands elsewhere, and one that got another line this very moment.
    """
    rows = PurchaseLine.objects.filter(request=request)
    parts = held_parts(rows.values_list("part", flat=True))
    locked = PurchaseRequest.objects.select_for_update(of=("self",))
    request = locked.select_related("location", "supplier").get(pk=request.pk)
    if request.state not in states:
        raise RequestStateError
    lines = list(rows.order_by("part_id"))
    if any(line.part_id not in parts for line in lines):
        raise ConflictError
    for line in lines:
        line.part, line.request = parts[line.part_id], request
    return request, lines
