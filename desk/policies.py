"""The pages about promises: the list in order, one policy, its versions and runs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.policy_words import (
    Change,
    Line,
    Names,
    TargetRow,
    changes,
    conditions_in_words,
    lines_of,
    measured,
    target_rows,
)
from foundation.accounts.models import User
from foundation.core.text import short_name
from tickets.enums import RunKind, RunState
from tickets.models import ClockRun, SlaPolicy, SlaPolicyVersion, Ticket
from tickets.policy_terms import short_promises, terms_of

RUNS_SHOWN = 8
Key = tuple[int, int]  # a policy and one of its versions
UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy in the list."""

    pk: int
    place: int
    name: str
    is_active: bool
    number: int  # of the version in force; 0 where nothing is published
    conditions: list[Line]
    targets: list[TargetRow]
    n_open: int
    n_open_older: int
    has_draft: bool
    is_first: bool
    is_last: bool
    # The name of a policy above that takes every ticket.
    shadowed_by: str = ""


@dataclass(frozen=True, slots=True)
class PolicyList:
    """All of them in order, and whether some ticket would get none."""

    rows: list[PolicyRow]
    leaves_some_out: bool
    runs: list["RunRow"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the history of its policy."""

    pk: int
    number: int
    is_current: bool
    is_draft: bool
    at: datetime
    by: str
    n_open: int
    url: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """A computation over many tickets, and how far it is."""

    pk: int
    title: str
    state: str
    state_label: str
    is_under_way: bool
    is_preview: bool
    can_be_cancelled: bool
    at: datetime
    by: str
    percent: int
    n_done: int
    n_total: int
    n_matched: int
    n_moved: int
    n_breached: int
    n_rescued: int


def policy_list(user: User) -> PolicyList:
    """The list page. Its number of queries does not depend on how many there are."""
    policies = list(_with_versions(user))
    names, n_open = Names.now(), open_by_version()
    rows: list[PolicyRow] = []
    shadow = ""
    for place, policy in enumerate(policies, start=1):
        row = _row(policy, place, names, n_open, shadow, is_last=place == len(policies))
        rows.append(row)
        if row.is_active and row.number and not row.conditions:
            shadow = shadow or row.name
    return PolicyList(rows, bool(rows) and not shadow, _calendar_runs())


def open_by_version() -> Counter[Key]:
    """How many unfinished tickets run by each policy's versions."""
    found = Ticket.objects.unfinished().exclude(sla_version=None)
    keys = found.values_list("sla_version__policy", "sla_version")
    return Counter({(one, two): n for one, two, n in keys.annotate(n=Count("pk"))})


def version_rows(policy: SlaPolicy) -> list[VersionRow]:
    """The history, latest first."""
    n_open = open_by_version()
    versions = policy.versions.select_related("created_by").order_by("-number")
    return [
        VersionRow(
            pk=version.pk,
            number=version.number,
            is_current=version.pk == policy.current_id,
            is_draft=not version.is_published,
            at=version.published_at or version.created_at,
            by=_name(version.created_by),
            n_open=n_open[policy.pk, version.pk],
            url=_url_of(version),
        )
        for version in versions
    ]


def run_rows(policy: SlaPolicy) -> list[RunRow]:
    """The latest runs over the tickets of a policy."""
    found = ClockRun.objects.filter(version__policy=policy)
    found = found.select_related("asked_by", "version", "calendar")
    return [run_row(run) for run in found.order_by("-pk")[:RUNS_SHOWN]]


def run_row(run: ClockRun) -> RunRow:
    """How far a run is, ready to be written out."""
    under_way = run.state in UNDER_WAY
    return RunRow(
        pk=run.pk,
        title=_title(run),
        state=run.state,
        state_label=str(RunState(run.state).label),
        is_under_way=under_way,
        is_preview=run.kind == RunKind.PREVIEW,
        can_be_cancelled=under_way and run.kind != RunKind.CALENDAR,
        at=run.finished_at or run.created_at,
        by=_name(run.asked_by),
        percent=_percent(run),
        n_done=run.n_done,
        n_total=max(run.n_total, run.n_done),
        n_matched=run.n_matched,
        n_moved=run.n_moved,
        n_breached=run.n_breached,
        n_rescued=run.n_rescued,
    )


def latest_preview(draft: SlaPolicyVersion) -> RunRow | None:
    """The last time somebody asked what a draft would do."""
    found = ClockRun.objects.filter(version=draft, kind=RunKind.PREVIEW)
    run = found.select_related("asked_by", "version", "calendar").first()
    return run_row(run) if run else None


def version_lines(version: SlaPolicyVersion, names: Names) -> list[Line]:
    """The terms of a version in words."""
    return lines_of(terms_of(version), names)


def differences(
    old: SlaPolicyVersion | None, new: SlaPolicyVersion, names: Names
) -> list[Change]:
    """Where two versions differ; from nothing, every line."""
    before = version_lines(old, names) if old else []
    return changes(before, version_lines(new, names))


def cautions(version: SlaPolicyVersion) -> list[str]:
    """What may be meant so, but seldom is."""
    words = _("%(metric)s: hẹn khách ngắn hơn hạn nội bộ.")
    found = short_promises(terms_of(version))
    return [words % {"metric": measured(each.metric, each.stage)} for each in found]


def _with_versions(user: User) -> Iterable[SlaPolicy]:
    versions = SlaPolicyVersion.objects.filter(published_at=None)
    drafts = Prefetch("versions", versions, to_attr="drafts")
    found = SlaPolicy.objects.visible_to(user).select_related("current")
    return found.order_by("position", "pk").prefetch_related(
        drafts, "current__targets", "current__escalations"
    )


def _row(
    policy: SlaPolicy,
    place: int,
    names: Names,
    n_open: Counter[Key],
    shadow: str,
    *,
    is_last: bool,
) -> PolicyRow:
    terms = terms_of(policy.current) if policy.current else None
    n_all = sum(n for (own, _version), n in n_open.items() if own == policy.pk)
    n_current = n_open[policy.pk, policy.current_id or 0]
    return PolicyRow(
        pk=policy.pk,
        place=place,
        name=policy.name,
        is_active=policy.is_active,
        number=policy.current.number if policy.current else 0,
        conditions=conditions_in_words(terms, names) if terms else [],
        targets=target_rows(terms) if terms else [],
        n_open=n_current,
        n_open_older=n_all - n_current,
        has_draft=bool(policy.drafts),  # type: ignore[attr-defined] # prefetched
        is_first=place == 1,
        is_last=is_last,
        shadowed_by=shadow,
    )


def _calendar_runs() -> list[RunRow]:
    found = ClockRun.objects.filter(kind=RunKind.CALENDAR, state__in=UNDER_WAY)
    return [run_row(run) for run in found.select_related("asked_by", "calendar")]


def _title(run: ClockRun) -> str:
    if run.kind == RunKind.CALENDAR:
        return _("Tính lại hạn theo lịch %(name)s") % {"name": run.calendar or ""}
    number = run.version.number if run.version else 0
    words = (
        _("Xem trước bản %(number)s")
        if run.kind == RunKind.PREVIEW
        else _("Áp dụng bản %(number)s cho phiếu đang mở")
    )
    return words % {"number": number}


def _percent(run: ClockRun) -> int:
    if run.state == RunState.DONE:
        return 100
    return min(100 * run.n_done // run.n_total, 99) if run.n_total else 0


def _name(user: User | None) -> str:
    return short_name(user.name) if user else _("Hệ thống")


def _url_of(version: SlaPolicyVersion) -> str:
    if version.is_published:
        return reverse("sla:version", args=[version.pk])
    return reverse("sla:draft", args=[version.policy_id])
