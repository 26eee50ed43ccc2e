"""The tickets behind a number, as a list and as a file."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.csv_export import Cell, csv_lines
from insights.definitions import DEFINITIONS, TITLES
from insights.listed import ListedRow, all_rows, listed_page, result_words
from insights.narrowed import narrowed_by, results_of
from insights.slices import IN_TIME, Slice, standpoint_of
from insights.strip import number_of

MINUTE = 60


@require_safe
@requires(Capability.VIEW_INSIGHTS)
def counted(request: StaffRequest) -> HttpResponse:
    """The tickets that one number of the board counts; of a rate, one row per clock."""
    cut = _slice_of(request)
    seen = standpoint_of(request.user, request.at)
    page = listed_page(cut, seen, after=request.GET.get("after", ""))
    context = {
        "title": TITLES[cut.code],
        "definition": DEFINITIONS[cut.code],
        "cut": cut,
        "is_rate": cut.code == IN_TIME,
        "number": number_of(cut, seen),
        "filters": narrowed_by(cut, seen),
        "results": results_of(cut),
        "rows": page.rows,
        "is_first": "after" not in request.GET,
        "next_after": page.next_after,
    }
    return render(request, "insights/tickets.html", context)


@require_safe
@requires(Capability.VIEW_INSIGHTS)
def counted_export(request: StaffRequest) -> StreamingHttpResponse:
    """The same rows as a file for a spreadsheet."""
    cut = _slice_of(request)
    day = timezone.localdate(request.at)
    name = f"{cut.code.replace('_', '-')}-{day}.csv"
    return StreamingHttpResponse(
        csv_lines(_export_rows(request, cut)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _slice_of(request: StaffRequest) -> Slice:
    cut = Slice.from_query(request.GET)
    if cut is None:
        raise Http404
    return cut


def _export_rows(request: StaffRequest, cut: Slice) -> Iterator[list[Cell]]:
    yield [
        _("Phiếu"), _("Nội dung"), _("Khách"), _("Trạng thái"), _("Đồng hồ"), _("Hạn"),
        _("Kết quả"), _("Trễ, phút"), _("Ngã ngũ lúc"), _("Nguyên nhân"), _("Người giữ"),
        _("Nhóm"), _("Mở lúc"),
    ]  # fmt: skip
    for row in all_rows(cut, standpoint_of(request.user, request.at)):
        yield _cells(row)


def _cells(row: ListedRow) -> list[Cell]:
    ticket, clock, chip = row.ticket, row.clock, row.chip
    return [
        ticket.number,
        ticket.subject,
        ticket.customer.name,
        str(ticket.current_status.label),
        row.clock_name,
        clock.due_at if clock else None,
        result_words(row.result),
        chip.late_seconds // MINUTE if chip and chip.late_seconds else None,
        row.decided_at,
        row.cause,
        row.holder.name if row.holder else "",
        row.team.name if row.team else "",
        ticket.opened_at,
    ]
