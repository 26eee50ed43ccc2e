"""Places where a test kills the process, as a power cut would.

FAIL_POINT=outbox.claimed, outbox.sent, clocks.swept.N (before the N-th batch of a sweep
is committed), runs.KIND.N (before the piece of a run with its N-th ticket is),
imports.STATE.LINE (before the piece that ends with this line is), replies.said.KEY or
replies.sent.KEY (before and after an answer on its way is committed as said) in the
environment; never set outside tests.
"""

import os
import signal


def reach(point: str) -> None:
    """Die here, with every process of the group, if the environment says so."""
    if os.environ.get("FAIL_POINT") == point:
        os.killpg(os.getpgid(0), signal.SIGKILL)
