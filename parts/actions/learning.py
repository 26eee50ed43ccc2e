"""What deliveries and use teach: how long suppliers take, and how many to keep."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate, make_aware

from foundation.core.bulk_update import update_rows
from parts.actions.drafts import best_offers
from parts.actions.moving import held_parts
from parts.enums import MoveReason
from parts.models import PurchaseLine, ReorderRule, StockMove, SupplierPart
from parts.reorder import percentile, reorder_point, use_of

# A season of repairs; what was used before says little of now.
USE_DAYS = 180
# The last deliveries of a part by a supplier, enough to tell the usual from the late.
DELIVERIES = 20
HALF, NEARLY_ALL = 50, 90  # percent
# Where nobody sells it, a wait is not known; the rule then covers a week's use.
UNKNOWN_DAYS = 7
# So many parts are held while their rules are written, for the blink of one statement.
BATCH = 500


@transaction.atomic
def learn_lead_times() -> None:
    """Within how many days half, and nine of ten, of a supplier's deliveries came."""
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    arrived = PurchaseLine.objects.filter(arrived_at__isnull=False).order_by("-pk")
    for line in arrived.values_list(
        "request__supplier", "part", "ordered_at", "arrived_at"
    ):
        supplier, part, ordered_at, arrived_at = line
        if len(days[supplier, part]) < DELIVERIES:
            wait = (localdate(arrived_at) - localdate(ordered_at)).days
            days[supplier, part].append(wait)
    for offer in SupplierPart.objects.order_by("pk"):
        waits = days.get((offer.supplier_id, offer.part_id), [])
        learned = percentile(waits, HALF), percentile(waits, NEARLY_ALL)
        if (offer.lead_p50, offer.lead_p90) != learned:
            offer.lead_p50, offer.lead_p90 = learned
            offer.save(update_fields=["lead_p50", "lead_p90"])


def suggest_minimums(*, at: datetime) -> None:
    """For each rule the minimum that its use and its supplier call for; five queries for
    every five hundred rules.

    A suggestion: what people have set stays until they take it over.
    """
    rules, last = ReorderRule.objects.select_related("part").order_by("pk"), 0
    while batch := list(rules.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        _suggest(batch, localdate(at))


@transaction.atomic
def _suggest(rules: Sequence[ReorderRule], today: date) -> None:
    """Store what is new, its parts held: whoever is about to change those rules waits."""
    parts = {rule.part_id: rule.part for rule in rules}
    last = today - timedelta(days=1)
    used = _used_since(last - timedelta(days=USE_DAYS - 1), parts)
    offers = best_offers(parts.values(), today)
    new: list[tuple[int, int]] = []
    changed: set[int] = set()
    for rule in rules:
        offer = offers.get(rule.part_id)
        days = offer.days if offer else UNKNOWN_DAYS
        use = use_of(used[rule.part_id, rule.location_id], last, USE_DAYS)
        wanted = reorder_point(use, days, rule.service_level)
        if rule.suggested != wanted:
            new.append((rule.pk, wanted))
            changed.add(rule.part_id)
    held_parts(changed)
    update_rows(ReorderRule, ["suggested"], new)


def _used_since(
    first: date, parts: Collection[int]
) -> dict[tuple[int, int], dict[date, int]]:
    """How many of each part were used at each place, day by day."""
    since = make_aware(datetime.combine(first, time.min))
    moves = StockMove.objects.filter(reason=MoveReason.CONSUMED, part__in=parts)
    rows = (
        moves.filter(at__gte=since)
        .values("part", place=F("origin"), day=TruncDate("at"))
        .annotate(n=Sum("quantity"))
        .order_by()
    )
    used: dict[tuple[int, int], dict[date, int]] = defaultdict(dict)
    for row in rows:
        used[row["part"], row["place"]][row["day"]] = row["n"]
    return used
