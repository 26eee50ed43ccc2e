"""What people show for a thing in their hands, and the thing it shows.

A number alone finds nothing here: whoever has no proof gets the same answer for a thing
that exists and for one that does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.models import Unit
from customers.actions.records import find_or_create_guest
from customers.models import Customer
from customers.profiles import Profile
from foundation.core.actor import SYSTEM, Actor
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.transfers import take_over
from warranty.enums import ActivationChannel
from warranty.errors import NoCoverError, WrongCodeError
from warranty.keys import is_key_of, read_qr_path
from warranty.models import Activation, Transfer

# The address that the code on a thing holds, however it came to be typed.
LABEL = re.compile(r"/w/([^/?#\s]+\.[A-Za-z2-7]{10})/?(?:[?#].*)?$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number with what proves it: the key of its label, its code, or the receipt."""

    serial: str
    key: str = ""
    code: str = ""
    order: str = ""

    @property
    def channel(self) -> ActivationChannel:
        """Which way it is proven; what was typed goes before a label that did not do."""
        if self.code:
            return ActivationChannel.WEB
        return ActivationChannel.INVOICE if self.order else ActivationChannel.QR

    @property
    def proof(self) -> str:
        """What was typed or read for it."""
        return self.code or self.order or self.key

    @property
    def field(self) -> str:
        """Where the proof was typed; a label is not typed."""
        fields = {ActivationChannel.WEB: "code", ActivationChannel.INVOICE: "order"}
        return fields.get(self.channel, "serial")

    @property
    def wrong(self) -> WrongCodeError:
        """The refusal of what was shown: where to look again, whether the thing exists or not."""
        words = {
            ActivationChannel.WEB: _(
                "Mã kích hoạt không đúng với số máy này, hoặc đã dùng rồi. "
                "Hãy xem lại số máy và mã trên thẻ bảo hành."
            ),
            ActivationChannel.INVOICE: _(
                "Số đơn, số điện thoại và số máy không khớp nhau. "
                "Hãy xem lại trên hóa đơn, hoặc dùng mã kích hoạt."
            ),
            ActivationChannel.QR: _(
                "Mã QR không đúng với số máy này. "
                "Hãy quét lại mã trên máy, hoặc dùng mã kích hoạt."
            ),
        }
        return WrongCodeError(words[self.channel], field=self.field)


def read_label(text: str, key: str = "") -> tuple[str, str]:
    """Number and key: out of a whole label that a scanner typed, else as they are."""
    found = LABEL.search(text.strip())
    return read_qr_path(found[1]) if found else (text.strip(), key)


def numbered(serial: str) -> Unit | None:
    """The thing with this number, or the only one that looks like it on a label."""
    units = Unit.objects.select_related(
        "product", "owner", "purchase_line__purchase__customer"
    )
    return units.meant_by(serial)


def labelled(serial: str, key: str) -> Unit | None:
    """The thing whose label was read."""
    unit = numbered(serial) if serial and key else None
    return unit if unit is not None and is_key_of(unit.serial, key) else None


def activate_shown(
    shown: Shown, who: Mapping[str, object], *, actor: Actor, at: datetime
) -> Activation:
    """Switch the cover on of what is shown. `who` is phone, customer and network."""
    unit = numbered(shown.serial)
    if unit is None:
        raise shown.wrong
    facts = ActivationFacts(
        channel=shown.channel,
        on=localdate(at),
        code=shown.proof,
        **who,  # type: ignore[arg-type] # the view names them as the facts do
    )
    try:
        return activate(unit, facts, actor=actor, at=at)
    except WrongCodeError as error:
        raise shown.wrong from error
    except NoCoverError as error:
        raise NoCoverError(_no_policy()) from error


def take_shown(
    shown: Shown, taker: Customer, *, actor: Actor, at: datetime
) -> Transfer:
    """Make whoever shows the former owner's code the new one."""
    unit = numbered(shown.serial)
    try:
        if unit is None:
            raise WrongCodeError
        return take_over(unit, code=shown.code, taker=taker, actor=actor, at=at)
    except WrongCodeError as error:
        raise WrongCodeError(_wrong_code(), field="code") from error


def _wrong_code() -> str:
    return _(
        "Mã chuyển chủ không đúng với số máy này, đã dùng hoặc đã hết hạn. "
        "Hãy xem lại, hoặc nhờ chủ cũ gửi mã mới."
    )


def _no_policy() -> str:
    return _(
        "Chưa có chính sách bảo hành nào cho máy này. "
        "Hãy gửi yêu cầu kèm hóa đơn, chúng tôi xem rồi trả lời."
    )


def keep_name(name: str, phone: str, *, at: datetime) -> Customer:
    """Remember who a guest says they are; nothing of a known customer changes."""
    return find_or_create_guest(Profile(name), contact=phone, actor=SYSTEM, at=at)
