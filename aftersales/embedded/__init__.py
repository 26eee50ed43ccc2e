"""The system's own PostgreSQL and Valkey, for a machine that brings neither."""

from aftersales.embedded.endpoints import Endpoints, discover, secret_key

__all__ = ["Endpoints", "discover", "secret_key"]
