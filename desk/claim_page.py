"""What the workspace of a claim shows, gathered in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalog.looks import icon_of
from customers.models import Customer
from desk.claim_dialogs import ClaimDialog, dialogs_of
from desk.claim_lines import LineRow, Totals, line_rows, totals_of
from desk.customer_card import since_of
from desk.reach import Reach, reach_of
from desk.tiers import TierTag, tier_tag
from foundation.accounts.models import User
from foundation.core.money import format_dong
from foundation.core.tones import Look
from foundation.events.labels import label_of
from tickets.models import Attachment
from tickets.queries import FileEntry
from warranty.claim_deeds import deeds_for
from warranty.claim_enums import ClaimMode, ClaimStatus
from warranty.claim_queries import ClaimFile, claim_file, others_of_unit
from warranty.claim_terms import limit_of
from warranty.claim_words import (
    PromiseFace,
    Stop,
    next_words,
    promise_face,
    status_look_of,
    stops_of,
    verdict_look,
)
from warranty.fault_codes import code_word
from warranty.models import Claim, ClaimStep, Diagnosis, EntitlementAlarm, Repair

PHOTOS_SHOWN = 12
# These ask which line is meant.
OF_LINES = frozenset({"drop_line", "share_line", "fit_part", "goodwill"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is, in the record where they go on."""

    customer: Customer
    tier: TierTag
    reach: Reach
    note: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing that was done, in words."""

    step: ClaimStep
    icon: str
    text: str | Promise
    who: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in the reader's tongue."""

    diagnosis: Diagnosis
    symptom: str
    cause: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    """One service that was performed, in the reader's tongue."""

    row: Repair
    fix: str


@dataclass(frozen=True, slots=True)
class OtherClaim:
    """Another claim of the thing."""

    claim: Claim
    look: Look
    symptom: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything that stands on the page of a claim."""

    file: ClaimFile
    owner: Owner
    icon: str
    symptom: str
    look: Look
    verdict: Look
    promise: PromiseFace | None
    # What is to be done now, and what stands in its way.
    next: str
    hurdles: list[str]
    stops: list[Stop]
    dialogs: list[ClaimDialog]
    findings: list[Finding]
    lines: list[LineRow]
    totals: Totals
    steps: list[StepRow]
    photos: list[FileEntry]
    others: list[OtherClaim]
    # How much of the house's money the reader may decide; None: any amount.
    limit: int | None

    @property
    def claim(self) -> Claim:
        """What the page is about."""
        return self.file.claim

    @property
    def main(self) -> list[ClaimDialog]:
        """The next steps."""
        return [one for one in self.dialogs if one.is_main]

    @property
    def beside(self) -> list[ClaimDialog]:
        """What else may be done."""
        return [
            one for one in self.dialogs if not one.is_main and one.verb not in OF_LINES
        ]

    @property
    def line_deeds(self) -> list[ClaimDialog]:
        """What may be done with one line."""
        return [one for one in self.dialogs if one.verb in OF_LINES]

    @property
    def repairs(self) -> list[RepairRow]:
        """What was done to the thing."""
        return [RepairRow(one, code_word(one.fix)) for one in self.file.repairs]

    @property
    def is_misuse(self) -> bool:
        """Whether the fault that was found is the customer's, while shares may change."""
        last = self.findings[0].diagnosis.cause if self.findings else None
        is_open = self.claim.current_status == ClaimStatus.DIAGNOSING
        return is_open and self.claim.is_covered and bool(last and last.is_misuse)

    @property
    def alarms(self) -> list[EntitlementAlarm]:
        """What the law gives the customer and nobody decided: it cannot be hidden."""
        return self.file.open_alarms


def claim_page(claim: Claim, user: User, at: datetime) -> ClaimPage:
    """What `user` may see of `claim`."""
    file = claim_file(claim)
    facts = file.facts(user)
    limit = limit_of(user)
    return ClaimPage(
        file=file,
        owner=_owner(claim.ticket.customer, at),
        icon=icon_of(claim.unit),
        symptom=code_word(claim.symptom),
        look=status_look_of(claim),
        verdict=verdict_look(claim.verdict),
        promise=promise_face(claim, at),
        next=next_words(claim),
        hurdles=_hurdles(file, limit, is_own_work=facts.is_own_work),
        stops=stops_of(claim, file.steps, at),
        dialogs=dialogs_of(deeds_for(claim, facts, user)),
        findings=[
            Finding(one, code_word(one.symptom), code_word(one.cause))
            for one in file.diagnoses
        ],
        lines=line_rows(file),
        totals=totals_of(file),
        steps=[_step_row(step, claim) for step in reversed(file.steps)],
        photos=_photos(claim, user),
        others=[
            OtherClaim(one, status_look_of(one), code_word(one.symptom))
            for one in others_of_unit(claim, user)
        ],
        limit=limit,
    )


def _owner(customer: Customer, at: datetime) -> Owner:
    living = customer.merged_into or customer
    reach = reach_of(living.reachable_by)
    return Owner(living, tier_tag(living, at), reach, since_of(living))


def _hurdles(file: ClaimFile, limit: int | None, *, is_own_work: bool) -> list[str]:
    """What stands in the way of the next step, each with who can remove it."""
    claim = file.claim
    found: list[str] = []
    status = claim.current_status
    working = {ClaimStatus.DIAGNOSING, ClaimStatus.APPROVED, ClaimStatus.WAITING_PART}
    is_over = limit is not None and claim.house_total > limit
    if status in working and is_over and claim.house_total > claim.approved_total:
        found.append(
            _("Cửa hàng chịu %(sum)s, vượt mức bạn được duyệt (%(limit)s).")
            % {"sum": format_dong(claim.house_total), "limit": format_dong(limit or 0)}
        )
    is_asked = claim.loaner_answer or claim.mode == ClaimMode.ONSITE
    if status in working and claim.is_covered and not is_asked:
        found.append(_("Chưa ghi khách mượn máy hay không cần: phải có trước khi sửa."))
    if status == ClaimStatus.QC and is_own_work:
        found.append(_("Bạn đã sửa máy này, người khác phải kiểm tra lại."))
    if status == ClaimStatus.READY and file.owed:
        owed = sum(one.amount for one in file.owed)
        found.append(_("Khách còn %(sum)s chưa trả.") % {"sum": format_dong(owed)})
    if claim.loaners_out and status == ClaimStatus.RETURNED:
        found.append(_("Khách chưa trả máy mượn, hồ sơ chưa đóng được."))
    return found


def _step_row(step: ClaimStep, claim: Claim) -> StepRow:
    label = label_of(step.verb)
    who = step.actor_user.name if step.actor_user else ""
    if not who:
        is_customer = step.actor_kind == "customer"
        who = claim.ticket.customer.name if is_customer else _("Hệ thống")
    return StepRow(step, label.icon, label.text, who)


def _photos(claim: Claim, user: User) -> list[FileEntry]:
    """The pictures and films that came with the ticket."""
    seen = Attachment.objects.visible_to(user).filter(ticket=claim.ticket_id)
    rows = seen.order_by("pk")[:PHOTOS_SHOWN]
    return [_file_entry(one) for one in rows]


def _file_entry(file: Attachment) -> FileEntry:
    url = reverse("tickets:attachment", args=[file.key])
    thumb = f"{url}?preview=1" if file.is_image else ""
    return FileEntry(file.name, url, file.size, file.content_type, thumb)
