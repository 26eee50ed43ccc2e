"""The ageing board: every open claim, what presses, and how to narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.serials import fold_serial
from customers.models import Customer
from customers.queries import search as search_customers
from desk.claim_orders import ORDERS, WORDS, Head, heads_of, order_asked
from desk.claim_places import ClaimPlaces, page_of_claims
from desk.claim_rows import ALARM_DAYS, WARN_DAYS, ClaimRow, claim_rows
from foundation.accounts.models import User
from foundation.places.models import ServicePoint
from tickets.numbers import parse_number
from warranty.claim_enums import ClaimStatus
from warranty.claim_numbers import parse_claim_number
from warranty.claim_queries import people_at_the_bench
from warranty.claim_workflow import UNFIXED
from warranty.models import Claim, ClaimQuerySet, EntitlementAlarm

MAX_TEXT = 100
MAX_DIGITS = 9
STATES = [one for one in ClaimStatus.choices if one[0] != ClaimStatus.CLOSED]
# The columns of the board: code, words, colour, icon.
PRESSING: tuple[tuple[str, str | Promise, str, str], ...] = (
    ("overdue", _("Quá ngày hẹn"), "bad", "clock-alert"),
    ("today", _("Hẹn hôm nay"), "warn", "flag"),
    ("tomorrow", _("Hẹn ngày mai"), "warn", "flag"),
    ("day7", _("Chờ linh kiện từ 7 ngày"), "bad", "hourglass"),
    ("day3", _("Chờ linh kiện từ 3 ngày"), "warn", "hourglass"),
    ("alarm", _("Khách có quyền đổi, hoàn"), "bad", "siren"),
    ("ready", _("Chờ khách tới lấy"), "ok", "package-open"),
)
CODES = {code for code, *_rest in PRESSING}


@dataclass(frozen=True, slots=True)
class ClaimQuestion:
    """Which claims an address asks for; what it says wrongly is not asked."""

    due: str = ""
    state: str = ""
    technician: str = ""
    point: str = ""
    words: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "ClaimQuestion":
        """The question of an address."""
        due, state = query.get("due", ""), query.get("state", "")
        return cls(
            due=due if due in CODES else "",
            state=state if state in dict(STATES) else "",
            technician=_key(query.get("technician", ""), {"none"}),
            point=_key(query.get("point", "")),
            words=query.get("q", "").strip()[:MAX_TEXT],
            sort=order_asked(query.get("sort", "")),
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.narrowed_by)

    @property
    def narrowed_by(self) -> list[str]:
        """What the claims are chosen by; their order leaves none out."""
        return sorted(set(self.asked) - {"sort"})

    @property
    def address(self) -> str:
        """The query string that asks for the same."""
        return urlencode(self.asked)

    @property
    def asked(self) -> dict[str, str]:
        """What is asked, as an address says it."""
        said = {
            "due": self.due,
            "state": self.state,
            "technician": self.technician,
            "point": self.point,
            "q": self.words,
            "sort": self.sort,
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Column:
    """One of the numbers on top: a way to narrow the board."""

    label: str | Promise
    n: int
    tone: str
    icon: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ClaimBoard:
    """The board as it is asked for."""

    question: ClaimQuestion
    columns: list[Column]
    page: ClaimPlaces
    rows: list[ClaimRow]
    heads: dict[str, Head]
    orders: list[tuple[str, str | Promise]]
    technicians: list[User]
    points: list[ServicePoint]


def claim_board(user: User, query: Mapping[str, str], at: datetime) -> ClaimBoard:
    """One page under the numbers of all that is asked for besides; a fixed number of
    queries."""
    question = ClaimQuestion.of(query)
    known = {name: query[name] for name in query if name in {"after", "before"}}
    found = claims_asked(user, question, at)
    query = {**question.asked, **known}
    page = page_of_claims(found, query, ORDERS[question.sort])
    return ClaimBoard(
        question=question,
        columns=_columns(user, question, at),
        page=page,
        rows=claim_rows(page.claims, at),
        heads=heads_of(question.asked),
        orders=list(WORDS.items()),
        technicians=list(people_at_the_bench()),
        points=list(ServicePoint.objects.filter(is_active=True)),
    )


def claims_asked(user: User, question: ClaimQuestion, at: datetime) -> ClaimQuerySet:
    """The open claims that are asked for, as far as `user` may see them."""
    asked = Q()
    if question.due:
        asked &= pressing(at)[question.due]
    if question.state:
        asked &= Q(status=question.state)
    if question.technician == "none":
        asked &= Q(technician=None)
    elif question.technician:
        asked &= Q(technician=int(question.technician))
    if question.point:
        asked &= Q(service_point=int(question.point))
    if question.words:
        asked &= _about(user, question.words)
    return Claim.objects.visible_to(user).open().filter(asked)


def pressing(at: datetime) -> dict[str, Q]:
    """What each of the numbers counts."""
    zone = timezone.get_current_timezone()
    today = datetime.combine(timezone.localdate(at), time(), tzinfo=zone)
    tomorrow, after = today + timedelta(days=1), today + timedelta(days=2)
    unfixed = Q(status__in=sorted(UNFIXED))
    waits = Q(status=ClaimStatus.WAITING_PART)
    return {
        "overdue": unfixed & Q(promised_at__lte=at),
        "today": unfixed & Q(promised_at__gt=at, promised_at__lt=tomorrow),
        "tomorrow": unfixed & Q(promised_at__gte=tomorrow, promised_at__lt=after),
        "day7": waits & Q(status_since__lte=at - timedelta(days=ALARM_DAYS)),
        "day3": waits
        & Q(
            status_since__lte=at - timedelta(days=WARN_DAYS),
            status_since__gt=at - timedelta(days=ALARM_DAYS),
        ),
        "alarm": Q(pk__in=_with_alarms()),
        "ready": Q(status=ClaimStatus.READY),
    }


def _columns(user: User, question: ClaimQuestion, at: datetime) -> list[Column]:
    rest = replace(question, due="")
    ways = pressing(at)
    claims = claims_asked(user, rest, at).order_by()
    counts = claims.aggregate(
        **{code: Count("pk", filter=way) for code, way in ways.items()}
    )
    return [
        Column(
            label,
            counts[code],
            tone if counts[code] else "",
            icon,
            _address(question, code),
            question.due == code,
        )
        for code, label, tone, icon in PRESSING
    ]


def _address(question: ClaimQuestion, code: str) -> str:
    """Pressed again, a number lets go."""
    due = "" if question.due == code else code
    return "?" + urlencode(replace(question, due=due).asked)


def _with_alarms() -> Any:
    return EntitlementAlarm.objects.filter(decision="").values("claim")


def _about(user: User, words: str) -> Q:
    """By its number, its ticket's, the serial, or the customer."""
    if number := parse_claim_number(words):
        return Q(number=number)
    about = Q(unit__serial__contains=fold_serial(words)) if fold_serial(words) else Q()
    if ticket := parse_number(words):
        about |= Q(ticket__number=ticket)
    people = search_customers(Customer.objects.visible_to(user), words).order_by()
    return about | Q(ticket__customer__in=people.values("pk"))


def _key(raw: str, also: frozenset[str] | set[str] = frozenset()) -> str:
    is_key = raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS
    return raw if is_key or raw in also else ""
