"""Who sits at the desk."""

import pytest
from django.test import Client
from pytest_django import Settings

from cms.users.models import User


@pytest.fixture
def desk(client: Client, settings: Settings) -> Client:
    """A browser in which an administrator is logged in, at the admin's own address."""
    settings.WAGTAILADMIN_BASE_URL = "http://localhost"
    client.defaults["SERVER_NAME"] = "localhost"
    client.force_login(User.objects.create_superuser("desk", password="x"))
    return client
