"""What was found over some months, by agent: shares and means with the number behind."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from foundation.accounts.models import User
from quality.enums import Accuracy, ErrorType
from quality.models import Sample
from quality.months import month_before

# Below this a share says more about luck than about somebody's work.
FEW = 5
SPANS = (1, 3, 12)
MARKED = ("knowledge", "courtesy", "wording")


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one agent, or of everybody."""

    name: str
    team: str
    n: int
    n_correct: int
    n_partly: int
    n_wrong: int
    knowledge: float | None
    courtesy: float | None
    wording: float | None

    @property
    def is_few(self) -> bool:
        """Whether there is too little to say anything."""
        return self.n < FEW

    @property
    def share_correct(self) -> float:
        """How much of it was right, in per cent."""
        return 100 * self.n_correct / self.n if self.n else 0.0

    @property
    def share_percent(self) -> int:
        """The same as a whole number, for a bar."""
        return round(self.share_correct)

    @property
    def marks(self) -> list[float | None]:
        """The three means, in the order of the rubric."""
        return [self.knowledge, self.courtesy, self.wording]


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """One kind of error, and how often it was found."""

    label: str
    n: int
    percent: int


@dataclass(frozen=True, slots=True)
class Results:
    """The page of some months."""

    rows: list[Result]
    total: Result | None
    errors: list[ErrorCount]


def span_from(text: str) -> int:
    """How many months an address asks for, or one."""
    return int(text) if text in map(str, SPANS) else SPANS[0]


def first_month(month: date, span: int) -> date:
    """The first of `span` months that end with `month`."""
    for _each in range(span - 1):
        month = month_before(month)
    return month


def results_of(user: User, month: date, span: int) -> Results:
    """What was found in the months up to `month`, as `user` may see it. Three queries."""
    found = Sample.objects.visible_to(user).reviewed().order_by()
    within = found.filter(month__gte=first_month(month, span), month__lte=month)
    named = within.values("agent__name", "agent__team__name", "agent")
    rows = [
        _result(row["agent__name"], row["agent__team__name"] or "", row)
        for row in _summed(named).order_by("agent__name", "agent")
    ]
    total = summary_of(within) if rows else None
    return Results(rows, total, errors_of(within))


def summary_of(samples: QuerySet[Sample]) -> Result:
    """All of `samples` together. One query."""
    return _result("", "", samples.order_by().aggregate(**_sums()))


def errors_of(samples: QuerySet[Sample]) -> list[ErrorCount]:
    """The kinds of error found in `samples`, the most frequent first. One query."""
    kinds = samples.order_by().exclude(error_type="").values("error_type")
    counted = list(kinds.annotate(n=Count("pk")).order_by("-n", "error_type"))
    most = max((row["n"] for row in counted), default=1)
    return [
        ErrorCount(
            str(ErrorType(row["error_type"]).label), row["n"], 100 * row["n"] // most
        )
        for row in counted
    ]


def _sums() -> dict[str, Any]:
    each = {
        f"n_{one.value}": Count("pk", filter=Q(accuracy=one.value)) for one in Accuracy
    }
    means = {f"mean_{name}": Avg(name) for name in MARKED}
    return {"n": Count("pk"), **each, **means}


def _summed(named: Any) -> Any:
    return named.annotate(**_sums())


def _result(name: str, team: str, row: dict[str, Any]) -> Result:
    return Result(
        name=name,
        team=team,
        n=row["n"],
        n_correct=row["n_correct"],
        n_partly=row["n_partly"],
        n_wrong=row["n_wrong"],
        knowledge=row["mean_knowledge"],
        courtesy=row["mean_courtesy"],
        wording=row["mean_wording"],
    )
