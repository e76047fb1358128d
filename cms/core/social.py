"""Whoever posts on social channels, as the CMS sees them: the module that `settings.SOCIAL` names.

The CMS does not import whoever listens to it (contract 1 in pyproject.toml), but editors choose channels, and the API
tells where posts stand.
"""

from importlib import import_module
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page


class Social(Protocol):
    """What the named module must have."""

    def channels(self) -> list[tuple[str, str]]:
        """Every channel that posts where people see it: its name, and how people call it."""

    def posts_of(self, uid: UUID) -> list[dict[str, str]]:
        """The posts about a document that people can see now. Its caller has asked who may know of the document."""

    def text_problem(self, channel: str, text: str) -> str:
        """Why a channel cannot post an editor's own text as it is, as a sentence; empty when it can."""

    def preview(self, request: HttpRequest, page: Page) -> HttpResponse:
        """How a page, as it is in memory, will be posted."""


def social() -> Social:
    """The module."""
    return cast(Social, import_module(settings.SOCIAL))


def channel_choices() -> list[tuple[str, str]]:
    """The channels, as choices of a field: asked for when they are needed, so that a new one changes no table."""
    return social().channels()
