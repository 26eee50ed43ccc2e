"""The pages of warranty policies at the desk: the list, one policy, its draft."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from catalog.models import Product
from foundation.accounts.models import User
from foundation.policies.enums import Part, PolicyKind
from foundation.policies.models import Policy, PolicyVersion
from foundation.policies.wording import Wording
from warranty.policy_terms import Terms
from warranty.policy_words import Line, scope_lines


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy in the list: for what, since when, and whether somebody is writing on it."""

    pk: int
    code: str
    name: str
    is_active: bool
    number: int
    effective_from: date | None
    is_coming: bool
    has_draft: bool
    scope: list[Line]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a policy: who published or saved it, and when it holds."""

    pk: int
    number: int
    effective_from: date | None
    by: str
    at: datetime
    is_draft: bool
    is_in_force: bool


def warranty_policies(user: User) -> list[Policy]:
    """The policies of this kind that somebody may see."""
    return list(
        Policy.objects.visible_to(user)
        .filter(kind=PolicyKind.WARRANTY)
        .select_related("current__warranty_terms")
        .annotate(
            has_draft=Exists(
                PolicyVersion.objects.filter(policy=OuterRef("pk"), published_at=None)
            )
        )
    )


def policy_rows(user: User, on: date) -> list[PolicyRow]:
    """Every policy, those in use first; one query."""
    rows = sorted(warranty_policies(user), key=lambda one: not one.is_active)
    return [_row(policy, on) for policy in rows]


def version_rows(policy: Policy, on: date) -> list[VersionRow]:
    """Every version of a policy, the newest first; one query."""
    versions = list(
        policy.versions.select_related("created_by", "published_by").order_by("-number")
    )
    now = _number_in_force(versions, on)
    return [
        VersionRow(
            pk=one.pk,
            number=one.number,
            effective_from=one.effective_from,
            by=_who(one),
            at=one.published_at or one.created_at,
            is_draft=one.published_at is None,
            is_in_force=one.number == now,
        )
        for one in versions
    ]


def cautions(draft: PolicyVersion, terms: Terms) -> list[str]:
    """What keeps a draft from being published, or is seldom meant; at most two queries."""
    return [*_lacking(draft, terms), *_odd(draft, terms)]


def _lacking(draft: PolicyVersion, terms: Terms) -> Iterator[str]:
    missing = Wording.of(draft).missing
    if missing:
        yield _("Còn trống: %(parts)s.") % {"parts": _labels(missing)}
    if not terms.lines:
        yield _("Chưa có dòng thời hạn nào.")
    if not terms.exclusions:
        yield _("Chưa có mã loại trừ nào.")
    if draft.effective_from is None:
        yield _("Chưa chọn ngày hiệu lực.")


def _odd(draft: PolicyVersion, terms: Terms) -> Iterator[str]:
    said = Wording.of(draft).tidy.parts
    untold = [
        part for part in Part if said[part.value]["vi"] and not said[part.value]["en"]
    ]
    if untold:
        yield _("Chưa có tiếng Anh, khách đọc bản tiếng Việt: %(parts)s.") % {
            "parts": _labels(untold)
        }
    if terms.lines and all(line.component_id for line in terms.lines):
        yield _("Không dòng thời hạn nào là của toàn máy.")
    brands = Product.objects.filter(brand__iexact=terms.brand)
    if terms.brand and not brands.exists():
        yield _("Chưa bán sản phẩm nào của hãng %(brand)s.") % {"brand": terms.brand}
    known = Product.objects.filter(sku__in=terms.skus).values_list("sku", flat=True)
    unknown = sorted(set(terms.skus) - set(known)) if terms.skus else []
    if unknown:
        yield _("Không có mã hàng: %(skus)s.") % {"skus": ", ".join(unknown)}


def _row(policy: Policy, on: date) -> PolicyRow:
    current = policy.current
    return PolicyRow(
        pk=policy.pk,
        code=policy.code,
        name=policy.title,
        is_active=policy.is_active,
        number=current.number if current else 0,
        effective_from=current.effective_from if current else None,
        is_coming=bool(
            current and current.effective_from and current.effective_from > on
        ),
        has_draft=policy.has_draft,  # type: ignore[attr-defined] # annotated above
        scope=scope_lines(current.warranty_terms) if current else [],
    )


def _number_in_force(versions: Collection[PolicyVersion], on: date) -> int:
    holding = (
        one.number
        for one in versions
        if one.published_at and one.effective_from and one.effective_from <= on
    )
    return max(holding, default=0)


def _who(version: PolicyVersion) -> str:
    person = version.published_by if version.published_at else version.created_by
    return person.name if person else _("Hệ thống")


def _labels(parts: Collection[Part]) -> str:
    return ", ".join(str(part.label) for part in parts)
