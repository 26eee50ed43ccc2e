"""Published terms, covers and what happened to them, activations, hand-overs, reviews.

Django looks for models here; they live in the modules beside.
"""

from warranty.models.activations import Activation, ActivationCode, LookupMiss, Transfer
from warranty.models.claims import Claim, ClaimQuerySet, ClaimStep
from warranty.models.covers import (
    CoverageEvent,
    CoverLine,
    ExtensionPlan,
    Judgement,
    UnitCover,
)
from warranty.models.faults import FaultCode
from warranty.models.recovery import SupplierClaim, SupplierCover, SupplierTerm
from warranty.models.remedies import (
    Appeal,
    ClaimTerms,
    EntitlementAlarm,
    GoodwillBudget,
    GoodwillGift,
    Lending,
    Loaner,
)
from warranty.models.repairs import ClaimLine, Diagnosis, QcTest, Repair, RepairQuote
from warranty.models.reviews import Review
from warranty.models.terms import CoverageTerm, Exclusion, WarrantyTerms

__all__ = [
    "Activation",
    "ActivationCode",
    "Appeal",
    "Claim",
    "ClaimLine",
    "ClaimQuerySet",
    "ClaimStep",
    "ClaimTerms",
    "CoverLine",
    "CoverageEvent",
    "CoverageTerm",
    "Diagnosis",
    "EntitlementAlarm",
    "Exclusion",
    "ExtensionPlan",
    "FaultCode",
    "GoodwillBudget",
    "GoodwillGift",
    "Judgement",
    "Lending",
    "Loaner",
    "LookupMiss",
    "QcTest",
    "Repair",
    "RepairQuote",
    "Review",
    "SupplierClaim",
    "SupplierCover",
    "SupplierTerm",
    "Transfer",
    "UnitCover",
    "WarrantyTerms",
]
