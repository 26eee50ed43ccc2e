"""Who else is at a ticket: asked every few seconds by pages that somebody looks at."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from desk.enums import Doing
from desk.presence import come, company_at
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.models import Ticket
from tickets.numbers import PREFIX, parse_number

MOST = 100  # rows of a list that is asked about at once


@require_POST
@requires(Capability.USE_DESK)
def here(request: StaffRequest, number: str) -> HttpResponse:
    """I look at this ticket, write on it, or have left; who else is there."""
    visible = Ticket.objects.visible_to(request.user)
    found = get_object_or_404(visible.only("pk"), number=number)
    doing = request.POST.get("doing", "")
    known = Doing(doing) if doing in Doing.values else Doing.VIEWING
    company = come(found.pk, request.user, known)
    return render(request, "desk/family/here.html", {"company": company})


@require_GET
@requires(Capability.USE_DESK)
def here_at(request: StaffRequest) -> HttpResponse:
    """Who is at the tickets of a list, by number without its
    letters; only of those one sees."""
    asked = [parse_number(text) or "" for text in request.GET.getlist("t")[:MOST]]
    visible = Ticket.objects.visible_to(request.user).filter(number__in=asked)
    numbers = dict(visible.order_by().values_list("pk", "number"))
    companies = company_at(list(numbers), request.user)
    said = {
        numbers[pk].removeprefix(PREFIX): {
            "words": one.short_words,
            "editing": one.is_editing,
        }
        for pk, one in companies.items()
    }
    return JsonResponse({"here": said})
