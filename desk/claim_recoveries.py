"""Costs that suppliers have to give back, as the supplier desk lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from foundation.accounts.models import User
from foundation.core.fields import LineField, MoneyField
from foundation.core.refs import ref
from foundation.events.pages import IdPage, id_page
from foundation.payments.models import Payment
from foundation.payments.queries import payments_of
from parts.models import Supplier
from warranty.claim_enums import SupplierClaimState as S
from warranty.models import SupplierClaim

MAX_NOTE, MAX_REFERENCE, MAX_DIGITS = 500, 60, 9
TONES = {
    S.OPENED: "warn",
    S.SENT: "info",
    S.ACCEPTED: "primary",
    S.REFUSED: "bad",
    S.RECOVERED: "ok",
    S.DROPPED: "",
}
# It may go to the supplier, for the first time or again.
SENDABLE = (S.OPENED, S.REFUSED)
# What can be done, and in which states.
DEEDS: Mapping[str, tuple[S, ...]] = {
    "send": SENDABLE,
    "answer": (S.SENT,),
    "finish": (S.ACCEPTED,),
    "drop": (S.OPENED, S.SENT, S.ACCEPTED, S.REFUSED),
}


@dataclass(frozen=True, slots=True)
class StateTab:
    """One state: how many there are, what they come to, and its address."""

    label: str
    n: int
    asked: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RecoveryRow:
    """One cost, with the colour of its state."""

    recovery: SupplierClaim
    tone: str

    @property
    def is_sendable(self) -> bool:
        """Whether it can be sent with the others."""
        return self.recovery.state in SENDABLE


@dataclass(frozen=True, slots=True)
class Recoveries:
    """One page of costs in one state."""

    tabs: list[StateTab]
    page: IdPage[SupplierClaim]
    rows: list[RecoveryRow]
    suppliers: list[Supplier]
    state: str
    supplier: str

    @property
    def has_sendable(self) -> bool:
        """Whether several can be sent in one go."""
        return any(row.is_sendable for row in self.rows)


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """One cost, its money, and what can be done."""

    recovery: SupplierClaim
    tone: str
    payments: list[Payment]
    forms: list[tuple[str, str, str, forms.Form]]


class SendForm(forms.Form):
    """What is said with it."""

    note = LineField(label=_("Ghi chú"), max_length=MAX_NOTE, required=False)


class AnswerForm(forms.Form):
    """How much the supplier grants, and how they call it."""

    granted = MoneyField(
        label=_("Số tiền được chấp nhận (₫)"),
        help_text=_("Ghi 0 khi nhà cung cấp từ chối."),
    )
    reference = LineField(
        label=_("Mã của nhà cung cấp"), max_length=MAX_REFERENCE, required=False
    )
    note = LineField(label=_("Ghi chú"), max_length=MAX_NOTE, required=False)


class FinishForm(forms.Form):
    """Nothing to fill in."""


class DropForm(forms.Form):
    """Why nobody asks for it any more."""

    note = LineField(label=_("Lý do"), max_length=MAX_NOTE)


FORMS: dict[str, type[forms.Form]] = {
    "send": SendForm,
    "answer": AnswerForm,
    "finish": FinishForm,
    "drop": DropForm,
}
WORDS: Mapping[str, tuple[Any, str]] = {
    "send": (_("Gửi nhà cung cấp"), "send"),
    "answer": (_("Ghi câu trả lời"), "mail-open"),
    "finish": (_("Ghi khoản phải thu"), "banknote"),
    "drop": (pgettext_lazy("do it", "Thôi đòi"), "circle-x"),
}


def recoveries_of(user: User, query: Mapping[str, str]) -> Recoveries:
    """Those of `?state=` and `?supplier=`, the newest first."""
    state, supplier = query.get("state", ""), query.get("supplier", "")
    state = state if state in S.values else S.OPENED.value
    supplier = supplier if is_key(supplier) else ""
    seen = SupplierClaim.objects.visible_to(user)
    of_supplier = seen.filter(supplier=int(supplier)) if supplier else seen
    kept = {"supplier": supplier} if supplier else {}
    known = {name: query[name] for name in ("before", "after") if name in query}
    page = id_page(
        named(of_supplier.filter(state=state)), {**kept, "state": state, **known}
    )
    return Recoveries(
        tabs=_tabs(of_supplier, kept, state),
        page=page,
        rows=[RecoveryRow(one, TONES[S(one.state)]) for one in page.rows],
        suppliers=list(Supplier.objects.filter(is_active=True)),
        state=state,
        supplier=supplier,
    )


def recovery_page(
    recovery: SupplierClaim, verb: str = "", refused: forms.Form | None = None
) -> RecoveryPage:
    """One cost with the forms that its state allows; one of them sent back."""
    payments = payments_of(ref(recovery))
    is_asked = any(one.is_owed for one in payments)
    return RecoveryPage(
        recovery=recovery,
        tone=TONES[S(recovery.state)],
        payments=payments,
        forms=[
            (
                each,
                str(WORDS[each][0]),
                WORDS[each][1],
                refused
                if refused is not None and each == verb
                else _form(each, recovery),
            )
            for each, states in DEEDS.items()
            if recovery.state in states and not (each == "finish" and is_asked)
        ],
    )


def is_key(raw: str) -> bool:
    """Whether it can be the key of a row."""
    return raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS


def named(rows: QuerySet[SupplierClaim]) -> QuerySet[SupplierClaim]:
    """With what a page calls by name."""
    return rows.select_related(
        "supplier", "line__claim__unit__product", "line__component", "handled_by"
    )


def _form(verb: str, recovery: SupplierClaim) -> forms.Form:
    initial = {"granted": recovery.asked} if verb == "answer" else {}
    return FORMS[verb](initial=initial)


def _tabs(
    rows: QuerySet[SupplierClaim], kept: Mapping[str, str], current: str
) -> list[StateTab]:
    sums = rows.order_by().values_list("state").annotate(Count("pk"), Sum("asked"))
    known = {state: (n, asked) for state, n, asked in sums}
    return [
        StateTab(
            str(label),
            *known.get(state, (0, 0)),
            "?" + urlencode({**kept, "state": state}),
            state == current,
        )
        for state, label in S.choices
    ]
