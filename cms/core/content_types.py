"""Which content types and listed snippets this installation has."""

from django.apps import apps

from cms.core.models import ContentPage, ListedSnippet


def content_types() -> list[type[ContentPage]]:
    """Every page type, in the order of the installed apps."""
    return [model for model in apps.get_models() if issubclass(model, ContentPage)]


def content_types_by_api_name() -> dict[str, list[type[ContentPage]]]:
    """The page types by the list they appear in; several types may share one (`pages`)."""
    named: dict[str, list[type[ContentPage]]] = {}
    for model in content_types():
        named.setdefault(model.api_name, []).append(model)
    return named


def listed_snippets() -> list[type[ListedSnippet]]:
    """Every snippet type that has documents of its own."""
    return [model for model in apps.get_models() if issubclass(model, ListedSnippet)]
