"""How a person looks at a list, and the list as a file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desk.actions.exports import note_export
from desk.actions.layouts import keep_layout
from desk.enums import Density
from desk.inbox import asked_for, inbox_page
from desk.inbox_filters import names_asked
from desk.inbox_layout import chosen_columns, layout_of
from desk.inbox_question import InboxQuestion
from desk.inbox_table import (
    TABLE_FIELDS,
    TableRow,
    computed_columns,
    cut_line,
    export_lines,
    table_rows,
)
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.csv_export import Cell, csv_lines
from foundation.core.http import safe_next_url
from tickets.clock_reading import clocks_found
from tickets.policy_book import hours_now

# Of a file: what a spreadsheet still opens at once, fetched so many at a time.
MOST = 10_000
PIECE = 500


@require_POST
@requires(Capability.USE_DESK)
def change_layout(request: StaffRequest) -> HttpResponse:
    """Keep what was chosen for this list; what the form does not say stays."""
    question = InboxQuestion.from_query(request.POST, request.user)
    table, density = request.POST.get("table", ""), request.POST.get("density", "")
    ticked = request.POST.getlist("columns")
    keep_layout(
        question.code,
        by=request.user,
        is_table=table == "1" if table else None,
        columns=chosen_columns(ticked) if ticked else None,
        density=Density(density) if density in Density.values else None,
    )
    return redirect(safe_next_url(request, reverse("desk:inbox")))


@require_GET
@requires(Capability.USE_DESK)
def export(request: StaffRequest) -> StreamingHttpResponse:
    """The list as it is seen, for a spreadsheet: its columns, filters and order."""
    question = InboxQuestion.from_query(request.GET, request.user)
    question = question.only(names_asked(question))
    columns = layout_of(request.user, question).columns
    found = asked_for(request.user, question, request.at)
    note_export(
        request.user,
        actor=request.actor,
        at=request.at,
        question=question,
        columns=columns,
        n=found[:MOST].count(),
    )
    name = f"phieu-{question.view.code}-{timezone.localdate(request.at)}.csv"
    return StreamingHttpResponse(
        csv_lines(_lines(request, question, columns)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(
    request: StaffRequest, question: InboxQuestion, columns: tuple[str, ...]
) -> Iterator[list[Cell]]:
    is_cut: list[bool] = []
    yield from export_lines(columns, _pieces(request, question, columns, is_cut))
    if is_cut:
        yield cut_line(MOST)


def _pieces(
    request: StaffRequest,
    question: InboxQuestion,
    columns: tuple[str, ...],
    is_cut: list[bool],
) -> Iterator[tuple[dict[str, Any], TableRow]]:
    """Row after row, in pieces by keyset; says in `is_cut` that there were more."""
    hours, after = hours_now(), ""
    for _piece in range(MOST // PIECE):
        page = inbox_page(
            request.user,
            replace(question, after=after),
            *TABLE_FIELDS,
            at=request.at,
            extra=computed_columns(columns),
            size=PIECE,
        )
        clocks = clocks_found(page.found)
        rows = table_rows(page.found, clocks, hours, request.at, query="")
        yield from zip(page.found, rows, strict=True)
        after = page.next_after
        if not after:
            return
    is_cut.append(True)
