"""Which part of the API is open to whom."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class HasScope(BasePermission):
    """The caller's key must have the scope that the view names; strangers have both reading scopes."""

    message = "This key lacks the scope for this part of the API."

    def has_permission(self, request: Request, view: Any) -> bool:
        return view.scope in view.caller.scopes
