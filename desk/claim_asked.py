"""How a dialog of a claim is worded, and which form it holds."""

from dataclasses import dataclass

from django.utils.functional import Promise

from desk.claim_forms import ClaimForm

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dialog is called, what its button says, and what it asks."""

    form: type[ClaimForm]
    title: Words
    label: Words
    icon: str
    done: Words
    note: Words = ""
