"""The words of a message, from templates and plain values; a missing value stops it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.utils import translation

from foundation.core.shop import SHOP
from foundation.notifications.enums import Channel
from foundation.notifications.models import OutgoingMessage

TEMPLATES = settings.BASE_DIR / "templates"
BUILTINS = ("django.templatetags.i18n", "foundation.core.templatetags.ui")
LIBRARIES = {"i18n": "django.templatetags.i18n"}
FROM_TEXT = "emails/_from_text.html"  # for templates without a body.html of their own


class UnrenderableError(Exception):
    """The words cannot be written: a value or a template is missing."""


class _Missing(str):
    """What stands for a variable that is not there: it refuses to be written."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise UnrenderableError(f"missing value: {getattr(name, 'var', name)}")


@dataclass(frozen=True, slots=True)
class Words:
    """A message as it goes out."""

    subject: str
    text: str
    html: str


def render(message: OutgoingMessage) -> Words:
    """The words of `message` in its recipient's language, or UnrenderableError."""
    context = {
        **message.context,
        "base_url": settings.BASE_URL,
        "shop": SHOP,
        "recipient_name": message.recipient_name,
    }
    folder = f"emails/{message.template}"
    try:
        with translation.override(message.locale):
            if message.channel == Channel.SMS:
                return _sms(folder, context)
            return _email(folder, context)
    except (TemplateDoesNotExist, TemplateSyntaxError) as error:
        raise UnrenderableError(f"template {folder}: {error}") from error


def _sms(folder: str, context: dict[str, Any]) -> Words:
    names = [f"{folder}/sms.txt", f"{folder}/body.txt"]
    return Words("", _text(names, context), "")


def _email(folder: str, context: dict[str, Any]) -> Words:
    # One line whatever a name contains: a line break would start a header.
    subject = " ".join(_text([f"{folder}/subject.txt"], context).split())
    text = _text([f"{folder}/body.txt"], context)
    page = engine(escapes=True).select_template([f"{folder}/body.html", FROM_TEXT])
    values = {**context, "title": subject, "text": text}
    return Words(subject[:300], text, page.render(Context(values)))


def _text(names: list[str], context: dict[str, Any]) -> str:
    page = engine(escapes=False).select_template(names)
    return page.render(Context(context, autoescape=False)).strip() + "\n"


@cache
def engine(*, escapes: bool) -> Engine:
    """Where the words come from; a template is read once per process."""
    return Engine(
        dirs=[str(TEMPLATES)],
        string_if_invalid=_Missing("%s"),
        autoescape=escapes,
        builtins=list(BUILTINS),
        libraries=LIBRARIES,
    )
