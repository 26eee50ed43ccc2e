"""What else a kind of policy has to hold before it may be published.

The app that owns the terms of a kind says so when it is ready; the words are checked here.
"""

from collections.abc import Callable

from foundation.policies.models import PolicyVersion

Check = Callable[[PolicyVersion], None]
_CHECKS: dict[str, Check] = {}


def register(kind: str, check: Check) -> None:
    """Ask `check` before a policy of `kind` is published; it raises what is missing."""
    _CHECKS[kind] = check


def check_terms_of(version: PolicyVersion) -> None:
    """Refuse what the owner of this kind of terms refuses."""
    check = _CHECKS.get(version.policy.kind)
    if check is not None:
        check(version)
