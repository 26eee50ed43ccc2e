"""What people type about themselves and about each other."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from foundation.accounts.actions.people import NewStaff, Rights
from foundation.accounts.enums import Role, Scope, Sight
from foundation.accounts.models import Team, User
from foundation.core.emails import parse_email
from foundation.core.errors import EmailError
from foundation.core.text import clean_line

MAX_PASSWORD_LENGTH = 128
SPACES = re.compile(r"[\s-]+")


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=MAX_PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """Six digits of the app, however they were spaced."""

    code = forms.CharField(
        label=_("Mã 6 số"),
        max_length=20,
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
        """The code without spaces and dashes."""
        return SPACES.sub("", self.cleaned_data["code"])


class RecoveryForm(CodeForm):
    """One of the eight-digit codes kept on paper."""

    code = forms.CharField(
        label=_("Mã dự phòng"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class PasswordResetForm(forms.Form):
    """Whose password was forgotten."""

    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class NewPasswordForm(forms.Form):
    """A password, held against what is easy to guess about its owner."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=MAX_PASSWORD_LENGTH,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "autofocus": True}
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.hints = password_validators_help_texts()

    def clean_password(self) -> str:
        """The password, or why it is a weak one."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class RightsForm(forms.Form):
    """Role, team and sight of a member of staff."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    team = forms.ModelChoiceField(
        label=_("Nhóm"),
        queryset=Team.objects.filter(is_active=True),
        required=False,
        empty_label=pgettext_lazy("team", "Không thuộc nhóm nào"),
    )
    sees = forms.ChoiceField(
        label=_("Được xem"), choices=Sight.choices, initial=Sight.TEAM
    )

    @property
    def rights(self) -> Rights:
        """The choice as a value."""
        data = self.cleaned_data
        return Rights(Role(data["role"]), data["team"], Sight(data["sees"]))

    @classmethod
    def of(cls, user: User, data: Any = None) -> "RightsForm":
        """The form as it stands for `user`; a closed team they are in stays on offer."""
        now = {"role": user.role, "team": user.team, "sees": user.sees}
        form = cls(data, initial=now)
        field = form.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Team.objects.filter(Q(is_active=True) | Q(pk=user.team_id))
        return form


class InvitationForm(RightsForm):
    """Somebody who is to work here."""

    name = forms.CharField(label=_("Họ tên"), max_length=120)
    email = forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput()
    )
    field_order = ("name", "email", "role", "team", "sees")

    def clean_name(self) -> str:
        """A name of which something is left when it is clean."""
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Hãy nhập họ tên."))
        return name

    def clean_email(self) -> str:
        """One plain address."""
        try:
            return parse_email(self.cleaned_data["email"])
        except EmailError as error:
            raise ValidationError(str(error), code=error.code) from error

    @property
    def person(self) -> NewStaff:
        """The entry as a value."""
        data = self.cleaned_data
        return NewStaff(data["email"], data["name"], self.rights)


class TokenForm(forms.Form):
    """A program's key: what it is called, and what it may be used for."""

    name = forms.CharField(label=_("Tên chương trình"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("Phạm vi"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
    )

    def clean_name(self) -> str:
        """A name of which something is left when it is clean."""
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Hãy nhập tên."))
        return name


class TeamForm(forms.Form):
    """What a team is called."""

    name = forms.CharField(label=_("Tên nhóm"), max_length=80)

    def clean_name(self) -> str:
        """A name of which something is left when it is clean."""
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Hãy nhập tên nhóm."))
        return name
