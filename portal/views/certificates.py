"""The certificate of a cover as a file to print or keep."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from foundation.accounts.http import PrincipalRequest
from portal.views.checks import UNLISTED, asker_of
from warranty.certificates import LANGUAGES, certificate_of
from warranty.lookups import Answer, look_up, open_door


@require_safe
@login_not_required
def certificate(request: PrincipalRequest, serial: str) -> HttpResponse:
    """The PDF in `?language=`, counted as a look-up; where there is nothing to certify,
    the page that says why."""
    answer = _answer(request, serial)
    if answer is None:
        raise Http404
    page = f"{reverse('portal:warranty_check')}?{urlencode({'serial': answer.unit.serial})}"
    if not answer.has_certificate:
        return redirect(page)
    made = certificate_of(answer, language=_language(request), address=page)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"bao-hanh-{answer.unit.serial}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    for header, value in UNLISTED.items():
        response.headers[header] = value
    return response


def _answer(request: PrincipalRequest, serial: str) -> Answer | None:
    """Whoever read the code on the device brings its key along."""
    now: dict[str, Any] = {"at": request.at, "on": timezone.localdate(request.at)}
    key = request.GET.get("key", "")
    if key:
        return open_door(f"{serial}.{key}", asker_of(request), **now)
    return look_up(serial, asker_of(request), **now)


def _language(request: PrincipalRequest) -> str:
    asked = request.GET.get("language", "")
    known = asked if asked in LANGUAGES else (get_language() or "vi")[:2]
    return known if known in LANGUAGES else "vi"
