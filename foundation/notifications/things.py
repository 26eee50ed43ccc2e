"""How the event log names a message, and where the desk finds it."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.events.things import Thing, register_things
from foundation.notifications.labels import label_of
from foundation.notifications.models import OutgoingMessage


def register() -> None:
    """Make messages known to the event log."""
    register_things("notifications.outgoingmessage", _("Tin"), _find)


def _find(ids: Collection[str]) -> Mapping[str, Thing]:
    found = OutgoingMessage.objects.filter(pk__in=ids).values_list("pk", "template")
    return {
        str(pk): Thing(
            str(label_of(template).text), reverse("notifications:detail", args=[pk])
        )
        for pk, template in found
    }
