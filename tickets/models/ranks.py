"""How urgent a ticket is as a number: what the list by priority is sorted by."""

from django.db.models import Case, PositiveSmallIntegerField, Value, When

# Written as the index writes it; another spelling would sort without the index.
PRIORITY_RANK = Case(
    When(priority="urgent", then=Value(4)),
    When(priority="high", then=Value(3)),
    When(priority="normal", then=Value(2)),
    default=Value(1),
    output_field=PositiveSmallIntegerField(),
)
