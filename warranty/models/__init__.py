"""Published terms, covers and what happened to them, activations, hand-overs, reviews.

Django looks for models here; they live in the modules beside.
"""

from warranty.models.activations import Activation, ActivationCode, LookupMiss, Transfer
from warranty.models.covers import (
    CoverageEvent,
    CoverLine,
    ExtensionPlan,
    Judgement,
    UnitCover,
)
from warranty.models.reviews import Review
from warranty.models.terms import CoverageTerm, Exclusion, WarrantyTerms

__all__ = [
    "Activation",
    "ActivationCode",
    "CoverLine",
    "CoverageEvent",
    "CoverageTerm",
    "Exclusion",
    "ExtensionPlan",
    "Judgement",
    "LookupMiss",
    "Review",
    "Transfer",
    "UnitCover",
    "WarrantyTerms",
]
