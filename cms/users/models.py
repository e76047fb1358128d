"""Accounts of editors and, later, of participants."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):  # type: ignore[django-manager-missing] # of Wagtail's untyped images and documents
    """Our own user model from the first migration on, so that it can grow."""
