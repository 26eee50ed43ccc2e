"""What is wrong with things, in codes: what is seen, why it is, what mends it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from warranty.claim_enums import FaultKind


class FaultCode(models.Model):
    """A symptom, a cause or a fix, under a code. `family` joins symptoms that are one fault
    to a customer: one claim of a family is open for a unit."""

    kind = models.CharField(_("loại"), max_length=8, choices=FaultKind)
    code = models.SlugField(_("mã"), max_length=24)
    name = models.CharField(_("tên"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80, blank=True)
    family = models.SlugField(_("nhóm lỗi"), max_length=20, blank=True)
    # Empty: of every sort of thing.
    categories = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("loại sản phẩm"),
    )
    # A cause that the customer answers for, such as a fall or water.
    is_misuse = models.BooleanField(_("do sử dụng"), default=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("mã lỗi")
        verbose_name_plural = _("mã lỗi")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="fault_code_once"),
            models.CheckConstraint(
                condition=~models.Q(kind=FaultKind.SYMPTOM) | ~models.Q(family=""),
                name="symptom_has_family",
            ),
        ]

    def __str__(self) -> str:
        return self.name
