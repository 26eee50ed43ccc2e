"""A file of purchases as somebody brings it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.fields import LineField


class ImportForm(forms.Form):
    """The file, and how its shop is called where the file does not say."""

    file = forms.FileField(
        label=_("Tệp CSV"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Hãy chọn tệp.")},
    )
    source = LineField(
        label=_("Hệ thống bán hàng"),
        max_length=40,
        initial="shop",
        help_text=_(
            "Dùng khi tệp không có cột nguồn. Số đơn là duy nhất trong mỗi nguồn."
        ),
    )
    creates_products = forms.BooleanField(
        label=_("Tạo sản phẩm chưa có trong danh mục"), required=False
    )
