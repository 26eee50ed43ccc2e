"""Files of purchases: bringing one, seeing what it would do, importing it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalog.actions.import_files import (
    Bringing,
    bring_import,
    confirm_import,
    keep_csv,
    resume_import,
    stop_import,
)
from catalog.models import PurchaseImport
from customers.profiles import DEFAULT_LOCALE
from desk.import_forms import ImportForm
from desk.imports import (
    BROKEN_SHOWN,
    ImportRow,
    before_as,
    broken_csv,
    column_help,
    import_page,
    imports_page,
    template_csv,
    unfit,
)
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError

CSV = "text/csv; charset=utf-8"


@require_http_methods(["GET", "POST"])
@requires(Capability.EDIT_CATALOG)
def imports(request: StaffRequest) -> HttpResponse:
    """The files that were brought; POST brings one and has it read through."""
    form = ImportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                brought = _bring(request, form.cleaned_data)
            except DomainError as error:
                form.add_error("file", str(error))
                status = error.status
            else:
                return redirect("desk:import", brought.pk)
    page = imports_page(request.user, request.GET.dict())
    context = {
        "form": form,
        "page": page,
        "rows": [ImportRow(brought) for brought in page.rows],
        "columns": column_help(),
    }
    return render(request, "desk/imports/list.html", context, status=status)


@require_safe
@requires(Capability.EDIT_CATALOG)
def purchase_import(request: StaffRequest, pk: int) -> HttpResponse:
    """What a file would do, how far it is, what is broken; htmx gets the part that moves."""
    brought = _visible(request, pk)
    context = {
        "page": import_page(brought),
        "brought": brought,
        "unfit": unfit(brought),
        "before_as": before_as(brought),
        "limit": BROKEN_SHOWN,
    }
    template = "_state.html" if request.htmx else "detail.html"
    return render(request, f"desk/imports/{template}", context)


@require_POST
@requires(Capability.EDIT_CATALOG)
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it be imported."""
    return _act(request, pk, confirm_import, _("Đang nhập. Có thể rời trang này."))


@require_POST
@requires(Capability.EDIT_CATALOG)
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop after the piece in hand."""
    return _act(request, pk, stop_import, _("Đã dừng. Dòng đã nhập được giữ."))


@require_POST
@requires(Capability.EDIT_CATALOG)
def resume(request: StaffRequest, pk: int) -> HttpResponse:
    """Go on where it was."""
    return _act(request, pk, resume_import, _("Đang làm tiếp từ chỗ đã dừng."))


@require_safe
@requires(Capability.EDIT_CATALOG)
def broken(request: StaffRequest, pk: int) -> StreamingHttpResponse:
    """The refused rows as a file, to be mended and brought again."""
    found = _visible(request, pk)
    return _file(broken_csv(found), f"dong-loi-{found.pk}.csv")


@require_safe
@requires(Capability.EDIT_CATALOG)
def template(request: StaffRequest) -> StreamingHttpResponse:
    """An empty file with the columns and one example."""
    return _file(template_csv(), "mau-don-mua.csv")


def _bring(request: StaffRequest, data: dict[str, Any]) -> PurchaseImport:
    how = Bringing(
        source=data["source"],
        locale=get_language() or DEFAULT_LOCALE,
        creates_products=data["creates_products"],
    )
    return bring_import(
        keep_csv(data["file"]),
        how,
        actor=request.actor,
        by=request.user,
        at=request.at,
    )


def _act(
    request: StaffRequest, pk: int, action: Callable[..., object], done: str
) -> HttpResponse:
    brought = _visible(request, pk)
    try:
        action(brought, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("desk:import", brought.pk)


def _visible(request: StaffRequest, pk: int) -> PurchaseImport:
    rows = PurchaseImport.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("brought_by"), pk=pk)


def _file(lines: Any, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
