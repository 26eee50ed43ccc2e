"""Why the system or one of its servers cannot be started; each text says what to do."""


class RunError(Exception):
    """The system cannot be started."""


class AccountError(RunError):
    """This machine does not let us run the servers as we must."""


class PostgresError(RunError):
    """The embedded PostgreSQL cannot do what was asked."""


class ValkeyError(RunError):
    """The embedded Valkey cannot be started."""
