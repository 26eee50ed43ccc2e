"""Why the terms of a warranty policy are refused."""

from foundation.core.errors import DomainError


class TermRefusedError(DomainError):
    """Terms that no cover could be counted by; the sentence says why."""

    code = "term_refused"
