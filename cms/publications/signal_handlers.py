"""The only place that listens to Django's and Wagtail's signals. A handler unpacks and calls one named function.

Signals are hints. None of them is complete, and some come outside the transaction of the change; what they miss
is found by `healing`.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save, pre_delete
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_slug_changed, post_page_move

from cms.publications import triggers
from cms.publications.dependencies import note_instance
from cms.publications.public_address import PublicAddress

SHAPES_EVERYTHING = (Site, Locale, PublicAddress)


def connect() -> None:
    """Connect every handler; called once, when the app is ready."""
    post_init.connect(on_instance_made)
    post_save.connect(on_saved)
    pre_delete.connect(on_deleting)
    m2m_changed.connect(on_related)
    page_slug_changed.connect(on_path_changed)
    post_page_move.connect(on_path_changed)
    for model in SHAPES_EVERYTHING:
        post_save.connect(on_shape_changed, sender=model)
        post_delete.connect(on_shape_changed, sender=model)


def is_content(model: type[Model]) -> bool:
    """Whether documents can be made of such rows; the frozen models that migrations work with are none."""
    return model._meta.app_label not in settings.NOT_CONTENT and model._meta.apps is apps


def on_instance_made(instance: Model, **_kwargs: Any) -> None:
    note_instance(instance)


def on_saved(sender: type[Model], instance: Model, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and is_content(sender):
        triggers.saved(instance)


def on_deleting(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    if is_content(sender):
        triggers.deleting(instance)


def on_related(instance: Model, action: str, **_kwargs: Any) -> None:
    if action.startswith("post_") and is_content(type(instance)):
        triggers.saved(instance)


def on_path_changed(instance: Page, **_kwargs: Any) -> None:
    triggers.moved_or_gated(instance)


def on_shape_changed(**_kwargs: Any) -> None:
    triggers.shape_changed()
