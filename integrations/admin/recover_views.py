"""The page on which a destination is sent again what it has missed."""

from datetime import timedelta
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateTimeInput

from integrations import clock
from integrations.admin.destination_questions import DestinationQuestion
from integrations.outbox.recover import recover

USUAL = timedelta(days=5)


class RecoverForm(forms.Form):
    """From when on."""

    since = forms.DateTimeField(widget=AdminDateTimeInput, help_text="Take a time before it began to fail.")


class Recover(DestinationQuestion):
    """Queues again what failed since a time, and what was not told since."""

    form_class = RecoverForm
    page_title = "Recover"
    header_icon = "rotate"
    permission_required = "change"
    warning = (
        "Every message that has failed since then is sent again, and every change that this destination wants to hear "
        "of by now and was not told. A receiver that has one already knows it by its message id."
    )
    button = "Send again what it has missed"

    def get_initial(self) -> dict[str, Any]:
        return {"since": clock.now() - USUAL}

    def act(self, answers: dict[str, Any]) -> str:
        found = recover(self.destination, answers["since"], self.request.user)
        return f"Queued: {found.failed} that had failed, {found.untold} that were never told."
