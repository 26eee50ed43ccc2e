"""What a version of a warranty policy promises, for which things, and what it leaves out."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass
from foundation.policies.models import PolicyVersion
from warranty.enums import LengthUnit, Responsible, StartBasis

WORD = 20
WHOLE = 100  # percent

# Cases name their terms for ever.
TERMS_STAND = """
IF EXISTS (
    SELECT FROM policies_policyversion AS version
    {join}
    AND version.published_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'pgtrigger: the terms of a published version never change';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""
OF_TERMS = """JOIN warranty_warrantyterms AS terms ON terms.version_id = version.id
    WHERE terms.id IN (OLD.terms_id, NEW.terms_id)"""
OF_VERSION = "WHERE version.id IN (OLD.version_id, NEW.version_id)"


def _stands(join: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="terms_stand",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=TERMS_STAND.format(join=join),
    )


def percent_field() -> "models.PositiveSmallIntegerField[int, int]":
    """A share of a cost that the cover pays, 0 to 100."""
    return models.PositiveSmallIntegerField(
        default=WHOLE, validators=[MinValueValidator(0), MaxValueValidator(WHOLE)]
    )


class WarrantyTerms(models.Model):
    """For which things a version holds, from which day it counts, who answers for it.

    An empty list of conditions fits everything.
    """

    version = models.OneToOneField(
        PolicyVersion, models.CASCADE, related_name="warranty_terms"
    )
    brand = models.CharField(_("hãng"), max_length=60, blank=True)
    categories = ArrayField(models.CharField(max_length=WORD), default=list, blank=True)
    # Stock-keeping units, as they stand on the product.
    skus = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    channels = ArrayField(models.CharField(max_length=WORD), default=list, blank=True)
    responsible = models.CharField(
        _("ai chịu trách nhiệm"),
        max_length=10,
        choices=Responsible,
        default=Responsible.COMPANY,
    )
    responsible_name = models.CharField(_("tên đơn vị"), max_length=80, blank=True)
    start_basis = models.CharField(
        _("tính từ"), max_length=12, choices=StartBasis, default=StartBasis.DELIVERY
    )
    # Days after delivery within which an activation decides the start.
    activation_days = models.PositiveSmallIntegerField(
        _("hạn kích hoạt (ngày)"), default=30
    )
    # Without any proof: so long after production the first buyer is taken to have bought.
    shelf_months = models.PositiveSmallIntegerField(
        _("thời gian lưu kho (tháng)"), default=6
    )
    territory = models.CharField(_("lãnh thổ"), max_length=80, default="Việt Nam")
    is_transferable = models.BooleanField(_("chuyển được cho chủ mới"), default=True)
    tat_days = models.PositiveSmallIntegerField(_("hẹn sửa xong (ngày)"), default=7)
    repair_months = models.PositiveSmallIntegerField(
        _("bảo hành sửa chữa (tháng)"), default=3
    )
    # Days after the notice "ready" that still count as in the workshop.
    grace_days = models.PositiveSmallIntegerField(_("ngày chờ lấy máy"), default=3)
    # Civil Code article 148: an end on a rest day moves on; a policy may say otherwise (145).
    rolls = models.BooleanField(_("hạn rơi ngày nghỉ thì lùi"), default=True)
    minus_one_day = models.BooleanField(_("trừ một ngày"), default=False)

    class Meta:
        triggers = [_stands(OF_VERSION)]


class CoverageTerm(models.Model):
    """How long one component, or the whole thing, is covered, and how much of each cost.

    One component may have several: parts for ten years, labour for two.
    """

    terms = models.ForeignKey(WarrantyTerms, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    component = models.ForeignKey(
        ComponentClass, models.PROTECT, null=True, blank=True, related_name="+"
    )
    length = models.PositiveSmallIntegerField(_("thời hạn"))
    unit = models.CharField(max_length=6, choices=LengthUnit, default=LengthUnit.MONTHS)
    part_percent = percent_field()
    labour_percent = percent_field()
    travel_percent = percent_field()

    class Meta:
        ordering = ["position"]
        triggers = [_stands(OF_TERMS)]
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "position"], name="coverage_term_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    part_percent__lte=WHOLE,
                    labour_percent__lte=WHOLE,
                    travel_percent__lte=WHOLE,
                    length__gte=1,
                ),
                name="coverage_term_amounts",
            ),
        ]


class Exclusion(models.Model):
    """What a version does not cover, under a code that a refusal names."""

    terms = models.ForeignKey(WarrantyTerms, models.CASCADE, related_name="exclusions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("mã"), max_length=12)
    words = models.CharField(_("không bảo hành"), max_length=300)
    words_en = models.CharField(_("tiếng Anh"), max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        triggers = [_stands(OF_TERMS)]
        constraints = [
            models.UniqueConstraint(fields=["terms", "code"], name="exclusion_once")
        ]
