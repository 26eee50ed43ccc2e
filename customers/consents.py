"""A word of a customer about what they allow us, as a value; cleaned as it is made."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from customers.enums import ConsentChannel, ConsentPurpose, ConsentSource
from customers.errors import ConsentUnprovenError
from foundation.core.text import clean_line

MAX_EVIDENCE = 200
MAX_POLICY = 40
# The text that the portal shows beside the choice; a new text gets a new name.
PORTAL_TEXT = "portal-2026-11"
# The words a colleague reads out before writing down a yes; likewise.
DESK_TEXT = "desk-2026-11"
READ_OUT = _(
    "Anh/chị có đồng ý nhận loại tin này qua kênh này không? Chúng tôi chỉ dùng số điện "
    "thoại và e-mail của anh/chị cho việc đó. Anh/chị đổi ý lúc nào cũng được."
)
# Where a colleague or a program writes down what somebody else said.
TOLD = frozenset({ConsentSource.PHONE, ConsentSource.STORE, ConsentSource.PAPER})


@dataclass(frozen=True, slots=True)
class Word:
    """Yes or no to one purpose by one channel, where it was said, and what shows it."""

    purpose: str
    channel: str
    is_given: bool
    source: str
    evidence: str = ""
    policy_version: str = ""

    def cleaned(self) -> "Word":
        """The same, checked; a yes that somebody was told needs what shows it."""
        word = replace(
            self,
            purpose=ConsentPurpose(self.purpose),
            channel=ConsentChannel(self.channel),
            source=ConsentSource(self.source),
            evidence=clean_line(self.evidence)[:MAX_EVIDENCE].rstrip(),
            policy_version=clean_line(self.policy_version)[:MAX_POLICY].rstrip(),
        )
        if word.is_given and word.source in TOLD and not word.evidence:
            raise ConsentUnprovenError(field="evidence")
        return word
