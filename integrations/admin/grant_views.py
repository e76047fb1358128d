"""The page on which somebody with that permission decides whose gated content a destination hears of."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group

from integrations.admin.destination_questions import DestinationQuestion
from integrations.outbox.grants import grant, granted_groups

GRANT = "grant"  # the permission `integrations.grant_destination`


class GrantForm(forms.Form):
    """Which groups, and why."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(max_length=500, help_text="Who runs the receiver, and why it may have this. It is logged.")


class GrantGatedContent(DestinationQuestion):
    """Ticked groups may be heard of; all others may not."""

    form_class = GrantForm
    page_title = "Gated content"
    header_icon = "lock-open"
    permission_required = GRANT
    warning = (
        "What these groups read is closed to everybody else. Whoever runs the receiver hears of every such page, and "
        "with full payloads gets all of its text."
    )
    button = "Save"

    def get_initial(self) -> dict[str, Any]:
        return {"groups": granted_groups(self.destination)}

    def act(self, answers: dict[str, Any]) -> str:
        grant(self.destination, set(answers["groups"]), answers["reason"], self.request.user)
        return "Saved. It counts from now on, also for what waits to be sent."
