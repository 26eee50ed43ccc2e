"""What a customer types to sign in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.contacts import Contact, read_contact
from customers.proofs import CODE_DIGITS
from customers.queries import is_sms_on
from foundation.core.errors import DomainError

SPACES = re.compile(r"[\s.-]+")
CODE = re.compile(f"[0-9]{{{CODE_DIGITS}}}")


class ContactForm(forms.Form):
    """A telephone number or an e-mail address; an address alone while SMS is off."""

    identifier = forms.CharField(
        label=_("Số điện thoại hoặc e-mail"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_sms_on():
            self.fields["identifier"].label = _("E-mail")
            self.fields["identifier"].widget.input_type = "email"

    def clean_identifier(self) -> Contact:
        """The number or address as a value."""
        try:
            return read_contact(self.cleaned_data["identifier"])
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from error


class CodeForm(forms.Form):
    """Six digits, however they were spaced."""

    code = forms.CharField(
        label=_("Mã 6 số"),
        max_length=32,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
                "maxlength": 12,
            }
        ),
    )

    def clean_code(self) -> str:
        """The bare digits."""
        code = SPACES.sub("", self.cleaned_data["code"])
        if not (code.isascii() and CODE.fullmatch(code)):
            raise ValidationError(_("Mã gồm 6 chữ số."), code="invalid")
        return code
