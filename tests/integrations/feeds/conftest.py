"""What every test of a feed needs: a site that has been published."""

import pytest
from django.contrib.auth.models import Group

from cms.publications.models import Document
from tests.integrations.feeds.posts import site_document


@pytest.fixture(autouse=True)
def site(db: None) -> Document:
    return site_document()


@pytest.fixture
def members() -> Group:
    return Group.objects.create(name="Members")
