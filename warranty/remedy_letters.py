"""What is written to customers about refusals, remedies, and parts that are late."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, override

from customers.queries import recipient_of
from foundation.core.formats import vndate, vndatetime
from foundation.core.money import format_dong
from foundation.core.refs import ref
from foundation.notifications.actions import queue_message
from parts.models import Reservation
from warranty.claim_enums import AppealState
from warranty.claim_letters import thing_words
from warranty.claim_links import claim_path
from warranty.claim_terms import APPEAL_WINDOW
from warranty.models import Appeal, Claim, EntitlementAlarm, Exclusion


def send_refusal_letter(claim: Claim, code: str) -> None:
    """Why not, by which version, how to appeal until when; and the code to fetch it by."""
    with override(recipient_of(claim.ticket.customer).locale):
        reason, version = _reason(claim.refused_by, claim.refusal), _version(claim)
    _send(
        claim,
        "claim-rejected",
        f"{claim.pk}:{claim.n_steps}",
        {
            "reason": reason,
            "version": version,
            "code": code,
            "until": _appeal_until(claim),
        },
        is_secret=bool(code),
    )


def send_appeal_letter(appeal: Appeal, claim: Claim, code: str) -> None:
    """What came of the appeal, in words."""
    is_granted = appeal.state == AppealState.GRANTED
    _send(
        claim,
        "appeal-decided",
        str(appeal.pk),
        {"is_granted": is_granted, "answer": appeal.answer, "code": code},
        is_secret=bool(code),
    )


def send_alarm_letter(alarm: EntitlementAlarm, claim: Claim) -> None:
    """What the law gives them now, and by when we answer."""
    _send(
        claim,
        "claim-entitlement",
        str(alarm.pk),
        {
            "kind": str(alarm.kind),
            "promised": vndate(_day_passed(alarm, claim)),
            "due": vndate(alarm.due_at),
        },
    )


def _day_passed(alarm: EntitlementAlarm, claim: Claim) -> datetime | None:
    """The day on the receipt, or the last one that was named once they let us go on."""
    is_again = claim.alarms.filter(kind=alarm.kind).exclude(pk=alarm.pk).exists()
    return claim.promised_at if is_again else claim.first_promised_at


def send_going_on_letter(alarm: EntitlementAlarm, claim: Claim, at: datetime) -> None:
    """They let us go on: so that they know what we wrote down, and until when."""
    day = claim.promised_at
    promised = vndate(day) if day is not None and day > at else ""
    _send(claim, "claim-goes-on", str(alarm.pk), {"promised": promised})


def send_replacing_letter(claim: Claim) -> None:
    """They get another thing."""
    _send(claim, "claim-replacing", f"{claim.pk}:{claim.n_steps}", {})


def send_refunding_letter(claim: Claim, amount: int) -> None:
    """They get their money back: how much."""
    total = {"total": format_dong(amount)}
    _send(claim, "claim-refunding", f"{claim.pk}:{claim.n_steps}", total)


def send_eta_letter(reservation: Reservation, claim: Claim) -> None:
    """The part that the repair waits for comes on another day; once for each day."""
    _send(
        claim,
        "part-eta",
        f"{reservation.pk}:{reservation.eta_on}",
        {"day": vndate(reservation.eta_on), "part": reservation.part.name},
    )


def _send(
    claim: Claim,
    template: str,
    key: str,
    words: Mapping[str, object],
    *,
    is_secret: bool = False,
) -> None:
    queue_message(
        template,
        to=recipient_of(claim.ticket.customer),
        about=ref(claim.ticket),
        dedupe_key=f"{template}:{key}",
        context={
            **thing_words(claim),
            "link": settings.BASE_URL + claim_path(claim),
            **words,
        },
        is_secret=is_secret,
    )


def _reason(exclusion: Exclusion | None, note: str) -> str:
    """The words of the policy in the reader's language, then those of whoever decided."""
    if exclusion is None:
        return note
    is_english = (get_language() or "").startswith("en")
    words = (is_english and exclusion.words_en) or exclusion.words
    return f"{words} ({exclusion.code}). {note}".strip()


def _appeal_until(claim: Claim) -> str:
    """Until when an objection is heard; empty where the thing is with us till fetched."""
    if claim.received_at is not None:
        return ""
    return vndatetime(claim.status_since + APPEAL_WINDOW)


def _version(claim: Claim) -> str:
    """The policy and its version, as the claim was judged by."""
    version = claim.version
    if version is None:
        return ""
    return f"{version.policy.title}, {vndate(version.effective_from)}"
