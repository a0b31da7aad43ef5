"""Errors of the form in which Stripe answers them."""

from typing import Any


class Refusal(Exception):
    """An answer that is an error: https://docs.stripe.com/api/errors."""

    def __init__(self, message: str, *, status: int = 400, code: str = "", param: str = "", kind: str = "") -> None:
        super().__init__(message)
        self.status = status
        facts = {"message": message, "code": code, "param": param, "type": kind or "invalid_request_error"}
        self.body: dict[str, Any] = {"error": {name: value for name, value in facts.items() if value}}


def missing(what: str, name: str) -> Refusal:
    return Refusal(f"No such {what}: '{name}'", status=404, code="resource_missing", param="id")
