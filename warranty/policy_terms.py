"""The terms of a warranty policy as a manager writes them: values, and what they must hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.policies.models import PolicyVersion
from warranty.enums import LengthUnit, Responsible, StartBasis
from warranty.models import CoverageTerm, Exclusion, WarrantyTerms
from warranty.models.terms import WHOLE
from warranty.policy_errors import TermRefusedError

LONGEST = {LengthUnit.MONTHS: 600, LengthUnit.DAYS: 3650}  # fifty and ten years
BASES = (
    StartBasis.DELIVERY,
    StartBasis.INVOICE,
    StartBasis.ACTIVATION,
    StartBasis.INSTALLATION,
)


@dataclass(frozen=True, slots=True)
class LineTerms:
    """How long one component, or the whole thing (None), is covered, and how far."""

    length: int
    component_id: int | None = None
    unit: str = LengthUnit.MONTHS.value
    part: int = WHOLE
    labour: int = WHOLE
    travel: int = WHOLE


@dataclass(frozen=True, slots=True)
class ExclusionTerms:
    """What is not covered, under a code that a refusal names."""

    code: str
    words: str
    words_en: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """For which things a version holds, from which day it counts, and what it covers."""

    brand: str = ""
    categories: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    responsible: str = Responsible.COMPANY.value
    responsible_name: str = ""
    start_basis: str = StartBasis.DELIVERY.value
    activation_days: int = 30
    shelf_months: int = 6
    territory: str = "Việt Nam"
    is_transferable: bool = True
    tat_days: int = 7
    repair_months: int = 3
    grace_days: int = 3
    rolls: bool = True
    minus_one_day: bool = False
    lines: tuple[LineTerms, ...] = ()
    exclusions: tuple[ExclusionTerms, ...] = ()

    @property
    def row(self) -> dict[str, Any]:
        """The columns of the row, without lines and exclusions."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in ((name, getattr(self, name)) for name in COLUMNS)
        }


LISTS = ("categories", "skus", "channels")
COLUMNS = (
    "brand", *LISTS, "responsible", "responsible_name", "start_basis", "activation_days",
    "shelf_months", "territory", "is_transferable", "tat_days", "repair_months",
    "grace_days", "rolls", "minus_one_day",
)  # fmt: skip


def terms_of(version: PolicyVersion) -> Terms:
    """What stands in the rows of a version; nothing where it has none."""
    row = WarrantyTerms.objects.filter(version=version).first()
    if row is None:
        return Terms()
    columns: dict[str, Any] = {
        name: tuple(value) if name in LISTS else value
        for name, value in ((name, getattr(row, name)) for name in COLUMNS)
    }
    return Terms(
        **columns,
        lines=tuple(map(_line, row.lines.all())),
        exclusions=tuple(map(_exclusion, row.exclusions.all())),
    )


def check_terms(terms: Terms) -> None:
    """Refuse what no cover could be counted by, in a draft as well."""
    for line in terms.lines:
        _check_line(line)
    if terms.start_basis not in BASES:
        raise TermRefusedError(_("Hãy chọn bảo hành tính từ ngày nào."))
    _check_once(
        ((line.component_id, line.unit, line.length) for line in terms.lines),
        _("Có hai dòng thời hạn giống nhau. Hãy gộp lại."),
    )
    _check_once(
        (each.code.casefold() for each in terms.exclusions),
        _("Mỗi mã loại trừ chỉ dùng một lần trong một chính sách."),
    )
    if any(not each.code or not each.words for each in terms.exclusions):
        raise TermRefusedError(_("Mỗi trường hợp loại trừ cần có mã và nội dung."))


def check_version(version: PolicyVersion) -> None:
    """Refuse to publish what covers nothing, or leaves open what it does not cover."""
    terms = terms_of(version)
    if not terms.lines:
        raise TermRefusedError(
            _("Chưa công bố được: hãy ghi ít nhất một dòng thời hạn bảo hành.")
        )
    if not terms.exclusions:
        raise TermRefusedError(
            _(
                "Chưa công bố được: hãy ghi ít nhất một trường hợp không bảo hành, có mã."
            )
        )
    check_terms(terms)


def _check_line(line: LineTerms) -> None:
    longest = LONGEST.get(LengthUnit(line.unit), 0)
    if not 1 <= line.length <= longest:
        raise TermRefusedError(
            _("Thời hạn phải từ 1 tới %(most)s %(unit)s.")
            % {"most": longest, "unit": LengthUnit(line.unit).label}
        )
    shares = (line.part, line.labour, line.travel)
    if any(not 0 <= share <= WHOLE for share in shares):
        raise TermRefusedError(_("Mức chi trả phải từ 0 tới 100 %."))
    if not any(shares):
        raise TermRefusedError(_("Một dòng thời hạn phải chi trả ít nhất một khoản."))


def _check_once(keys: Iterable[object], message: str) -> None:
    seen = list(keys)
    if len(set(seen)) != len(seen):
        raise TermRefusedError(message)


def _line(row: CoverageTerm) -> LineTerms:
    return LineTerms(
        length=row.length,
        component_id=row.component_id,
        unit=row.unit,
        part=row.part_percent,
        labour=row.labour_percent,
        travel=row.travel_percent,
    )


def _exclusion(row: Exclusion) -> ExclusionTerms:
    return ExclusionTerms(row.code, row.words, row.words_en)
