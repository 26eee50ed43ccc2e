"""The one question of a ticket's page for all that `desk.day` shows of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import JSONObject
from django.db.models.lookups import StartsWith

from catalog.models import Unit
from desk.clocks import FINISHED
from desk.hands import questions_column
from desk.lots import lot_of
from foundation.accounts.models import User
from foundation.accounts.stand_ins import Standing, stand_in, standing_of, values_of
from foundation.core.kept import KeptQuery
from tickets.enums import TrackerStatus
from tickets.models import (
    ChecklistItem,
    Mention,
    Ticket,
    TicketTag,
    TrackedTicket,
    Tracker,
)

SHOWN = 20
LOT_DAYS = 30
LOT_COUNTED = 100
# What stands in the kept question for the ticket, its unit, its lot and the moment.
SOME_TICKET, SOME_PRODUCT = -3, -4
SOME_SERIAL, SOME_LOT = "<serial>", "<lot>"
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)

Row = Mapping[str, Any]


def day_row(ticket: Ticket, user: User, at: datetime) -> Row:
    """What `desk.day` is made of. One query, written once for all who stand alike."""
    unit = ticket.unit
    lot = lot_of(unit.serial) if unit else ""
    kept = _kept(standing_of(user), has_unit=unit is not None, has_lot=bool(lot))
    asked = {
        **values_of(user),
        SOME_TICKET: ticket.pk,
        SOME_PRODUCT: unit.product_id if unit else None,
        SOME_SERIAL: unit.serial if unit else "",
        # A beginning, as the database is asked for one.
        f"{SOME_LOT}%": connection.ops.prep_for_like_query(lot) + "%",
        _lately(SOME_DAY): _lately(at),
    }
    return kept.row(asked)


@lru_cache(maxsize=256)
def _kept(standing: Standing, *, has_unit: bool, has_lot: bool) -> KeptQuery:
    unit = Unit(product_id=SOME_PRODUCT, serial=SOME_SERIAL) if has_unit else None
    user, lot = stand_in(*standing), SOME_LOT if has_lot else ""
    return KeptQuery.of(_rows(unit, lot, user, SOME_DAY))


def _lately(at: datetime) -> datetime:
    return at - timedelta(days=LOT_DAYS)


def _rows(
    unit: Unit | None, lot: str, user: User, at: datetime
) -> QuerySet[Ticket, Row]:
    parts = Ticket.objects.filter(parent=OuterRef("pk"), merged_into=None)
    found = Ticket.objects.filter(pk=SOME_TICKET).order_by()
    return found.values(
        day_tags=ArraySubquery(_tags()),
        day_tasks=ArraySubquery(_tasks()),
        day_parent=JSONObject(
            number="parent__number",
            subject="parent__subject",
            status="parent__status",
            wait_reason="parent__wait_reason",
            is_visible=Exists(
                Ticket.objects.visible_to(user).filter(pk=OuterRef("parent_id"))
            ),
        ),
        day_parts=ArraySubquery(_parts(user)),
        day_n_parts=_count(parts),
        day_n_done=_count(parts.filter(status__in=FINISHED)),
        day_faults=ArraySubquery(_faults()),
        day_hints=ArraySubquery(_hints(unit)),
        day_lot=ArraySubquery(_lot(unit, lot, at)),
        day_questions=questions_column(user),
        day_calling=Exists(
            Mention.objects.unread().filter(ticket=OuterRef("pk"), user=user)
        ),
    )


def _tags() -> QuerySet[Any]:
    rows = TicketTag.objects.filter(ticket=OuterRef("pk")).order_by("tag__name")
    look = JSONObject(pk="tag_id", name="tag__name", tone="tag__tone")
    return rows.values(json=look)


def _tasks() -> QuerySet[Any]:
    rows = ChecklistItem.objects.filter(ticket=OuterRef("pk"))
    done = rows.annotate(was_done=_is_set("done_at"))
    look = JSONObject(pk="pk", text="text", is_done="was_done", who="done_by__name")
    return done.order_by("position", "id").values(json=look)


def _parts(user: User) -> QuerySet[Any]:
    rows = Ticket.objects.visible_to(user).filter(
        parent=OuterRef("pk"), merged_into=None
    )
    look = JSONObject(
        number="number",
        subject="subject",
        status="status",
        wait_reason="wait_reason",
        assignee="assignee__name",
    )
    return rows.order_by("pk").values(json=look)[:SHOWN]


def _faults() -> QuerySet[Any]:
    tickets = _count(TrackedTicket.objects.filter(tracker=OuterRef("tracker")))
    rows = TrackedTicket.objects.filter(ticket=OuterRef("pk"))
    over = rows.annotate(n_tickets=tickets, was_over=_is_set("tracker__resolved_at"))
    look = JSONObject(
        pk="tracker_id", title="tracker__title", count="n_tickets", is_over="was_over"
    )
    return over.order_by("tracker_id").values(json=look)


def _hints(unit: Unit | None) -> QuerySet[Any]:
    """Open faults of the ticket's product and lot that it is not put to yet."""
    if unit is None:
        rows = Tracker.objects.none()
    else:
        put = TrackedTicket.objects.filter(
            tracker=OuterRef("pk"), ticket=OuterRef(OuterRef("pk"))
        )
        rows = Tracker.objects.filter(status=TrackerStatus.OPEN).filter(
            ~Exists(put), product=unit.product_id
        )
        # Said the other way round, which lookups on a column cannot say.
        begins = StartsWith(Value(unit.serial), F("serial_prefix"))
        rows = rows.filter(begins)
    tickets = _count(TrackedTicket.objects.filter(tracker=OuterRef("pk")))
    look = JSONObject(pk="pk", title="title", count="n_tickets")
    return rows.annotate(n_tickets=tickets).order_by("-pk").values(json=look)[:2]


def _lot(unit: Unit | None, lot: str, at: datetime) -> QuerySet[Any]:
    """Machines of the same lot that came with a ticket lately."""
    if unit is None or not lot:
        return Unit.objects.none().values("pk")
    lately = Ticket.objects.filter(unit=OuterRef("pk"), opened_at__gte=_lately(at))
    units = Unit.objects.filter(product=unit.product_id, serial__startswith=lot)
    return units.filter(Exists(lately)).order_by().values("pk")[:LOT_COUNTED]


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many there are; empty for none."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Subquery(one.annotate(n=Count("pk")).values("n"))


def _is_set(column: str) -> Any:
    return ExpressionWrapper(
        Q(**{f"{column}__isnull": False}), output_field=BooleanField()
    )
