"""What the house publishes: naming it, writing it, publishing it.

A draft may be saved as often as one likes; each time it is another row, so its key tells
an editor whether somebody else saved meanwhile. Once published a version never changes.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.events.actions import record
from foundation.policies import verbs
from foundation.policies.checks import check_terms_of
from foundation.policies.enums import PolicyKind
from foundation.policies.errors import (
    EffectiveDayError,
    NoDraftError,
    PartMissingError,
    PolicyChangedError,
    PolicyCodeError,
    PolicyNameError,
)
from foundation.policies.models import Policy, PolicyVersion
from foundation.policies.wording import Wording

STEP = 10  # between two places, so that one may be put between
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Title:
    """What a policy is called, in both languages."""

    name: str
    name_en: str = ""


@transaction.atomic
def open_policy(
    kind: PolicyKind, code: str, title: Title, *, actor: Actor, at: datetime
) -> Policy:
    """Begin a policy that says nothing until its first version is published.

    Refuses a code or name that another has.
    """
    if not CODE.fullmatch(code) or len(code) > CODE_LENGTH:
        raise PolicyCodeError(field="code")
    title = _checked(title)
    last = Policy.objects.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            policy = Policy.objects.create(
                kind=kind,
                code=code,
                name=title.name,
                name_en=title.name_en,
                position=last + STEP,
            )
    except IntegrityError:
        # Whoever was first has it; only the database knows, if both came at once.
        raise PolicyCodeError(field="code") from None
    record(policy, verbs.POLICY_OPENED, actor=actor, at=at)
    policy.refresh_from_db()
    return policy


@transaction.atomic
def rename_policy(
    policy: Policy, title: Title, *, actor: Actor, at: datetime
) -> Policy:
    """Call a policy something else; its address stays. Refuses another's name."""
    policy = locked(policy)
    title = _checked(title, policy)
    if (policy.name, policy.name_en) != (title.name, title.name_en):
        policy.name, policy.name_en = title.name, title.name_en
        policy.save(update_fields=["name", "name_en"])
        record(policy, verbs.POLICY_RENAMED, actor=actor, at=at)
    return policy


@transaction.atomic
def switch_policy_on(policy: Policy, *, actor: Actor, at: datetime) -> Policy:
    """Let the policy hold for what is bought from now on."""
    policy = locked(policy)
    if not policy.is_active:
        policy.is_active = True
        policy.save(update_fields=["is_active"])
        record(policy, verbs.POLICY_SWITCHED_ON, actor=actor, at=at)
    return policy


@transaction.atomic
def switch_policy_off(policy: Policy, *, actor: Actor, at: datetime) -> Policy:
    """Let nothing new come under the policy. What came under it, stays."""
    policy = locked(policy)
    if policy.is_active:
        policy.is_active = False
        policy.save(update_fields=["is_active"])
        record(policy, verbs.POLICY_SWITCHED_OFF, actor=actor, at=at)
    return policy


@transaction.atomic
def save_draft(
    policy: Policy, wording: Wording, *, seen_version: int, actor: Actor, at: datetime
) -> PolicyVersion:
    """Keep `wording` as the draft of a policy, in place of the one before.

    `seen_version` is the version that was edited, 0 for none. Refuses when another one
    is the latest by now.
    """
    policy = locked(policy)
    latest_seen(policy, seen_version)
    wording = wording.tidy
    policy.versions.filter(published_at=None).delete()
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    draft = PolicyVersion.objects.create(
        policy=policy,
        number=last + 1,
        parts=wording.parts,
        effective_from=wording.effective_from,
        created_by_id=actor.user_id,
        created_at=at,
    )
    _record(draft, verbs.POLICY_DRAFT_SAVED, actor, at)
    return draft


@transaction.atomic
def discard_draft(
    policy: Policy, *, seen_version: int, actor: Actor, at: datetime
) -> None:
    """Throw the draft away. Refuses when it is not the one that was looked at."""
    policy = locked(policy)
    draft = _draft(policy, seen_version)
    _record(draft, verbs.POLICY_DRAFT_DISCARDED, actor, at)
    draft.delete()


@transaction.atomic
def publish_draft(
    policy: Policy, *, seen_version: int, actor: Actor, at: datetime
) -> PolicyVersion:
    """Let what the draft says hold from its day on; it never changes again.

    Refuses a draft that is not the one looked at, with an empty part, with terms its
    owner refuses, or whose day lies in the past or not after the version before. Only a
    first version may say from which day it has been holding already.
    """
    policy = locked(policy)
    draft = _draft(policy, seen_version)
    _check_parts(draft)
    check_terms_of(draft)
    _check_day(policy, draft, at)
    draft.published_at = at
    draft.published_by_id = actor.user_id
    draft.save(update_fields=["published_at", "published_by"])
    policy.current = draft
    policy.save(update_fields=["current"])
    _record(draft, verbs.POLICY_PUBLISHED, actor, at)
    return draft


def latest_seen(policy: Policy, seen_version: int) -> PolicyVersion | None:
    """The draft, else the last version, if it is the one that was looked at."""
    latest = policy.versions.order_by("-number").first()
    if (latest.pk if latest else 0) != seen_version:
        raise PolicyChangedError
    return latest


def _draft(policy: Policy, seen_version: int) -> PolicyVersion:
    draft = policy.versions.filter(published_at=None).first()
    if draft is None:
        raise NoDraftError
    if draft.pk != seen_version:
        raise PolicyChangedError
    return locked(draft)


def _checked(title: Title, policy: Policy | None = None) -> Title:
    title = Title(clean_line(title.name), clean_line(title.name_en))
    others = Policy.objects.filter(name=title.name)
    if policy is not None:
        others = others.exclude(pk=policy.pk)
    if not title.name or others.exists():
        raise PolicyNameError(field="name")
    return title


def _check_parts(draft: PolicyVersion) -> None:
    missing = Wording.of(draft).missing
    if missing:
        words = ", ".join(str(part.label) for part in missing)
        raise PartMissingError(
            _("Chưa công bố được: còn trống phần %(parts)s.") % {"parts": words},
            field=missing[0].value,
        )


def _check_day(policy: Policy, draft: PolicyVersion, at: datetime) -> None:
    day, before = draft.effective_from, policy.versions.published().first()
    if day is None:
        raise EffectiveDayError(
            _("Hãy chọn ngày bắt đầu hiệu lực."), field="effective_from"
        )
    if before is None or before.effective_from is None:
        return
    if day < localdate(at):
        raise EffectiveDayError(
            _("Ngày hiệu lực không được ở trước hôm nay."), field="effective_from"
        )
    if day <= before.effective_from:
        raise EffectiveDayError(
            _("Ngày hiệu lực phải sau ngày %(day)s của bản %(number)s.")
            % {"day": f"{before.effective_from:%d/%m/%Y}", "number": before.number},
            field="effective_from",
        )


def _record(version: PolicyVersion, verb: str, actor: Actor, at: datetime) -> None:
    record(
        version.policy,
        verb,
        actor=actor,
        at=at,
        version_id=version.pk,
        number=version.number,
    )
