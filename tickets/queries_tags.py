"""Tags as pages show them: of one ticket, of a page of tickets, and to choose from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from foundation.core.columns import folding
from foundation.core.text import fold
from tickets.models import Tag, TicketTag

OFFERED = 8
# A page says "500+" rather than count further.
COUNTED = 500


@dataclass(frozen=True, slots=True)
class TagLook:
    """A tag as it is drawn: its word and its colour."""

    pk: int
    name: str
    tone: str = ""


def tags_on(keys: Iterable[int]) -> Mapping[int, Sequence[TagLook]]:
    """The tags of the tickets with these keys, by name. One query for a whole page."""
    rows = TicketTag.objects.filter(ticket__in=list(keys)).order_by("tag__name")
    found: defaultdict[int, list[TagLook]] = defaultdict(list)
    for ticket_id, pk, name, tone in rows.values_list(
        "ticket_id", "tag_id", "tag__name", "tag__tone"
    ):
        found[ticket_id].append(TagLook(pk, name, tone))
    return found


def tags_to_choose(words: str, *, but_on: int = 0) -> list[TagLook]:
    """Tags in use in whose name `words` stand, those that begin with them first; without
    those that the ticket `but_on` bears."""
    said = fold(words)
    tags = Tag.objects.in_use().filter(name_folded__contains=folding(words))
    borne = TicketTag.objects.filter(ticket=but_on, tag=OuterRef("pk"))
    rows = tags.filter(~Exists(borne)).order_by("name")[: OFFERED * 4]
    ordered = sorted(rows, key=lambda tag: not fold(tag.name).startswith(said))
    return [TagLook(tag.pk, tag.name, tag.tone) for tag in ordered[:OFFERED]]


def tag_named(words: str, *, is_retired_too: bool = False) -> Tag | None:
    """The tag with this name, in any spelling; one in use unless said otherwise."""
    tags = Tag.objects.all() if is_retired_too else Tag.objects.in_use()
    return tags.filter(name_folded=folding(words)).first()


# The tags of a ticket by name, each read with it: `ticket.shown_tags`.
SHOWN_TAGS = Prefetch(
    "ticket_tags",
    TicketTag.objects.select_related("tag").order_by("tag__name"),
    to_attr="shown_tags",
)


def counted_tags() -> QuerySet[Tag]:
    """Every tag with the number of tickets that bear it, as `n_tickets`."""
    borne = TicketTag.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
    count = borne.annotate(n=Count("*")).values("n")
    return Tag.objects.annotate(n_tickets=Coalesce(Subquery(count), 0))
