"""Logins of staff and customers, and their teams."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Role, Sight, UserKind


class Team(models.Model):
    """A group of agents who share a queue."""

    name = models.CharField(_("tên"), max_length=80, unique=True)
    code = models.SlugField(_("mã"), max_length=40, unique=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("nhóm")
        verbose_name_plural = _("nhóm")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Creates logins; an e-mail address is lower-cased as a whole."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """A staff login by its address, whatever its case."""
        return self.get(email=(username or "").lower())

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """A new login; without a password nobody can sign in by one."""
        user = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """An administrator who may also open /admin/."""
        return self.create_user(
            email,
            password,
            kind=UserKind.STAFF,
            role=Role.ADMIN,
            sees=Sight.ALL,
            is_superuser=True,
            **fields,
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A login: of a member of staff by e-mail and password, or of a customer by code."""

    kind = models.CharField(max_length=10, choices=UserKind, default=UserKind.STAFF)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("họ tên"), max_length=120)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("nhóm")
    )
    sees = models.CharField(
        _("được xem"), max_length=8, choices=Sight, default=Sight.TEAM
    )
    locale = models.CharField(max_length=8, default="vi")
    is_active = models.BooleanField(default=True)
    # Grows when role, team or state change: every older session ends at its next request.
    session_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    invited_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="customer", role="")
                | (models.Q(kind="staff", email__isnull=False) & ~models.Q(role="")),
                name="user_staff_has_role_and_email",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's word for "may open /admin/": administrators only."""
        return self.kind == UserKind.STAFF and self.role == Role.ADMIN

    @property
    def is_staff_member(self) -> bool:
        """Whether this login belongs at the desk."""
        return self.kind == UserKind.STAFF

    @property
    def sees_all(self) -> bool:
        """Whether they may see every ticket: nothing has to be looked up for them."""
        return self.is_active and self.is_staff_member and self.sees == Sight.ALL

    @property
    def is_taking(self) -> bool:
        """Whether they take new work right now; so it is until they say otherwise."""
        profile = getattr(self, "work_profile", None)
        return profile is None or bool(profile.is_taking)

    def get_session_auth_hash(self) -> str:
        """Ends every session when the password or the session version changes."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterable[str]:
        """The same under retired secret keys."""
        from django.conf import settings

        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        value = f"{self.password}:{self.session_version}"
        salt = "foundation.accounts.User.session"
        return salted_hmac(salt, value, secret, algorithm="sha256").hexdigest()
