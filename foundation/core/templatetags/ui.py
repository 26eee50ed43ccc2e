"""What templates draw with: icons, states, people, dates, and `{% component %}`.

Registered as a builtin, so no template loads it. Tags that stand in list rows give
their markup from a cache; none of them asks the database.
"""

from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from foundation.core import formats, navigation, text, tones
from foundation.core.http import page_address
from foundation.core.money import format_dong

DESK_ENTRIES = "desk_entries"
register = template.Library()

AVATAR_TINTS = 5

register.filter("page_address", page_address)
register.filter("vndate", formats.vndate)
register.filter("vndatetime", formats.vndatetime)
register.filter("clock", formats.clock)
register.filter("moment", formats.moment)
register.filter("ago", formats.ago)
register.filter("duration", formats.duration)
register.filter("duration_long", formats.duration_long)
register.filter("file_size", formats.file_size)
register.filter("initials", text.initials)
register.filter("given_name", text.given_name)
register.filter("short_name", text.short_name)


@register.filter("amid")
def within_a_sentence(label: object) -> str:
    """cổng khách hàng, after another word; names keep their capital."""
    return text.amid(str(label))


@register.filter
def money(amount: int | None) -> str:
    """1.250.000 ₫, unbroken."""
    return "" if amount is None else format_dong(amount)


@register.filter
def phone(number: str | None) -> str:
    """0903 442 218 from E.164."""
    return formats.phone(number) if number else ""


@register.filter
def phone_masked(number: str | None) -> str:
    """0903 ··· 218 from E.164."""
    return formats.phone_masked(number) if number else ""


@register.simple_tag
def icon(name: str, size: str = "", extra: str = "") -> SafeString:
    """A drawing from the sprite, hidden from readers: sizes xs 12, sm 14, 16, lg 20, xl 28."""
    return _icon(name, size, extra)


@register.simple_tag
def status_badge(
    status: str, wait_reason: str = "", *, icon_only: bool = False
) -> SafeString:
    """A ticket's status as icon, word and colour."""
    return _status(str(status), str(wait_reason or ""), icon_only, get_language())


@register.simple_tag
def kind_badge(kind: str, *, icon_only: bool = False) -> SafeString:
    """What the ticket is about."""
    return _plain("kind", str(kind), icon_only, get_language())


@register.simple_tag
def priority_badge(priority: str, *, icon_only: bool = False) -> SafeString:
    """How much it presses: one to three bars, urgent in red."""
    return _plain("priority", str(priority), icon_only, get_language())


@register.simple_tag
def channel_icon(channel: str, *, with_label: bool = False) -> SafeString:
    """Where the words came in."""
    return _plain("channel", str(channel), not with_label, get_language())


@register.simple_tag
def cover_badge(cover: str, label: str = "") -> SafeString:
    """A unit's cover: covered, ending, ended or refused."""
    look = tones.look_of(tones.COVERS, cover)
    tone = f" tag-{look.tone}" if look.tone else ""
    return format_html(
        '<span class="tag{}">{}{}</span>', tone, _icon(look.icon), label or look.label
    )


@register.simple_tag
def sla_chip(
    state: str, words: str, *, large: bool = False, aligned: bool = False
) -> SafeString:
    """A clock: its state gives icon and colour, the words are computed with it.

    `aligned` keeps the width in lists, so that the chips of all rows line up.
    """
    look = tones.look_of(tones.CLOCKS, state)
    shape = (" sla-lg" if large else "") + (" sla-row" if aligned else "")
    return format_html(
        '<span class="sla sla-{}{}">{}{}</span>', state, shape, _icon(look.icon), words
    )


@register.simple_tag
def avatar(name: str | None, size: str = "") -> SafeString:
    """Two initials on one of five tints, the same for a name every time.

    Hidden from readers, since the name stands beside it; nobody is a dashed ring.
    """
    return _avatar(name or "", size)


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, name: str, **values: Any) -> SafeString:
    """`components/<name>.html` around what stands inside, seeing only what it is given."""
    engine = context.template.engine  # type: ignore[union-attr]
    shell = engine.get_template(f"components/{name}.html")
    return shell.render(context.new({**values, "content": content}))


