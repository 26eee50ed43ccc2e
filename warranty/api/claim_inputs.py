"""What the API takes for claims."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.serials import fold_serial
from foundation.core.strict import StrictSerializer, TextField
from warranty.claim_choices import (
    known_codes,
    known_components,
    known_loaners,
    known_parts,
    known_points,
    known_suppliers,
    known_units,
)
from warranty.claim_enums import (
    ClaimMode,
    ConsentVia,
    FaultKind,
    LineKind,
    LoanerAnswer,
)

MAX_WORDS = 20_000
MAX_NOTE = 500
MAX_MONEY = 1_000_000_000
# A program asks the customer on the telephone or at a counter; links are answered by them.
TAKEN_DOWN = (ConsentVia.CODE, ConsentVia.COUNTER)


class CodeField(serializers.SlugRelatedField[Any]):
    """A fault by its code; the kind says which question it answers."""

    def __init__(self, kind: FaultKind, **options: Any) -> None:
        super().__init__(slug_field="code", queryset=known_codes(kind), **options)


class UnitField(serializers.SlugRelatedField[Any]):
    """A thing by its serial number, in any way of writing it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="serial", queryset=known_units(), **options)

    def to_internal_value(self, data: Any) -> Any:
        """The thing."""
        return super().to_internal_value(
            fold_serial(data) if isinstance(data, str) else data
        )


class PointField(serializers.SlugRelatedField[Any]):
    """A service point by its name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="name", queryset=known_points(), **options)

    def to_internal_value(self, data: Any) -> Any:
        """The point; of several with one name the first in the house's order."""
        found = known_points().filter(name=str(data)[:MAX_NOTE]).first()
        if found is None or not isinstance(data, str):
            self.fail("does_not_exist", slug_name="name", value=str(data))
        return found


@extend_schema_field(str)
class LoanerField(serializers.SlugRelatedField[Any]):
    """A loaner by the serial number of its unit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="unit__serial", queryset=known_loaners(), **options)


def note(**options: Any) -> serializers.CharField:
    """One line of words beside a verb."""
    return serializers.CharField(
        max_length=MAX_NOTE, default="", allow_blank=True, **options
    )


class ClaimInput(StrictSerializer):
    """A fault of one unit; without `ticket` one is opened for its owner."""

    unit = UnitField()
    symptom = CodeField(FaultKind.SYMPTOM)
    description = TextField(max_length=MAX_WORDS, default="", allow_blank=True)
    mode = serializers.ChoiceField(ClaimMode.choices, default=ClaimMode.COUNTER)
    service_point = PointField(required=False, allow_null=True, default=None)
    ticket = serializers.CharField(max_length=20, required=False, default="")


class NothingInput(StrictSerializer):
    """A verb that needs no words."""


class NoteInput(StrictSerializer):
    """A verb with a reason."""

    note = note()


class ReceiveInput(StrictSerializer):
    """The day on the receipt, and where the thing is."""

    promised_at = serializers.DateTimeField()
    service_point = PointField(required=False, allow_null=True, default=None)


class VisitInput(StrictSerializer):
    """When somebody goes there."""

    visit_at = serializers.DateTimeField()


class PromiseInput(StrictSerializer):
    """Another day, and why."""

    promised_at = serializers.DateTimeField()
    note = note()


class DiagnoseInput(StrictSerializer):
    """What was found; without `cause` no fault was."""

    symptom = CodeField(FaultKind.SYMPTOM, required=False, allow_null=True)
    cause = CodeField(FaultKind.CAUSE, required=False, allow_null=True, default=None)
    component = serializers.SlugRelatedField(
        slug_field="code",
        queryset=known_components(),
        required=False,
        allow_null=True,
        default=None,
    )
    note = note()


class LineInput(StrictSerializer):
    """A part, work, a way or a fee; `price` is of the whole line, in đồng."""

    kind = serializers.ChoiceField(LineKind.choices)
    name = serializers.CharField(max_length=120, default="", allow_blank=True)
    quantity = serializers.IntegerField(min_value=1, max_value=99, default=1)
    price = serializers.IntegerField(
        min_value=0, max_value=MAX_MONEY, required=False, allow_null=True, default=None
    )
    cost = serializers.IntegerField(min_value=0, max_value=MAX_MONEY, default=0)
    component = serializers.SlugRelatedField(
        slug_field="code",
        queryset=known_components(),
        required=False,
        allow_null=True,
        default=None,
    )
    part = serializers.SlugRelatedField(
        slug_field="sku",
        queryset=known_parts(),
        required=False,
        allow_null=True,
        default=None,
    )


class AnswerInput(StrictSerializer):
    """How the customer answered; with `code` they read out the one they were sent."""

    via = serializers.ChoiceField(
        [(one.value, one.label) for one in TAKEN_DOWN], default=ConsentVia.COUNTER
    )
    code = serializers.CharField(max_length=20, default="", allow_blank=True)
    note = note()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A code that was read out is there."""
        if attrs["via"] == ConsentVia.CODE and not attrs["code"].strip():
            raise serializers.ValidationError({"code": _("Cần mã khách đọc.")})
        return attrs


