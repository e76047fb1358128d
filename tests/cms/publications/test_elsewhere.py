"""What goes to another type or language has left where it was: narrowed readers of both hear of it."""

import pytest
from wagtail.models import Locale

from cms.navigation.models import Menu
from cms.publications.identity import page_uid
from cms.publications.models import Change, Kind
from cms.publications.reconcile import reconcile
from cms.publications.subjects import Subject
from tests.cms.content import article, author_page, person, published

pytestmark = pytest.mark.django_db


def told(**of: object) -> list[tuple[str, str, str]]:
    return list(Change.objects.filter(**of).order_by("sequence").values_list("action", "type", "locale"))


def test_a_page_of_another_type_in_its_place_withdraws_the_first() -> None:
    """Even when the new page is looked at before the old one is known to be gone."""
    old = published(article())
    before = Subject(Kind.PAGE, str(old.pk))
    reconcile(before)
    new = author_page(person())
    new.translation_key = old.translation_key
    parent = old.get_parent()
    old.delete()
    parent = type(parent).objects.get(pk=parent.pk)
    parent.add_child(instance=new)
    reconcile(Subject(Kind.PAGE, str(new.pk)))
    reconcile(before)
    assert told(uid=page_uid(new)) == [
        ("published", "articles", "en"),
        ("unpublished", "articles", "en"),
        ("published", "authors", "en"),
    ]


def test_a_menu_in_another_language_leaves_the_first() -> None:
    """Whoever reads the menus of one language drops it, and whoever reads the other's gets it."""
    menu = Menu.objects.create(title="Main")
    subject = Subject("menu", str(menu.pk))
    reconcile(subject)
    menu.locale = Locale.objects.create(language_code="de")
    menu.save()
    reconcile(subject)
    assert told(kind="menu") == [
        ("published", "menus", "en"),
        ("unpublished", "menus", "en"),
        ("published", "menus", "de"),
    ]
