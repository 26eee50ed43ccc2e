"""Every refusal of the API in one shape: `{"type", "errors": [{"code", "detail", "attr"}]}`."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import APIException, ErrorDetail, ParseError
from rest_framework.response import Response

from foundation.core.errors import ConflictError, DomainError
from foundation.core.parsers import TooLargeError

# What a constraint says when somebody else was first: unique, check, exclusion, foreign key.
CONSTRAINT_STATES = frozenset({"23505", "23514", "23P01", "23503"})
DATABASE_WAIT_SECONDS = 2  # longer than any lock is held, shorter than a person waits


class BusyError(APIException):
    """The database is away, or a lock was not had in time: nothing was changed."""

    status_code = 503
    default_code = "unavailable"
    default_detail = _("Hệ thống đang bận. Hãy thử lại sau ít giây.")
    wait = DATABASE_WAIT_SECONDS


class RefusedError(APIException):
    """A DomainError on its way out of the API."""

    def __init__(self, error: DomainError) -> None:
        super().__init__()
        self.status_code = error.status
        detail: Any = [ErrorDetail(str(error), error.code)]
        self.detail = {error.field: detail} if error.field else detail
        self.wait = getattr(error, "retry_after", None)


class RefusalHandler(ExceptionHandler):
    """Knows the refusals of rules and of the database beside those of DRF."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """The APIException that says the same; an unknown error stays what it is."""
        if isinstance(exc, DomainError):
            return RefusedError(exc)
        if isinstance(exc, RequestDataTooBig):
            return TooLargeError()
        if isinstance(exc, SuspiciousOperation):
            return ParseError()
        if isinstance(exc, (DatabaseError, InterfaceError)):
            return _refusal_of_database(exc)
        return super().convert_known_exceptions(exc)


def _refusal_of_database(error: Exception) -> Exception:
    if isinstance(error, IntegrityError):
        return RefusedError(ConflictError()) if is_lost_race(error) else error
    if isinstance(error, DataError):
        return ParseError()
    # What is left: the server away, a deadlock, a lock or statement that took too long.
    is_outage = type(error).__name__ in {"OperationalError", "InterfaceError"}
    return BusyError() if is_outage else error


def is_lost_race(error: Exception) -> bool:
    """Whether a constraint refused what somebody else was first to do."""
    return isinstance(error, IntegrityError) and sqlstate(error) in CONSTRAINT_STATES


def sqlstate(error: BaseException) -> str:
    """The five letters Postgres gave the error, or nothing."""
    return getattr(error.__cause__, "pgcode", None) or ""


def exception_handler(error: Exception, context: Any) -> Response | None:
    """Answer any error of an API view in the one shape, an unforeseen one as a bare 500."""
    return RefusalHandler(error, context).run()
