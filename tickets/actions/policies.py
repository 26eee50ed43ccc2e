"""What we promise: writing it, publishing it, and its place among the others.

A draft may be saved as often as one likes; each time it is another row, so its key tells
an editor whether somebody else saved meanwhile. Once published a version never changes.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.models import Calendar
from foundation.calendars.queries import schedule_of
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.events.actions import record
from tickets import verbs
from tickets.models import SlaEscalation, SlaPolicy, SlaPolicyVersion, SlaTarget
from tickets.policy_errors import NoDraftError, PolicyChangedError, PolicyNameError
from tickets.policy_terms import Terms, check_complete, check_terms, terms_of

STEP = 10  # between two places; a new one goes in without moving the others


@transaction.atomic
def create_policy(name: str, *, actor: Actor, at: datetime) -> SlaPolicy:
    """Begin a policy that promises nothing until its first version is published.

    It stands last, but before one that fits every ticket: behind that it would never
    be chosen. Refuses a name that another has.
    """
    name = _checked_name(name)
    policies = _in_order()
    policy = SlaPolicy.objects.create(name=name, position=0)
    catches_all = bool(policies) and _fits_all(policies[-1])
    place = len(policies) - 1 if catches_all else len(policies)
    policies.insert(place, policy)
    _number(policies)
    record(policy, verbs.POLICY_CREATED, actor=actor, at=at)
    policy.refresh_from_db()
    return policy


@transaction.atomic
def rename_policy(
    policy: SlaPolicy, name: str, *, actor: Actor, at: datetime
) -> SlaPolicy:
    """Call a policy something else, in old reports too. Refuses another's name."""
    policy = locked(policy)
    name = _checked_name(name, policy)
    if policy.name != name:
        policy.name = name
        policy.save(update_fields=["name"])
        record(policy, verbs.POLICY_RENAMED, actor=actor, at=at)
    return policy


def move_policy_up(policy: SlaPolicy, *, actor: Actor, at: datetime) -> SlaPolicy:
    """Let a policy be asked before the one that stands above it."""
    return _move(policy, -1, actor=actor, at=at)


def move_policy_down(policy: SlaPolicy, *, actor: Actor, at: datetime) -> SlaPolicy:
    """Let a policy be asked after the one that stands below it."""
    return _move(policy, 1, actor=actor, at=at)


@transaction.atomic
def switch_policy_on(policy: SlaPolicy, *, actor: Actor, at: datetime) -> SlaPolicy:
    """Let new tickets get this promise again."""
    policy = locked(policy)
    if not policy.is_active:
        policy.is_active = True
        policy.save(update_fields=["is_active"])
        record(policy, verbs.POLICY_SWITCHED_ON, actor=actor, at=at)
    return policy


@transaction.atomic
def switch_policy_off(policy: SlaPolicy, *, actor: Actor, at: datetime) -> SlaPolicy:
    """Let no new ticket get this promise. Tickets that have it keep it."""
    policy = locked(policy)
    if policy.is_active:
        policy.is_active = False
        policy.save(update_fields=["is_active"])
        record(policy, verbs.POLICY_SWITCHED_OFF, actor=actor, at=at)
    return policy


@transaction.atomic
def save_draft(
    policy: SlaPolicy, terms: Terms, *, seen_version: int, actor: Actor, at: datetime
) -> SlaPolicyVersion:
    """Keep `terms` as the draft of a policy, in place of the one before.

    `seen_version` is the version that was edited, 0 for none. Refuses when another one
    is the latest by now, and terms that no clock could run by.
    """
    policy = locked(policy)
    latest = _latest(policy, seen_version)
    check_terms(terms)
    if latest and terms_of(latest).in_order == terms.in_order:
        return latest
    policy.versions.filter(published_at=None).delete()
    draft = _write(policy, terms, actor.user_id, at)
    record(
        policy,
        verbs.POLICY_DRAFT_SAVED,
        actor=actor,
        at=at,
        version_id=draft.pk,
        number=draft.number,
    )
    return draft


@transaction.atomic
def discard_draft(
    policy: SlaPolicy, *, seen_version: int, actor: Actor, at: datetime
) -> None:
    """Throw the draft away. Refuses when it is not the one that was looked at."""
    policy = locked(policy)
    draft = _draft(policy, seen_version)
    record(
        policy, verbs.POLICY_DRAFT_DISCARDED, actor=actor, at=at, number=draft.number
    )
    draft.delete()


