"""The form for a key."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from cms.api.callers import Scope
from cms.api.models import ApiKey, every_scope


class ApiKeyForm(WagtailAdminModelForm):
    """What a person may decide about a key. For a new key, `token` holds its token after saving."""

    token = ""
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=every_scope,
        help_text="What the key may be used for.",
    )

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "groups", "expires_at")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            self.token = self.instance.draw_token()
        return super().save(commit)
