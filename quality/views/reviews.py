"""Judging: what waits, one case with the rubric beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.core.errors import DomainError
from quality.actions.reviews import (
    amend_review,
    review_sample,
    skip_sample,
    take_next,
    take_sample,
)
from quality.blind import blind_entries
from quality.forms import ReviewForm, SkipForm
from quality.models import Sample
from quality.pages import month_page
from quality.queries import progress_of, sample_to_read, waiting_rows


@require_safe
@requires(Capability.REPLY_TICKET)
def samples(request: StaffRequest) -> HttpResponse:
    """What waits to be judged, and how far `?month=` is; agents read of their own work."""
    if not can(request.user, Capability.REVIEW_QUALITY):
        return redirect("quality:mine")
    page = month_page(request.GET.get("month", ""), request.at)
    context = {
        "rows": waiting_rows(request.user, request.at),
        "progress": progress_of(request.user, page.month),
        "page": page,
    }
    return render(request, "quality/samples.html", context)


@require_POST
@requires(Capability.REVIEW_QUALITY)
def take(request: StaffRequest) -> HttpResponse:
    """The next case that nobody else reads."""
    return _to_next(request)


@require_POST
@requires(Capability.REVIEW_QUALITY)
def take_one(request: StaffRequest, pk: int) -> HttpResponse:
    """This case, kept from others while it is read."""
    try:
        take_sample(_seen(request, pk), reviewer=request.user, at=request.at)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("quality:samples")
    return redirect("quality:sample", pk)


@require_safe
@requires(Capability.REVIEW_QUALITY)
def sample(request: StaffRequest, pk: int) -> HttpResponse:
    """A case with the rubric beside it; once judged, with what was found."""
    found = _seen(request, pk)
    form = ReviewForm.of(found) if found.reviewed_at else ReviewForm()
    return _page(request, found, form)


@require_POST
@requires(Capability.REVIEW_QUALITY)
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep what was found; a second time, think again."""
    found = _seen(request, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    act = amend_review if found.reviewer_id == request.user.pk else review_sample
    user, actor = request.user, request.actor
    try:
        act(found, form.review, reviewer=user, actor=actor, at=request.at)
    except DomainError as error:
        form.add_error(error.field, str(error))
        return _page(request, found, form, status=error.status)
    messages.success(request, _("Đã lưu kết quả chấm."))
    if request.POST.get("then") == "next":
        return _to_next(request)
    return redirect("quality:sample", pk)


@require_POST
@requires(Capability.REVIEW_QUALITY)
def skip(request: StaffRequest, pk: int) -> HttpResponse:
    """Put the case aside; another is drawn in its place."""
    found = _seen(request, pk)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _page(request, found, ReviewForm(), skipping=form, status=422)
    reason = form.cleaned_data["reason"]
    user, actor = request.user, request.actor
    try:
        instead = skip_sample(found, reason, reviewer=user, actor=actor, at=request.at)
    except DomainError as error:
        form.add_error(None, str(error))
        status = error.status
        return _page(request, found, ReviewForm(), skipping=form, status=status)
    if instead is None:
        messages.success(request, _("Đã bỏ qua. Không còn phiếu nào để rút thay."))
    else:
        messages.success(request, _("Đã bỏ qua và rút một phiếu khác thay vào."))
    return redirect("quality:samples")


def _to_next(request: StaffRequest) -> HttpResponse:
    found = take_next(request.user, at=request.at)
    if found is None:
        messages.info(request, _("Không còn phiếu nào chờ bạn chấm."))
        return redirect("quality:samples")
    return redirect("quality:sample", found.pk)


def _seen(request: StaffRequest, pk: int) -> Sample:
    found = sample_to_read(request.user, pk)
    if found is None:
        raise Http404
    return found


def _page(
    request: StaffRequest,
    found: Sample,
    form: ReviewForm,
    *,
    skipping: SkipForm | None = None,
    status: int = 200,
) -> HttpResponse:
    # Whoever lost the race still has their words, and reads nothing of the winner's.
    is_blind = found.is_waiting or (form.is_bound and status == 409)
    context: dict[str, Any] = {
        "sample": found,
        "is_blind": is_blind,
        "form": form,
        "skipping": skipping or SkipForm(),
        "can_amend": found.can_be_amended(request.user, request.at),
        "is_held": found.is_held_from(request.user, request.at),
        "former": list(found.former.all()) if not is_blind else [],
        "entries": blind_entries(found) if is_blind else [],
    }
    return render(request, "quality/sample.html", context, status=status)
