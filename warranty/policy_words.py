"""What a version of a policy promises, in words; for the desk and for everybody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext as _, ngettext

from catalog.enums import Category, SalesChannel
from catalog.models import ComponentClass
from foundation.policies.enums import Part
from foundation.policies.models import PolicyVersion
from foundation.policies.wording import said_in
from warranty.cover_words import component_word, cost_words
from warranty.enums import LengthUnit, Responsible, StartBasis
from warranty.models import WarrantyTerms
from warranty.policy_terms import ExclusionTerms, LineTerms, Terms, terms_of


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is promised: a label and what holds."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class PartFace:
    """One of the six parts, as paragraphs, in the language it is there in."""

    key: str
    label: str
    paragraphs: list[str]
    language: str


@dataclass(frozen=True, slots=True)
class VersionFace:
    """A version as somebody reads it."""

    version: PolicyVersion
    name: str
    parts: list[PartFace]
    scope: list[Line]
    terms: list[Line]
    rules: list[Line]
    exclusions: list[Line]

    @property
    def number(self) -> int:
        """The number of the version."""
        return self.version.number

    @property
    def effective_from(self) -> date | None:
        """The day from which it holds."""
        return self.version.effective_from


def reader_language() -> str:
    """vi or en, whichever the reader reads."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def version_face(version: PolicyVersion) -> VersionFace:
    """A version with its words and terms; at most four queries."""
    terms = terms_of(version)
    return VersionFace(
        version=version,
        name=version.policy.title,
        parts=[_part(version, part) for part in Part],
        scope=scope_lines(terms),
        terms=term_lines(terms.lines),
        rules=rule_lines(terms),
        exclusions=exclusion_lines(terms.exclusions),
    )


def all_lines(terms: Terms) -> list[Line]:
    """Everything but the six parts, line by line."""
    return [
        *scope_lines(terms),
        *term_lines(terms.lines),
        *rule_lines(terms),
        *exclusion_lines(terms.exclusions),
    ]


def scope_lines(terms: Terms | WarrantyTerms) -> list[Line]:
    """For which things it holds; one line that says so where it is all of them."""
    lines = [
        Line("brand", _("Hãng"), terms.brand),
        Line("categories", _("Loại sản phẩm"), _listed(Category, terms.categories)),
        Line("skus", _("Mã hàng"), ", ".join(terms.skus)),
        Line("channels", _("Nơi mua"), _listed(SalesChannel, terms.channels)),
    ]
    told = [line for line in lines if line.words]
    return told or [Line("all", _("Áp dụng cho"), _("Mọi sản phẩm"))]


def term_lines(lines: Iterable[LineTerms]) -> list[Line]:
    """How long each component is covered, and for which costs."""
    lines = list(lines)
    keys = {line.component_id for line in lines if line.component_id}
    names = ComponentClass.objects.in_bulk(keys) if keys else {}
    told: list[Line] = []
    nth: Counter[int] = Counter()
    for line in lines:
        component = line.component_id or 0
        nth[component] += 1
        name = component_word(names.get(component)) or _("Toàn máy")
        words = f"{length_words(line.length, line.unit)} · {_costs(line)}"
        told.append(Line(f"term-{component}-{nth[component]}", name, words))
    return told


def rule_lines(terms: Terms) -> list[Line]:
    """From when it counts, who answers, and what else is arranged."""
    lines = [
        Line("start", _("Tính từ"), str(StartBasis(terms.start_basis).label)),
        Line("activation", _("Hạn kích hoạt"), _activation(terms)),
        Line("responsible", _("Chịu trách nhiệm"), _responsible(terms)),
        Line("territory", _("Lãnh thổ"), terms.territory),
        Line("transfer", _("Khi đổi chủ"), _transfer(terms)),
        Line("tat", _("Hẹn sửa xong"), _days(terms.tat_days)),
        Line("repair", _("Bảo hành sửa chữa"), _months(terms.repair_months)),
        Line("grace", _("Chờ khách lấy máy"), _days(terms.grace_days)),
        Line("end", _("Cách tính ngày cuối"), _end(terms)),
    ]
    return [line for line in lines if line.words]


def exclusion_lines(exclusions: Iterable[ExclusionTerms]) -> list[Line]:
    """What is not covered, by code."""
    is_english = reader_language() == "en"
    return [
        Line(
            f"code-{each.code}",
            each.code,
            (each.words_en if is_english else "") or each.words,
        )
        for each in exclusions
    ]


def length_words(length: int, unit: str) -> str:
    """24 tháng · 45 ngày."""
    return _days(length) if unit == LengthUnit.DAYS else _months(length)


def _part(version: PolicyVersion, part: Part) -> PartFace:
    text, language = said_in(version, part, reader_language())
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return PartFace(part.value, str(part.label), paragraphs, language)


def _costs(line: LineTerms) -> str:
    return cost_words(line.part, line.labour, line.travel).lower()


def _activation(terms: Terms) -> str:
    if terms.start_basis != StartBasis.ACTIVATION:
        return ""
    return _("%(days)s sau ngày giao, quá hạn thì tính từ ngày giao") % {
        "days": _days(terms.activation_days)
    }


def _responsible(terms: Terms) -> str:
    who = str(Responsible(terms.responsible).label)
    name = terms.responsible_name
    return f"{who}: {name}" if name else who


def _transfer(terms: Terms) -> str:
    if terms.is_transferable:
        return _("Chủ mới được hưởng tiếp phần còn lại")
    return _("Bảo hành chấm dứt")


def _end(terms: Terms) -> str:
    told = [_("Trừ một ngày")] if terms.minus_one_day else [_("Tính trọn ngày cuối")]
    told += [_("rơi ngày nghỉ thì lùi tới ngày làm việc kế tiếp")] * terms.rolls
    return "; ".join(told)


def _days(n: int) -> str:
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}


def _months(n: int) -> str:
    return ngettext("%(n)s tháng", "%(n)s tháng", n) % {"n": n}


def _listed(words: type[TextChoices], values: Iterable[str]) -> str:
    chosen = set(values)
    return ", ".join(str(each.label) for each in words if each.value in chosen)
