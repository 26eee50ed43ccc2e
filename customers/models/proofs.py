"""Secrets on their way to a contact point."""

from datetime import datetime
from math import ceil

from django.db import models
from django.db.models.functions import Now

from customers.contacts import Contact
from customers.enums import ContactKind, ProofKind
from customers.proofs import RESEND_AFTER


class SignInProof(models.Model):
    """A code or one-time link sent to a contact point, to be shown within minutes.

    Only the hash of the secret is kept. One use, few tries.
    """

    kind = models.CharField(max_length=8, choices=ProofKind)
    channel = models.CharField(max_length=8, choices=ContactKind)
    address = models.CharField(max_length=254)
    secret_hash = models.CharField(max_length=64)
    # Bound to the browser that asked, so that a code read elsewhere is of no use.
    handle = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["channel", "address", "-id"]),
            models.Index(fields=["expires_at"]),
        ]

    @property
    def contact(self) -> Contact:
        """Where the secret was sent."""
        return Contact(ContactKind(self.channel), self.address)

    def seconds_left(self, at: datetime) -> int:
        """How long it can still be shown; zero once expired."""
        return max(0, ceil((self.expires_at - at).total_seconds()))

    def seconds_to_resend(self, at: datetime) -> int:
        """How long until another may be sent; zero when it may."""
        return max(0, ceil((self.created_at + RESEND_AFTER - at).total_seconds()))