@transaction.atomic
def publish_draft(
    policy: SlaPolicy, *, seen_version: int, actor: Actor, at: datetime
) -> SlaPolicyVersion:
    """Let new tickets get what the draft says; it never changes again.

    Refuses a draft that is not the one looked at, without a target, or that counts by
    a calendar without working time. Open tickets stay as they are.
    """
    policy = locked(policy)
    draft = _draft(policy, seen_version)
    terms = terms_of(draft)
    check_complete(terms)
    _check_hours(terms)
    old_version_id = policy.current_id
    draft.published_at = at
    draft.save(update_fields=["published_at"])
    policy.current = draft
    policy.save(update_fields=["current"])
    record(
        policy,
        verbs.POLICY_PUBLISHED,
        actor=actor,
        at=at,
        version_id=draft.pk,
        number=draft.number,
        old_version_id=old_version_id,
    )
    return draft


@transaction.atomic
def _move(policy: SlaPolicy, steps: int, *, actor: Actor, at: datetime) -> SlaPolicy:
    policies = _in_order()
    place = [row.pk for row in policies].index(policy.pk)
    row = policies.pop(place)
    policies.insert(max(place + steps, 0), row)
    if policies.index(row) != place:
        _number(policies)
        position = row.position
        record(row, verbs.POLICY_MOVED, actor=actor, at=at, position=position)
    return row


def _in_order() -> list[SlaPolicy]:
    """Every policy under lock, as the list shows them."""
    # All of them in one order of keys: two people sorting at once must not deadlock.
    rows = list(SlaPolicy.objects.select_for_update().order_by("pk"))
    return sorted(rows, key=lambda row: (row.position, row.pk))


def _number(policies: list[SlaPolicy]) -> None:
    for place, row in enumerate(policies, start=1):
        if row.position != place * STEP:
            row.position = place * STEP
            row.save(update_fields=["position"])


def _fits_all(policy: SlaPolicy) -> bool:
    return policy.current is not None and terms_of(policy.current).fits_all


def _checked_name(name: str, policy: SlaPolicy | None = None) -> str:
    name = clean_line(name)
    others = SlaPolicy.objects.filter(name=name)
    if policy is not None:
        others = others.exclude(pk=policy.pk)
    if not name or others.exists():
        raise PolicyNameError(field="name")
    return name


def _latest(policy: SlaPolicy, seen_version: int) -> SlaPolicyVersion | None:
    """The draft, else the last version, if it is the one that was looked at."""
    latest = policy.versions.order_by("-number").first()
    if (latest.pk if latest else 0) != seen_version:
        raise PolicyChangedError
    return latest


def _draft(policy: SlaPolicy, seen_version: int) -> SlaPolicyVersion:
    draft = policy.versions.filter(published_at=None).first()
    if draft is None:
        raise NoDraftError
    if draft.pk != seen_version:
        raise PolicyChangedError
    return locked(draft)


def _write(
    policy: SlaPolicy, terms: Terms, user_id: int | None, at: datetime
) -> SlaPolicyVersion:
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    draft = SlaPolicyVersion.objects.create(
        policy=policy,
        number=last + 1,
        kinds=list(terms.kinds),
        priorities=list(terms.priorities),
        channels=list(terms.channels),
        tiers=list(terms.tiers),
        categories=list(terms.categories),
        calendar_id=terms.calendar_id,
        created_by_id=user_id,
        created_at=at,
    )
    SlaTarget.objects.bulk_create(_target_rows(draft, terms))
    SlaEscalation.objects.bulk_create(_level_rows(draft, terms))
    return draft


def _target_rows(draft: SlaPolicyVersion, terms: Terms) -> list[SlaTarget]:
    return [
        SlaTarget(
            version=draft,
            metric=target.metric,
            stage=target.stage,
            side=target.side,
            seconds=target.seconds,
            basis=target.basis,
            pause_reasons=list(target.pause_reasons),
            warn_at=list(target.warn_at),
        )
        for target in terms.targets
    ]


def _level_rows(draft: SlaPolicyVersion, terms: Terms) -> list[SlaEscalation]:
    return [
        SlaEscalation(
            version=draft,
            level=each.level,
            after_seconds=each.after_seconds,
            tell=list(each.tell),
            raise_to=each.raise_to,
            hand_to=each.hand_to,
        )
        for each in terms.escalations
    ]


def _check_hours(terms: Terms) -> None:
    """A clock of working time needs a calendar that opens at all."""
    if not terms.uses_calendar:
        return
    chosen = (
        Calendar.objects.filter(is_default=True)
        if terms.calendar_id is None
        else Calendar.objects.filter(pk=terms.calendar_id)
    ).first()
    # Without any calendar the house works ordinary shop hours.
    if chosen is not None and not any(schedule_of(chosen).weekly):
        raise NoWorkingTimeError(field="calendar")
