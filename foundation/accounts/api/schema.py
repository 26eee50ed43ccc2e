"""What the generated schema says of every operation: who may call, and how it refuses."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

READ_REFUSALS = ("400", "401", "403", "429", "503")
WRITE_REFUSALS = (*READ_REFUSALS, "409", "413", "415", "422")
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key and body again returns the first answer; kept for a day.",
)


class ErrorOutput(serializers.Serializer[Any]):
    """One thing that was wrong."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class RefusalOutput(serializers.Serializer[Any]):
    """Every refusal, whatever its status."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = ErrorOutput(many=True)  # type: ignore[assignment] # a field, as DRF means it


class ApiSchema(AutoSchema):
    """Adds the one error shape, and the idempotency key of every POST."""

    def get_override_parameters(self) -> Any:
        """What no serializer says."""
        return [KEY] if self.method == "POST" else []

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        refusals = READ_REFUSALS if self.method == "GET" else WRITE_REFUSALS
        if "{" in self.path:
            refusals = (*refusals, "404")
        for status in refusals:
            refusal = self._get_response_for_code(RefusalOutput, status)  # type: ignore[no-untyped-call]
            bodies.setdefault(status, refusal)
        return dict(sorted(bodies.items()))

    def _get_serializer_name(self, serializer: Any, *args: Any, **kwargs: Any) -> Any:
        """With the app in front: several have events, messages and units."""
        name = super()._get_serializer_name(serializer, *args, **kwargs)
        serializer = getattr(serializer, "child", serializer)
        app = type(serializer).__module__.split(".api.")[0].rpartition(".")[2]
        prefix = "" if app == "accounts" else app.capitalize()
        return name if name.startswith(prefix) else f"{prefix}{name}"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """`Authorization: Token <key>`."""

    target_class = "foundation.accounts.api.auth.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI writes a scheme of its own in a header."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Token <key>",
        }
