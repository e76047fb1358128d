"""Keeps Wagtail's indexes (search, and what refers to what) while many rows are saved several times each."""

from collections.abc import Iterator
from contextlib import contextmanager

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def each_task_once() -> Iterator[None]:
    """Enqueue at the end, and each only once, the background tasks that are enqueued inside.

    Wagtail enqueues two for every save, and a page is saved three times until it is published.
    """
    real = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    gathered = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {})
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = gathered
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = real
    wanted = {(result.task.module_path, *result.args): result for result in gathered.results}
    for result in wanted.values():
        result.task.enqueue(*result.args, **result.kwargs)
