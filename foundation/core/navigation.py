"""The entries of the module strip and of the portal's tabs, in the order they stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the first level, by the name of its URL."""

    name: str
    label: str | Promise
    icon: str
    # The two keys that open it, from every page of the desk.
    keys: str = ""
    # Pages that belong to it and stand at addresses of their own.
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A place as this person sees it now."""

    url: str
    label: str | Promise
    icon: str
    is_current: bool
    count: int
    keys: str = ""


DESK = (
    Place("desk:inbox", _("Phiếu"), icon="inbox", keys="g i"),
    Place(
        "desk:counter",
        _("Quầy"),
        icon="store",
        keys="g q",
        also=("desk:receptions",),
    ),
    Place("desk:customers", _("Khách hàng"), icon="users", keys="g k"),
    Place(
        "desk:claims",
        _("Sửa chữa"),
        icon="wrench",
        keys="g b",
        also=("desk:loaners",),
    ),
    Place("desk:bench", _("Bàn sửa"), icon="hammer", keys="g s"),
    Place("desk:units", _("Sản phẩm"), icon="package", keys="g m"),
    Place("desk:stock", _("Kho linh kiện"), icon="warehouse", keys="g l"),
    Place("desk:imports", _("Nhập đơn mua"), icon="upload"),
    Place("desk:calls", _("Gọi khách"), icon="phone-call"),
    Place(
        "automation:replies",
        _("Làm nhanh"),
        icon="zap",
        also=(
            "automation:macros",
            "automation:runs",
            "desk:tags",
            "desk:checklists",
            "desk:trackers",
        ),
    ),
    Place("notifications:list", _("Tin gửi đi"), icon="mail"),
    Place("calendars:list", _("Giờ làm việc"), icon="calendar-days"),
    Place("sla:list", _("Cam kết"), icon="timer"),
    Place(
        "covers:reviews",
        _("Bảo hành"),
        icon="shield-check",
        also=("policies:list",),
    ),
    Place("desk:recoveries", _("Đòi nhà cung cấp"), icon="factory"),
    Place("desk:payments", _("Thu chi"), icon="banknote"),
    Place("accounts:roster", _("Lịch trực"), icon="calendar-clock"),
    Place("accounts:people", _("Nhân sự"), icon="user-cog"),
    Place("desk:workload", _("Tải việc"), icon="gauge", keys="g w"),
    Place("desk:routing_board", _("Phân công"), icon="waypoints"),
    Place("quality:samples", _("Chất lượng"), icon="badge-check"),
    Place("events:list", _("Nhật ký sự kiện"), icon="activity"),
    Place("insights:dashboard", _("Báo cáo"), icon="chart-column", keys="g d"),
)
# Not among the modules: it stands beside the account, and everybody at the desk has it.
BELL = Place("notifications:notices", _("Nhắc việc"), icon="bell")
PORTAL = (
    Place("portal:home", _("Trang chính"), icon="house"),
    Place("portal:products", _("Sản phẩm"), icon="package"),
    Place("portal:tickets", _("Yêu cầu"), icon="message-square-text"),
    Place("portal:profile", _("Tài khoản"), icon="circle-user"),
)
# What somebody can do who is not signed in as a customer.
VISITOR = (
    Place("portal:new_ticket", _("Cần hỗ trợ"), icon="plus"),
    Place("portal:warranty_check", _("Kiểm tra bảo hành"), icon="shield-check"),
    Place("portal:policies", _("Chính sách"), icon="scroll-text"),
    Place("portal:track", _("Theo dõi yêu cầu"), icon="search"),
)


def entries(
    places: Sequence[Place],
    path: str,
    *,
    allowed: Collection[str] | None = None,
    counts: Mapping[str, int] | None = None,
) -> list[NavEntry]:
    """The places that exist and are allowed; the longest address that fits is current."""
    urls = {
        place.name: url
        for place in places
        if (allowed is None or place.name in allowed) and (url := _url_of(place.name))
    }
    current = _current(places, urls, path)
    return [
        NavEntry(
            url=urls[place.name],
            label=place.label,
            icon=place.icon,
            is_current=place.name == current,
            count=(counts or {}).get(place.name, 0),
            keys=place.keys,
        )
        for place in places
        if place.name in urls
    ]


def _current(places: Sequence[Place], urls: Mapping[str, str], path: str) -> str | None:
    """The name of the place with the longest address that `path` begins with."""
    fitting = [
        (len(url), place.name)
        for place in places
        if place.name in urls
        for url in (urls[place.name], *map(_url_of, place.also))
        if url and path.startswith(url)
    ]
    return max(fitting)[1] if fitting else None


def _url_of(name: str) -> str:
    return _address(name, settings.ROOT_URLCONF)


@lru_cache(maxsize=256)  # a page asks for each of them many times
def _address(name: str, urlconf: str) -> str:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""
