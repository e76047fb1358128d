"""Queries whose SQL is written once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cms.publications.models import Document
from cms.publications.written import MANY, MOMENT, ONE, Written, columns_of
from integrations.models import Delivery
from tests.cms.api.factories import document
from tests.integrations.fakes import START, make_change, make_delivery, make_destination

pytestmark = pytest.mark.django_db


def test_every_question_has_its_own_answer() -> None:
    """Moments, keys and UUIDs stand in the place of their stand-ins, wherever those stand."""
    change = make_change()
    early = make_delivery(make_destination(), change=change, due_at=START)
    late = make_delivery(make_destination(), due_at=START + timedelta(hours=1))
    due = Delivery.objects.filter(due_at__lte=MOMENT, pk__among=MANY).order_by("pk")
    query = Written(due.values_list("pk"), MOMENT, MANY)
    assert query.ask(START, [early.pk, late.pk]) == [(early.pk,)]
    assert query.ask(START + timedelta(hours=1), {late.pk, early.pk}) == [(early.pk,), (late.pk,)]
    assert query.ask(START + timedelta(hours=1), [late.pk]) == [(late.pk,)]
    about = Written(Delivery.objects.filter(change__uid__among=MANY).values_list("pk"), MANY)
    assert about.ask([change.uid, uuid4()]) == [(early.pk,)]
    assert about.ask([]) == []


def test_values_are_those_of_djangos_own_query() -> None:
    """Moments, JSON and bytes come back as the same, under the names of their columns."""
    columns = ("uid", "path", "etag", "updated_at", "facets", "body")
    query = Document.objects.visible_to({"public"}).values_list(*columns, named=True)
    look_up = Written(query.filter(uid=ONE), ONE)
    for one in (document(facets={"tag": ["neck"]}), document()):
        [found] = look_up.ask(one.uid)
        [expected] = query.filter(uid=one.uid)
        assert found._asdict() == {**expected._asdict(), "body": found.body}
        assert bytes(found.body) == bytes(expected.body)


def test_instances_are_those_of_djangos_own_query() -> None:
    """All that was read is there, and what was left out is read when it is asked for."""
    made = make_delivery(make_destination(), change=make_change(), body=b"said", content_type="text/plain")
    columns = columns_of(Delivery, but={"content_type"})
    some = Written(Delivery.objects.filter(pk__among=MANY).values_list(*columns), MANY)
    [found] = some.load(Delivery, [made.pk])
    assert found == made
    assert found.get_deferred_fields() == {"content_type"}
    stored = Delivery.objects.values().get()
    assert {name: getattr(found, name) for name in stored} == stored


def test_what_others_may_read_is_not_found() -> None:
    """The gate that the query began at stays in what is written."""
    look_up = Written(Document.objects.visible_to({"public"}).filter(uid=ONE).values_list("path"), ONE)
    assert look_up.ask(document(audience="members").uid) == []
    assert look_up.ask(uuid4()) == []
