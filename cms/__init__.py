"""The Django project. Celery's application is loaded with it, so that every `shared_task` belongs to it."""

from cms.celery import app as celery_app

__all__ = ["celery_app"]
