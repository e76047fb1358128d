"""The form for a key."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
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
        fields = ("name", "scopes", "groups", "expires_at", "owner")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = get_user_model().objects.with_perm("api.change_apikey")
        if self.instance.pk is None:
            self.fields["owner"].initial = self.for_user

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            self.token = self.instance.draw_token()
        return super().save(commit)
