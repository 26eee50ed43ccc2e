"""What was asked for under which key, by the log itself: it outlives every process."""

from hashlib import sha256

from foundation.core.refs import ref
from foundation.events.models import Event
from parts import verbs
from parts.errors import RequestStateError
from parts.models import Part, PurchaseLine

# So much of the hash tells keys apart; the key itself may hold anybody's words.
LENGTH = 32


def mark_of(key: str) -> str:
    """What the log keeps of a key; nothing of no key."""
    return sha256(key.encode()).hexdigest()[:LENGTH] if key else ""


def line_marked(part: Part, mark: str) -> PurchaseLine | None:
    """The line that a form with this mark asked for; whoever calls holds the part.

    Refuses where it was asked for and is gone by now.
    """
    about = ref(part)
    said = Event.objects.filter(
        verb=verbs.SUPPLY_REQUESTED,
        data__mark=mark,
        links__type=about.type,
        links__thing_id=about.id,
    ).first()
    if not mark or said is None:
        return None
    rows = PurchaseLine.objects.select_related("request__location")
    line: PurchaseLine | None = rows.filter(
        request=int(said.subject_id), part=part
    ).first()
    if line is None:
        raise RequestStateError
    return line
