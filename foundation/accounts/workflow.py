"""How a leave moves: the one table, asked by buttons and enforced by actions."""

from foundation.accounts.enums import LeaveState
from foundation.core.workflow import Workflow

LEAVE_WORKFLOW: Workflow[LeaveState] = Workflow(
    {
        # A leave that passed while nothing ran ends without having started: whoever was
        # away is back, and nobody's tickets should move any more.
        LeaveState.PLANNED: frozenset(
            {LeaveState.STARTED, LeaveState.ENDED, LeaveState.CANCELLED}
        ),
        LeaveState.STARTED: frozenset({LeaveState.ENDED}),
    }
)
