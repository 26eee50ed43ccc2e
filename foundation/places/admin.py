"""What an administrator may edit bare: where customers can go."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.places.models import ServicePoint

MAX_LATITUDE, MAX_LONGITUDE = 90, 180


class ServicePointForm(forms.ModelForm):  # type: ignore[type-arg]
    """A service point, with both coordinates or none."""

    class Meta:
        model = ServicePoint
        fields = (
            "name", "address", "city", "phone", "brands", "calendar",
            "latitude", "longitude", "position", "is_active",
        )  # fmt: skip
        help_texts = {
            "brands": _("Cách nhau bằng dấu phẩy; để trống nếu nhận mọi hãng."),
            "calendar": _("Để trống nếu theo giờ làm việc chung."),
            "latitude": _(
                "Ví dụ: 10.84942. Có đủ hai tọa độ thì khách xem được khoảng cách."
            ),
            "position": _("Số nhỏ đứng trước."),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse half a position, or one that is nowhere on earth."""
        data = super().clean() or self.cleaned_data
        north, east = data.get("latitude"), data.get("longitude")
        if (north is None) != (east is None):
            raise forms.ValidationError(
                _("Hãy ghi đủ vĩ độ và kinh độ, hoặc bỏ cả hai.")
            )
        if north is None or east is None:
            return data
        if abs(north) > MAX_LATITUDE or abs(east) > MAX_LONGITUDE:
            raise forms.ValidationError(_("Tọa độ này không có thật."))
        return data


@admin.register(ServicePoint)
class ServicePointAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Service points; one that has closed is switched off, or deleted."""

    form = ServicePointForm
    list_display = ("name", "address", "city", "calendar", "position", "is_active")
    list_editable = ("position",)
    list_filter = ("is_active", "city")
    list_select_related = ("calendar",)
    search_fields = ("name", "address", "city")
