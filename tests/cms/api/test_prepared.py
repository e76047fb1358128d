"""The look-up whose SQL is written once."""

from uuid import uuid4

import pytest

from cms.api.prepared import ByUid
from cms.publications.models import Document
from tests.cms.api.factories import document

pytestmark = pytest.mark.django_db


def test_every_question_has_its_own_answer() -> None:
    """What is written once is asked with each uid anew, and answers with the values that Django's own query gives."""
    columns = ("uid", "path", "etag", "updated_at", "facets", "body")
    query = Document.objects.visible_to({"public"}).values_list(*columns, named=True)
    look_up, stored = ByUid(query), [document(facets={"tag": ["neck"]}), document()]
    for one in stored:
        [found] = look_up.find(one.uid)
        [expected] = query.filter(uid=one.uid)
        assert found._asdict() == {**expected._asdict(), "body": found.body}
        assert bytes(found.body) == bytes(expected.body)


def test_what_others_may_read_is_not_found() -> None:
    """The gate that the query began at stays in what is written."""
    look_up = ByUid(Document.objects.visible_to({"public"}).values_list("path"))
    assert look_up.find(document(audience="members").uid) == []
    assert look_up.find(uuid4()) == []
