"""API tokens, counters of tries, first answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Scope
from foundation.accounts.models.people import User


class ApiToken(models.Model):
    """A program's key to the API, acting for its owner within its scopes.

    Only the SHA-256 of the key is kept; the key itself is shown once.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("tên"), max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = ArrayField(models.CharField(max_length=16, choices=Scope))
    # The owner's session_version at creation: new rights or a new password end the token.
    owner_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    @property
    def scope_labels(self) -> str:
        """Its scopes as people read them."""
        return ", ".join(str(Scope(word).label) for word in self.scopes)


class RateCounter(models.Model):
    """How often something was tried in one fixed window, counted atomically."""

    rule = models.CharField(max_length=40)
    key = models.CharField(max_length=128)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "key", "window_start"], name="rate_counter_once"
            )
        ]
        indexes = [models.Index(fields=["window_start"])]


class IdempotencyKey(models.Model):
    """The first answer to a POST, given again to the same key and body."""

    principal = models.CharField(max_length=80)
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    response = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "route", "key"], name="idempotency_key_once"
            )
        ]
        indexes = [models.Index(fields=["created_at"])]
