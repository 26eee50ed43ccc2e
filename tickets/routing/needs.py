"""Which skills a ticket asks for: those of its traits that the house keeps a skill for."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.text import slugify

from foundation.accounts.enums import SkillDimension
from foundation.core.text import fold


@dataclass(frozen=True, slots=True)
class Traits:
    """What about a ticket may ask for a skill, as the ticket says it."""

    kind: str = ""
    product_line: str = ""
    language: str = ""
    city: str = ""


def skills_asked_by(
    traits: Traits, kept: Collection[tuple[str, str]]
) -> frozenset[str]:
    """The codes among `kept` (dimension, code) that answer to a trait.

    A skill that the house does not keep is asked of nobody.
    """
    named = {
        (SkillDimension.KIND.value, traits.kind),
        (SkillDimension.PRODUCT_LINE.value, traits.product_line),
        (SkillDimension.LANGUAGE.value, traits.language.lower()),
        (SkillDimension.REGION.value, region_code(traits.city)),
    }
    return frozenset(code for dimension, code in named if (dimension, code) in kept)


def region_code(city: str) -> str:
    """TP. Thủ Đức → tp-thu-duc: the code of the skill for a place."""
    return slugify(fold(city))
