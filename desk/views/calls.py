"""Who has to be telephoned, since a call was missed or no message arrives; and the result."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.calls import CALLS_SHOWN, call_rows
from desk.forms import CallForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.calls import finish_call
from tickets.models import CallTask


@require_GET
@requires(Capability.DO_CALLS)
def calls(request: StaffRequest) -> HttpResponse:
    """Open calls, oldest first, or with `?done=1` the latest made."""
    return _page(request, is_done=request.GET.get("done") == "1")


@require_POST
@requires(Capability.DO_CALLS)
def done(request: StaffRequest, pk: int) -> HttpResponse:
    """Note what a call brought."""
    task = get_object_or_404(CallTask.objects.visible_to(request.user), pk=pk)
    form = CallForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            finish_call(
                task,
                actor=request.actor,
                by=request.user,
                result=form.cleaned_data["result"],
                at=request.at,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Đã ghi kết quả cuộc gọi."))
            return redirect("desk:calls")
    return _page(request, refused=(task.pk, form), status=status)


def _page(
    request: StaffRequest,
    *,
    is_done: bool = False,
    refused: tuple[int, CallForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    refused_pk, refused_form = refused or (0, None)
    rows = call_rows(request.user, is_done=is_done)
    context = {
        "rows": rows,
        # A call that somebody else has just made stands in the list no more.
        "is_gone": bool(refused) and refused_pk not in {row.task.pk for row in rows},
        "is_done": is_done,
        "limit": CALLS_SHOWN,
        "refused_pk": refused_pk,
        "refused_form": refused_form,
    }
    return render(request, "desk/calls.html", context, status=status)
