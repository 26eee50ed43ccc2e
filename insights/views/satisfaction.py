"""How content customers are."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.csv_export import Cell, csv_lines
from insights.pages import pages_of
from insights.periods import last_days
from insights.queries import answer_rows
from insights.satisfaction import PERIODS, days_of, satisfaction_of
from surveys.enums import Score


@require_safe
@requires(Capability.VIEW_INSIGHTS)
def satisfaction(request: StaffRequest) -> HttpResponse:
    """How content customers are, by period."""
    days = days_of(request.GET.get("days", ""))
    page = satisfaction_of(request.user, days, request.at)
    context = {
        "page": page,
        "pages": pages_of("satisfaction"),
        "tabs": _tabs(days),
    }
    return render(request, "insights/satisfaction.html", context)


@require_safe
@requires(Capability.VIEW_INSIGHTS)
def csat_export(request: StaffRequest) -> StreamingHttpResponse:
    """Every answer of the period as a file for a spreadsheet."""
    days = days_of(request.GET.get("days", ""))
    period = last_days(days, request.at)
    rows = _export_rows(request, days)
    name = f"csat-{period.first}-{period.last}.csv"
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _export_rows(request: StaffRequest, days: int) -> Iterator[list[Cell]]:
    yield [
        _("Lúc"), _("Phiếu"), _("Điểm"), _("Mức"), _("Lời khách"), _("Người phụ trách"),
        _("Nhóm"),
    ]  # fmt: skip
    for row in answer_rows(request.user, last_days(days, request.at)):
        label = str(Score(row.score).label)
        yield [
            row.at, row.number, row.score, label, row.comment, row.agent, row.team,
        ]  # fmt: skip


def _tabs(days: int) -> list[dict[str, Any]]:
    return [
        {
            "label": _("%(n)d ngày") % {"n": each},
            "url": f"?days={each}",
            "is_current": each == days,
        }
        for each in PERIODS
    ]