class RejectInput(StrictSerializer):
    """By which exclusion of the policy, or why else."""

    exclusion = serializers.CharField(max_length=12, default="", allow_blank=True)
    note = note()


class AppealInput(StrictSerializer):
    """The customer's own words."""

    words = TextField(max_length=2000)


class FitInput(StrictSerializer):
    """Which line's part goes in, with the numbers of the old one and the new."""

    line = serializers.IntegerField(min_value=1)
    old_serial = serializers.CharField(max_length=60, default="", allow_blank=True)
    new_serial = serializers.CharField(max_length=60, default="", allow_blank=True)


class FinishInput(StrictSerializer):
    """What mended it."""

    fix = CodeField(FaultKind.FIX)
    note = note()


class TestInput(StrictSerializer):
    """What a second person found."""

    has_passed = serializers.BooleanField()
    note = note()


class HandBackInput(StrictSerializer):
    """The code that the customer got, or the papers they showed."""

    code = serializers.CharField(max_length=20, default="", allow_blank=True)
    identity = serializers.CharField(max_length=200, default="", allow_blank=True)


class ReplaceInput(StrictSerializer):
    """Why; with `by` the unit that is given is named at once."""

    note = note()
    by = UnitField(required=False, allow_null=True, default=None)


class RefundInput(StrictSerializer):
    """How much goes back, in đồng; `ceiling` where no receipt says what was paid."""

    amount = serializers.IntegerField(min_value=1, max_value=MAX_MONEY)
    ceiling = serializers.IntegerField(
        min_value=1, max_value=MAX_MONEY, required=False, allow_null=True, default=None
    )
    note = note()


class SupplierInput(StrictSerializer):
    """Where it goes."""

    supplier = serializers.SlugRelatedField(
        slug_field="code", queryset=known_suppliers()
    )
    note = note()


class BackInput(StrictSerializer):
    """What the supplier did; nothing: it came back as it went."""

    fix = CodeField(FaultKind.FIX, required=False, allow_null=True, default=None)
    note = note()


class LoanerInput(StrictSerializer):
    """What was agreed for the days without the thing; `lent` names the loaner."""

    answer = serializers.ChoiceField(LoanerAnswer.choices)
    loaner = LoanerField(required=False, allow_null=True, default=None)
    due_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    note = note()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What is lent is named, and how it looks."""
        is_lent = attrs["answer"] == LoanerAnswer.LENT
        if is_lent and attrs["loaner"] is None:
            raise serializers.ValidationError({"loaner": _("Cần số máy cho mượn.")})
        if is_lent and not attrs["note"].strip():
            raise serializers.ValidationError({"note": _("Hãy ghi rõ lý do.")})
        return attrs


class LoanerBackInput(StrictSerializer):
    """How it looks."""

    note = serializers.CharField(max_length=MAX_NOTE)