@register.simple_tag(takes_context=True)
def desk_entries(context: Context) -> list[navigation.NavEntry]:
    """The module strip: the places named in `nav_items`."""
    bell = navigation.BELL.label
    return [entry for entry in _desk(context) if entry.label is not bell]


@register.simple_tag(takes_context=True)
def desk_bell(context: Context) -> navigation.NavEntry | None:
    """The bell with the number of one's unread notices; nobody else has one."""
    user = context.get("user")
    if not (user and user.is_authenticated and user.is_staff_member):
        return None
    bell = navigation.BELL.label
    return next((entry for entry in _desk(context) if entry.label is bell), None)


def _desk(context: Context) -> list[navigation.NavEntry]:
    """The module strip and the bell, of which one is current; found once a page."""
    bell, kept = navigation.BELL, context.render_context
    if DESK_ENTRIES not in kept:
        kept[DESK_ENTRIES] = navigation.entries(
            (*navigation.DESK, bell),
            _path(context),
            allowed={*(context.get("nav_items") or ()), bell.name},
            counts=context.get("nav_counts"),
        )
    found: list[navigation.NavEntry] = kept[DESK_ENTRIES]
    return found


@register.simple_tag(takes_context=True)
def portal_entries(context: Context) -> list[navigation.NavEntry]:
    """The portal's tabs: a customer's own places, or what any visitor can do."""
    user = context.get("user")
    is_customer = user and user.is_authenticated and not user.is_staff_member
    places = navigation.PORTAL if is_customer else navigation.VISITOR
    return navigation.entries(places, _path(context))


def _path(context: Context) -> str:
    request = context.get("request")
    return request.path if request is not None else ""


@lru_cache(maxsize=1024)
def _icon(name: str, size: str = "", extra: str = "") -> SafeString:
    return format_html(
        '<svg class="ico{}{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" ico-{size}" if size else "",
        f" {extra}" if extra else "",
        static("sprite.svg"),
        name,
    )


# The label is translated inside, hence the language in the key.
@lru_cache(maxsize=256)
def _status(
    status: str,
    wait_reason: str,
    icon_only: bool,  # noqa: FBT001 - lru_cache wants positions
    language: str | None,  # noqa: ARG001 - part of the key
) -> SafeString:
    look = tones.status_look(status, wait_reason)
    return format_html(
        '<span class="status-t st-{}"{}>{}{}</span>',
        look.tone or "new",
        _title(look, icon_only=icon_only),
        _icon(look.icon),
        _words(look, icon_only=icon_only),
    )


TABLES = {
    "kind": tones.KINDS,
    "priority": tones.PRIORITIES,
    "channel": tones.CHANNELS,
}


@lru_cache(maxsize=256)
def _plain(
    table: str,
    value: str,
    icon_only: bool,  # noqa: FBT001 - lru_cache wants positions
    language: str | None,  # noqa: ARG001 - part of the key
) -> SafeString:
    look = tones.look_of(TABLES[table], value)
    return format_html(
        '<span class="mark{}"{}>{}{}</span>',
        " text-bad-ink" if look.tone == "urgent" else "",
        _title(look, icon_only=icon_only),
        _icon(look.icon, "sm"),
        _words(look, icon_only=icon_only),
    )


def _title(look: tones.Look, *, icon_only: bool) -> SafeString:
    return format_html(' title="{}"', look.label) if icon_only else mark_safe("")


def _words(look: tones.Look, *, icon_only: bool) -> SafeString:
    shape = '<span class="sr-only">{}</span>' if icon_only else "{}"
    return format_html(shape, look.label)


@lru_cache(maxsize=2048)
def _avatar(name: str, size: str) -> SafeString:
    shape = f" ava-{size}" if size else ""
    letters = text.initials(name)
    if not letters:
        return format_html('<span class="ava av-0{}" aria-hidden="true"></span>', shape)
    return format_html(
        '<span class="ava av-{}{}" data-i="{}" aria-hidden="true"></span>',
        crc32(name.encode()) % AVATAR_TINTS + 1,
        shape,
        letters,
    )
