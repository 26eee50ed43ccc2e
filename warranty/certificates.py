"""The certificate of a cover: one sheet of A5, in the language of the reader.

It says what the public page says, on paper: the thing, its days, the policy. Whoever
knows the number can have it, so it names nobody, and its code opens the public page, not
the door of the device.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import segno
import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext as _, ngettext

from foundation.core.formats import vndate
from foundation.core.shop import HOTLINE, NAME
from foundation.core.text import amid
from foundation.policies.models import PolicyVersion
from warranty.cover_words import LineFace
from warranty.enums import CoverStatus
from warranty.lookups import Answer
from warranty.models import Exclusion

TEMPLATE = Path(__file__).with_name("papers") / "certificate.typ"
FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
LANGUAGES = frozenset({"vi", "en"})
LINES_SHOWN = 5  # a sheet of A5 holds no more beside the room for repairs
# What of the exclusions goes on the sheet; the others stand in the policy, and it says so.
EXCLUSIONS_SHOWN = 6
EXCLUSION_SIGNS = 200
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"'
    ' stroke="white" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M20.2 12.9A8.3 8.3 0 1 1 17.4 5.8"/><path d="m8.3 11.9 3 3L20.6 5.4"/></svg>'
)


def certificate_of(answer: Answer, *, language: str, address: str) -> bytes:
    """The PDF for what a look-up found; `address` is the public page it leads to."""
    with translation.override(language):
        data = _words(answer, settings.BASE_URL + address)
    return _typeset(json.dumps(data, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=32)  # a sheet asked for twice in a row is set once
def _typeset(data: str) -> bytes:
    made: Any = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        format="pdf",
        timestamp=0,
    )
    return bytes(made)


def _words(answer: Answer, address: str) -> dict[str, Any]:
    face, version = answer.face, answer.face.version
    assert version is not None  # only covers are certified
    shown = answer.lines[:LINES_SHOWN]
    return {
        "lang": (get_language() or "vi")[:2],
        "shop": NAME,
        "logo": LOGO,
        "title": _("Giấy bảo hành"),
        "responsible": _("Chịu trách nhiệm: %(who)s") % {"who": face.responsible},
        "printed": _("In ngày %(day)s") % {"day": vndate(answer.on)},
        "thing": answer.unit.product.name,
        "facts": _facts(answer),
        "qr": _qr(address),
        "address": address,
        "scan": _("Quét để xem hạn mới nhất"),
        "end_words": _("Bảo hành tới hết ngày"),
        "ends_on": vndate(face.ends_on),
        "columns": [_("Bộ phận"), _("Được miễn phí"), _("Tới ngày")],
        "lines": [
            {"name": line.name, "costs": line.costs, "until": _until(line)}
            for line in shown
        ],
        "notes": _notes(version, n_hidden=len(answer.lines) - len(shown)),
        "repairs": [_("Ngày sửa"), _("Việc đã làm, linh kiện thay"), _("Số phiếu")],
        "hotline": _("%(number)s, miễn phí") % {"number": HOTLINE},
        "policy": policy_words(version),
        "signed_by": _("Đại diện cửa hàng"),
    }


def policy_words(version: PolicyVersion) -> str:
    """Chính sách bảo hành máy giặt Nami, bản 4, hiệu lực từ 01/07/2025."""
    return _("%(policy)s, bản %(number)s, hiệu lực từ %(day)s") % {
        "policy": version.policy.title,
        "number": version.number,
        "day": vndate(version.effective_from),
    }


def _facts(answer: Answer) -> list[dict[str, Any]]:
    cover = answer.cover
    assert cover is not None
    facts = [
        (_("Số máy"), answer.unit.serial, True),
        (_("Tính từ"), vndate(cover.starts_on), False),
        (_("Ngày kích hoạt"), vndate(cover.activated_on), False),
        (_("Được cộng thêm"), _days(answer.face.added_days), False),
    ]
    return [
        {"name": name, "words": words, "is_code": is_code}
        for name, words, is_code in facts
        if words
    ]


def _until(line: LineFace) -> str:
    """Its last day; of what was refused only that."""
    is_counted = line.line.status in {CoverStatus.LIVE, CoverStatus.ENDED}
    return vndate(line.ends_on) if is_counted else line.words


def _days(n: int) -> str:
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n} if n else ""


def _notes(version: PolicyVersion, *, n_hidden: int) -> list[str]:
    is_english = (get_language() or "vi").startswith("en")
    rows = Exclusion.objects.filter(terms__version=version)
    words = [(row.words_en if is_english else "") or row.words for row in rows]
    notes = []
    if n_hidden > 0:
        more = _("Còn %(n)s bộ phận khác, xem qua mã QR.")
        notes.append(more % {"n": n_hidden})
    if words:
        notes.append(_("Không bảo hành: %(cases)s.") % {"cases": _listed(words)})
    notes.append(
        _(
            "Hạn trên giấy là hạn lúc in; số ngày nằm xưởng được cộng thêm "
            "và xem được qua mã QR."
        )
    )
    return notes


def _listed(words: Sequence[str]) -> str:
    """As many as there is room for, at least one, and that there are others."""
    ends = accumulate(len(one) for one in words)
    fitting = sum(1 for end in ends if end <= EXCLUSION_SIGNS)
    n_shown = min(max(fitting, 1), EXCLUSIONS_SHOWN)
    shown = [amid(one.rstrip(".")) for one in words[:n_shown]]
    if len(words) > n_shown:
        shown.append(_("các trường hợp khác trong chính sách"))
    return "; ".join(shown)


def _qr(address: str) -> str:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=0, scale=4
    )
    return drawn.getvalue().decode()
