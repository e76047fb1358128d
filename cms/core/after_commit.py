"""When Wagtail's tasks run: after the transaction that asked for them."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class AfterCommitBackend(ImmediateBackend):
    """Runs a task in the process that asked for it, as soon as what was saved is committed.

    Wagtail's tasks bring its search and reference indexes up to date. Inside the transaction of a save they would hold
    rows of the index until its end, and PostgreSQL ends one of two editors' transactions when each waits for rows of
    the other. An index that fails is written to the log and does not undo what somebody has saved.
    """

    def _execute_task(self, task_result: Any) -> None:
        transaction.on_commit(partial(super()._execute_task, task_result))
