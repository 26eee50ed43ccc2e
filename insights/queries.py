"""What the dashboards count. Who looks decides which tickets are counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from foundation.accounts.models import User
from insights.csat import Csat, ratio
from insights.periods import Period
from surveys.enums import InvitationState
from surveys.models import Invitation, Response, ResponseQuerySet

EXPORT_CHUNK = 500  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class CsatReport:
    """The answers of a period, and what became of the invitations sent in it."""

    period: Period
    csat: Csat
    sent: int
    answered: int

    @property
    def response_rate(self) -> float | None:
        """Of those asked in the period, the share who answered."""
        return ratio(self.answered, self.sent)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer, for export."""

    at: datetime
    number: str
    score: int
    comment: str
    agent: str
    team: str


def csat_report(user: User, period: Period) -> CsatReport:
    """The numbers of a period over the tickets that `user` may see. Two queries."""
    answers = _answers(user, period).values_list("score").annotate(n=Count("pk"))
    invitations = Invitation.objects.visible_to(user).filter(
        sent_at__gte=period.start, sent_at__lt=period.end
    )
    totals = invitations.aggregate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(state=InvitationState.ANSWERED)),
    )
    counts = {int(score): int(n) for score, n in answers.order_by()}
    return CsatReport(period, Csat(counts), totals["sent"], totals["answered"])


def answer_rows(user: User, period: Period) -> Iterator[AnswerRow]:
    """Every answer of a period, newest first, without holding them all in memory."""
    answers = _answers(user, period).order_by("-answered_at", "-pk")
    columns = answers.values_list(
        "answered_at",
        "invitation__ticket__number",
        "score",
        "comment",
        "invitation__agent__name",
        "invitation__team__name",
    )
    for at, number, score, comment, agent, team in columns.iterator(EXPORT_CHUNK):
        yield AnswerRow(at, number, score, comment, agent or "", team or "")


def _answers(user: User, period: Period) -> ResponseQuerySet:
    return Response.objects.visible_to(user).filter(
        answered_at__gte=period.start, answered_at__lt=period.end
    )
