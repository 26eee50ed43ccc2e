"""The manager's page: when customers are asked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from surveys.actions.settings import change_timing
from surveys.forms import TimingForm
from surveys.queries import csat_survey


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_SURVEYS)
def settings(request: StaffRequest) -> HttpResponse:
    """Set delay and lifetime of the follow-up, or let it rest."""
    survey = csat_survey()
    form = TimingForm(
        request.POST or None,
        initial={
            "delay_minutes": survey.delay_minutes,
            "expires_days": survey.expires_days,
            "is_active": survey.is_active,
        },
    )
    if form.is_valid():
        try:
            change_timing(survey, form.timing(), actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(
                request, _("Đã lưu. Áp dụng cho phiếu xử lý xong từ bây giờ.")
            )
            return redirect("surveys:settings")
    status = 422 if form.errors else 200
    context = {"survey": survey, "form": form}
    return render(request, "surveys/settings.html", context, status=status)
