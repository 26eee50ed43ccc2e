"""What was found: of everybody, as a file, and of oneself."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.csv_export import Cell, csv_lines
from quality.models import Sample
from quality.pages import MonthPage, month_page
from quality.queries import own_samples
from quality.results import FEW, SPANS, results_of, span_from, summary_of
from tickets.models import Ticket


@require_safe
@requires(Capability.REVIEW_QUALITY)
def results(request: StaffRequest) -> HttpResponse:
    """Each agent's share and means in the `?span=` months up to `?month=`."""
    page, span = _asked(request)
    context = {
        "page": page,
        "span": span,
        "spans": SPANS,
        "few": FEW,
        "results": results_of(request.user, page.month, span),
    }
    return render(request, "quality/results.html", context)


@require_safe
@requires(Capability.REVIEW_QUALITY)
def export(request: StaffRequest) -> StreamingHttpResponse:
    """The same as a file for a spreadsheet."""
    page, span = _asked(request)
    name = f"chat-luong-{page.month:%Y-%m}-{span}.csv"
    return StreamingHttpResponse(
        csv_lines(_export_rows(request, page, span)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@requires(Capability.REPLY_TICKET)
def mine(request: StaffRequest) -> HttpResponse:
    """What was said of one's own work, once it is said."""
    samples = own_samples(request.user)
    ids = [one.ticket_id for one in samples]
    seen = Ticket.objects.visible_to(request.user).filter(pk__in=ids)
    own = Sample.objects.visible_to(request.user).reviewed().filter(agent=request.user)
    context = {
        "samples": samples,
        "seen": set(seen.values_list("pk", flat=True)),
        "summary": summary_of(own),
        "few": FEW,
    }
    return render(request, "quality/mine.html", context)


def _asked(request: StaffRequest) -> tuple[MonthPage, int]:
    page = month_page(request.GET.get("month", ""), request.at)
    return page, span_from(request.GET.get("span", ""))


def _export_rows(
    request: StaffRequest, page: MonthPage, span: int
) -> Iterator[list[Cell]]:
    yield [
        _("Người xử lý"), _("Nhóm"), _("Số phiếu đã chấm"), _("Đúng"),
        _("Đúng một phần"), _("Sai"), _("Tỉ lệ đúng (%)"), _("Hiểu biết"),
        _("Thái độ"), _("Cách diễn đạt"), _("Đủ dữ liệu"),
    ]  # fmt: skip
    for row in results_of(request.user, page.month, span).rows:
        marks = [None if mark is None else round(mark, 2) for mark in row.marks]
        enough = _("Không") if row.is_few else _("Có")
        yield [
            row.name, row.team, row.n, row.n_correct, row.n_partly, row.n_wrong,
            round(row.share_correct, 1), *marks, enough,
        ]  # fmt: skip
