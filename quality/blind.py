"""A conversation as somebody reads who is to judge it: by whom is not said, nor how the
customer rated it or anybody judged it before."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from quality.models import Sample
from tickets.queries import Entry, all_staff, conversation_of

# Ratings, judgements, how work was handed round and words were carried: nothing that a
# judge should weigh.
UNSAID = (
    "survey.",
    "quality.",
    "message.",
    "ticket.assigned",
    "ticket.routed",
    "ticket.handoff",
)


def blind_entries(sample: Sample) -> list[Entry]:
    """What was said and what happened, oldest first, without the names of staff.

    Five queries at most. Words that people wrote themselves lose full names only.
    """
    entries = conversation_of(sample.ticket, for_customer=False)
    names = dict(all_staff().order_by().values_list("name", "pk"))
    judged, other = _("Người được chấm"), _("Đồng nghiệp")
    masks = {
        name: judged if pk == sample.agent_id else other for name, pk in names.items()
    }
    hide = _hider(masks)
    return [
        _blinded(entry, masks, hide)
        for entry in entries
        if not entry.verb.startswith(UNSAID)
    ]


def _hider(masks: Mapping[str, str]) -> Callable[[str], str]:
    """Puts the masks in place of the names, the longest name first."""
    names = sorted(filter(None, masks), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names)) or r"(?!)")
    return lambda text: pattern.sub(lambda found: masks[found[0]].lower(), text)


def _blinded(
    entry: Entry, masks: Mapping[str, str], hide: Callable[[str], str]
) -> Entry:
    who = entry.who if entry.is_from_customer else masks.get(entry.who, entry.who)
    return replace(
        entry,
        who=who,
        written_by=masks.get(entry.written_by, entry.written_by),
        text=hide(entry.text),
        parts=[replace(part, text=hide(part.text)) for part in entry.parts],
        origin="",
        split_into="",
    )
