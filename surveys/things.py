"""How invitations and answers are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext, gettext_lazy as _

from foundation.events.things import Thing, register_things
from surveys.models import Invitation, Response, Survey


def register() -> None:
    """Make them known to the event log and the message list."""
    register_things(Survey._meta.label_lower, _("Khảo sát"), _surveys)
    register_things(Invitation._meta.label_lower, _("Lời mời đánh giá"), _invitations)
    register_things(Response._meta.label_lower, _("Đánh giá"), _responses)


def _surveys(ids: Collection[str]) -> Mapping[str, Thing]:
    names = Survey.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name, "/desk/surveys/") for pk, name in names}


def _invitations(ids: Collection[str]) -> Mapping[str, Thing]:
    # No ticket is named: its number is not for everybody who sees the customer.
    label = gettext("Khảo sát sau xử lý")
    return dict.fromkeys(ids, Thing(label))


def _responses(ids: Collection[str]) -> Mapping[str, Thing]:
    scores = Response.objects.filter(pk__in=ids).values_list("pk", "score")
    return {str(pk): Thing(f"{score}/5") for pk, score in scores}
