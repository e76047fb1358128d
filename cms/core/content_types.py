"""Which content types and other listed models this installation has."""

from typing import Any

from django.apps import apps

from cms.core.models import ContentPage, Listed, ListedSnippet


def content_types() -> list[type[ContentPage]]:
    """Every page type, in the order of the installed apps."""
    return [model for model in apps.get_models() if issubclass(model, ContentPage)]


def content_types_by_api_name() -> dict[str, list[type[ContentPage]]]:
    """The page types by the list they appear in; several types may share one (`pages`)."""
    named: dict[str, list[type[ContentPage]]] = {}
    for model in content_types():
        named.setdefault(model.api_name, []).append(model)
    return named


def listed_models() -> list[type[Any]]:
    """Every model besides pages that has documents of its own; each is a Django model and `Listed`."""
    return [model for model in apps.get_models() if issubclass(model, Listed)]


def listed_snippets() -> list[type[ListedSnippet]]:
    """Those among them that are our own snippets."""
    return [model for model in apps.get_models() if issubclass(model, ListedSnippet)]
