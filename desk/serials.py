"""Finding the unit that somebody names by its serial number."""

from django.utils.translation import gettext as _

from catalog.models import Unit
from catalog.serials import fold_serial
from foundation.accounts.models import User
from foundation.core.errors import DomainError


def unit_named(user: User, serial: str) -> Unit | None:
    """The unit with this serial, None for an empty one; refuses an unknown serial."""
    if not serial:
        return None
    found = Unit.objects.visible_to(user).filter(serial=fold_serial(serial)).first()
    if found is None:
        raise DomainError(_("Không có máy nào mang số này."), field="serial")
    return found
