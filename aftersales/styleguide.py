"""The style guide: every component in every tone, for those who build pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aftersales.styleguide_cover import cover
from aftersales.styleguide_words import unsaid
from foundation.core import tones

CLOCKS = (
    ("plenty", _("Còn 6 giờ"), _("Dưới 50% thời gian")),
    ("attn", _("Còn 2 giờ 46"), "50 – 75%"),
    ("risk", _("Còn 22 ph"), "75 – 100%"),
    ("breach", _("Trễ 35 ph"), _("Quá hạn, tính theo giờ làm việc")),
    ("paused", _("Chờ khách"), _("Đang dừng, nêu chờ ai")),
    ("met", _("Xong 3 g 20 / 6 g"), _("Đúng hạn")),
    ("late", _("Xong, trễ 12 ph"), _("Xong nhưng quá hạn")),
)
STATES = (
    ("new", ""),
    ("open", ""),
    ("waiting", "customer"),
    ("waiting", "part"),
    ("waiting", "partner"),
    ("waiting", "visit"),
    ("waiting", "internal"),
    ("resolved", ""),
    ("reopened", ""),
    ("closed", ""),
)
STAGES = (
    {"label": _("Tiếp nhận"), "detail": "19/11, 16:41", "state": "done"},
    {"label": _("Chẩn đoán"), "detail": _("Đang làm"), "state": "now"},
    {"label": _("Báo phương án"), "detail": _("trước 16:41"), "state": "later"},
    {"label": _("Sửa chữa"), "detail": _("dự kiến 21/11"), "state": "later"},
    {"label": _("Bàn giao"), "detail": _("dự kiến 21/11"), "state": "later"},
)
TABS = (
    {"label": _("Tất cả"), "url": "#content", "count": 8, "is_current": True},
    {"label": _("Trao đổi"), "url": "#content", "count": 3, "is_current": False},
    {"label": _("Ghi chú"), "url": "#content", "count": 0, "is_current": False},
)
STATS = (
    {"n": 3, "label": _("máy")},
    {"n": 2, "label": _("phiếu mở")},
    {"n": 7, "label": _("đã xong")},
    {"n": "4,8", "label": _("hài lòng")},
)
FILES = (
    {"name": "bien-ban-lap-dat.pdf", "url": "#content", "size": 348_160},
    {"name": "may-rung.mp4", "url": "#content", "size": 5_242_880, "is_video": True},
)
COLUMNS = (
    {"label": _("Số"), "url": "#content", "sorted": "up"},
    {"label": _("Nội dung")},
    {"label": _("Chi phí"), "is_number": True},
)
WAYS = (
    {"name": "then", "value": "wait", "label": _("Gửi và chờ khách")},
    {"name": "then", "value": "resolve", "label": _("Gửi và xử lý xong")},
)
ROWS: tuple[dict[str, Any], ...] = (
    {
        "url": "#content",
        "number": "#48190",
        "subject": "Tủ lạnh không lạnh ngăn mát, đồ ăn bị hỏng",
        "customer": "Phạm Văn Đức",
        "last_words": "Khách: Đã hai ngày rồi, cho tôi gặp quản lý",
        "kind": "technical",
        "channel": "phone",
        "priority": "urgent",
        "status": "open",
        "when": "10:58",
        "is_unread": True,
        "sla_state": "breach",
        "sla_words": "Trễ 35 ph",
    },
    {
        "url": "#content",
        "number": "#48213",
        "subject": "Máy giặt báo lỗi E3, không vắt và rung mạnh",
        "customer": "Nguyễn Thu Hà",
        "last_words": "Ghi chú · Nam: lô 2409 đã có 5 máy lỗi giảm chấn",
        "kind": "warranty",
        "channel": "portal",
        "priority": "high",
        "status": "open",
        "when": "10:52",
        "is_current": True,
        "presence": "Nam đang xem",
        "sla_state": "attn",
        "sla_words": "Còn 2 g 46",
    },
    {
        "url": "#content",
        "number": "#48176",
        "subject": "Máy lọc nước chảy yếu, xin ảnh đồng hồ áp",
        "customer": "Trịnh Bảo Châu",
        "last_words": "Quân: Chị chụp giúp em đồng hồ ở đầu nguồn nhé",
        "kind": "warranty",
        "channel": "zalo",
        "priority": "normal",
        "status": "waiting",
        "wait_reason": "customer",
        "when": "09:40",
    },
)


class SampleForm(forms.Form):
    """One field of each kind, so that the guide shows how each looks."""

    phone = forms.CharField(label=_("Điện thoại"), initial="0903 442 218")
    serial = forms.CharField(label=_("Số máy"), max_length=16)
    priority = forms.ChoiceField(
        label=_("Ưu tiên"), choices=[(k, v.label) for k, v in tones.PRIORITIES.items()]
    )
    secret = forms.CharField(label=_("Mật khẩu"), widget=forms.PasswordInput)
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Khách không thấy dòng này."),
    )
    channel = forms.ChoiceField(
        label=_("Gửi mã qua"),
        choices=[("zalo", "Zalo"), ("sms", _("Tin nhắn SMS"))],
        widget=forms.RadioSelect,
        initial="zalo",
    )
    follow = forms.BooleanField(label=_("Gửi mã theo dõi qua Zalo"), required=False)
    code = forms.CharField(
        label=_("Mã 6 số"),
        max_length=6,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
    photos = forms.FileField(label=_("Ảnh hoặc video"), required=False)


class ShortForm(forms.Form):
    """A form that a page draws in one line."""

    name = forms.CharField(label=_("Họ tên"))
    email = forms.EmailField(label=_("E-mail"), required=False)


def sample_form() -> SampleForm:
    """A form with one refused field."""
    form = SampleForm(
        {"phone": "0903 442 218", "serial": "NM95-24O9-004172", "priority": "high"},
        auto_id="sample_%s",
    )
    form.errors.clear()
    form.add_error("serial", _("Có chữ O ở chỗ phải là số 0."))
    form.add_error(None, _("Phiếu này vừa được người khác xử lý xong."))
    return form


def samples() -> dict[str, Any]:
    """What the guide draws."""
    return {
        "clocks": CLOCKS,
        "states": STATES,
        "kinds": tones.KINDS,
        "priorities": tones.PRIORITIES,
        "channels": tones.CHANNELS,
        "covers": tones.COVERS,
        "stages": STAGES,
        "tabs": TABS,
        "stats": STATS,
        "files": FILES,
        "columns": COLUMNS,
        "cells": (("#48213", "Máy giặt báo lỗi E3", "1.250.000\u00a0₫"),),
        "ways": WAYS,
        **unsaid(),
        **cover(),
        "rows": ROWS,
        "form": sample_form(),
        "short_form": ShortForm(auto_id="short_%s"),
        "now": timezone.now(),
        "signins": (
            {
                "label": "Trần Minh Quân",
                "email": "quan@hongha.example",
                "password": "…",
            },
        ),
        "people": ("Nguyễn Thu Hà", "Trần Minh Quân", "Lê Hoàng Nam", "Phạm Văn Đức"),
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component; only for staff, and only while debugging."""
    if not (settings.DEBUG and getattr(request.user, "is_staff_member", False)):
        raise Http404
    theme = request.GET.get("theme") or request.COOKIES.get("theme", "")
    return render(request, "styleguide.html", {**samples(), "theme": theme})
