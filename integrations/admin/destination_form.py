"""The form of a destination: what its channel asks for, and what it wants to hear."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.forms import BoundField
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.publications.announced import announced_types
from cms.publications.audiences import PUBLIC, group_audience
from cms.publications.models import Change, Document
from integrations.admin.connecting import callback_url
from integrations.channels.base import Capabilities, Setting
from integrations.models import Destination
from integrations.models.credentials import UNCHECKED
from integrations.models.upkeep import WELL
from integrations.outbox.amending import ways
from integrations.outbox.facets import FacetsField
from integrations.outbox.grants import granted_groups

CAUSES = {
    Change.Cause.CONTENT: "Content: published, edited, withdrawn",
    Change.Cause.PATH: "Path: moved or renamed",
    Change.Cause.PRIVACY: "Privacy: opened or closed to this audience",
    Change.Cause.RENDER: "Presentation: the same content, presented differently by a new release",
}
ANNOUNCING = ("announce_delay", "hourly_cap", "on_correction")
WISHES = ("audiences", "types", "facets", "causes", "locale")
PACE = ("most_at_once", "per_minute", "in_order")


@dataclass(frozen=True)
class FieldGroup:
    """Fields that are shown under one heading."""

    id: str
    heading: str
    icon: str
    help: str
    fields: list[BoundField]


class DestinationForm(WagtailAdminModelForm):
    """Asks for the channel's settings beside the destination's own. Secrets are written, never shown."""

    audiences = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        help_text="Whose content it hears of. What is gated for a group must be granted first, under “Gated content”.",
    )
    types = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, help_text="None ticked: all of them."
    )
    causes = forms.MultipleChoiceField(
        choices=list(CAUSES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Whatever is withdrawn is told in any case.",
    )
    locale = forms.ChoiceField(required=False, label="Language")
    facets = FacetsField(
        required=False,
        help_text="One a line, as in “tag: sleep”; none: whatever its facets. Any one value of a name, but every name. "
        "What leaves this list is told once more.",
    )

    class Meta:
        model = Destination
        fields = ("name", "state", "owner", *WISHES, *ANNOUNCING, *PACE)
        labels = {
            "announce_delay": "Delay",
            "hourly_cap": "At most an hour",
            "on_correction": "When a page is corrected",
        }
        widgets: ClassVar = {"on_correction": forms.RadioSelect}
        help_texts = {
            "name": "For social channels it stands beside the links to posts in the API.",
            "state": "Paused: nothing is sent, nothing is lost; it goes on where it stopped.",
            "announce_delay": "Seconds that a page must stand before it is posted by itself.",
            "hourly_cap": "Posts by itself within one hour; the rest waits for a decision.",
            "on_correction": "Counts when its title, summary, picture, address, tags or own text has changed; where "
            "whole pages are posted, anything else too. What is withdrawn is taken back in any case.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel = self.instance.adapter
        self.kept_config, self.kept_secret = dict(self.instance.config), dict(self.instance.secret)
        self._offer_choices()
        for name in _not_asked(self.channel.capabilities):
            del self.fields[name]
        if self.channel.capabilities.announces:
            self._offer_ways()
        for setting in self.channel.settings:
            self.fields[setting.name] = self._field(setting)

    def groups(self) -> list[FieldGroup]:
        """The fields as the page shows them."""
        settings_ = [self[setting.name] for setting in self.channel.settings]
        wishes = [self[name] for name in WISHES if name in self.fields]
        announcing = [self[name] for name in ANNOUNCING if name in self.fields]
        pace = [self[name] for name in PACE if name in self.fields]
        groups = [
            FieldGroup("destination", "Name and state", "site", "", [self["name"], self["state"], self["owner"]]),
            FieldGroup("settings", self.channel.label, "cog", self._callback(), settings_),
            FieldGroup("wishes", "What it wants to hear", "clipboard-list", "", wishes),
            FieldGroup("announcing", "What goes out by itself", "time", _ANNOUNCING_HELP, announcing),
            FieldGroup("pace", "How fast", "history", _PACE_HELP.format(self.instance.channels_limit), pace),
        ]
        return [group for group in groups if group.fields]

    def _callback(self) -> str:
        connection = self.channel.connection
        return _CALLBACK_HELP.format(connection.service, callback_url()) if connection else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        given = {setting: cleaned.get(setting.name, "") for setting in self.channel.settings}
        config = {setting.name: value for setting, value in given.items() if not setting.secret}
        self.given_secret = {setting.name: value for setting, value in given.items() if setting.secret and value}
        self._let_no_secret_follow(config)
        self.instance.config = {**self.kept_config, **config}
        self.instance.secret = self.channel.accept_secret(self.kept_secret, self.given_secret)
        for name, problem in self.channel.validate(self.instance.config, self.instance.secret).items():
            self.add_error(name if name in self.fields else None, problem)
        return cleaned

    def save(self, commit: bool = True) -> Destination:
        """Write what the form asks for and nothing else: workers move the rest of the row."""
        if self.instance.pk is None or not commit:
            return super().save(commit)
        written = {"config", *(name for name in self._meta.fields if name in self.fields)}
        if self.given_secret:
            written.add("secret")
        anew: dict[str, Any] = {"state_reason": "", "rests_until": None, **WELL} if "state" in self.changed_data else {}
        if anew or self.given_secret or self.instance.config != self.kept_config:
            anew |= UNCHECKED
        for name, value in anew.items():
            setattr(self.instance, name, value)
        self.instance.save(update_fields=written | anew.keys())
        return self.instance

    def _let_no_secret_follow(self, config: dict[str, str]) -> None:
        """Ask for every kept secret again when an address changes: whoever may edit it need not know them."""
        addresses = [setting for setting in self.channel.settings if setting.address]
        if all(config[one.name] == self.kept_config.get(one.name, one.default) for one in addresses):
            return
        for setting in self.channel.settings:
            if setting.secret and setting.name in self.kept_secret and setting.name not in self.given_secret:
                self.add_error(setting.name, "The address has changed. Give this again: it is sent there.")

    def _offer_choices(self) -> None:
        self.fields["owner"].queryset = get_user_model().objects.with_perm("wagtailadmin.access_admin")
        granted = sorted(granted_groups(self.instance), key=str)
        groups = [(group_audience(group.pk), f"Group: {group.name}") for group in granted]
        self.fields["audiences"].choices = [(PUBLIC, "Public"), *groups]
        published = set(Document.objects.order_by().values_list("type", flat=True).distinct())
        if self.channel.capabilities.announces:
            published &= announced_types().keys()
        self.fields["types"].choices = [(name, name) for name in sorted(published | set(self.instance.types))]
        self.fields["locale"].choices = [("", "All languages"), *settings.WAGTAIL_CONTENT_LANGUAGES]

    def _offer_ways(self) -> None:
        """Only what the channel can do."""
        found = ways(self.channel)
        self.fields["on_correction"].required = False  # what is not sent along stays as it is
        self.fields["on_correction"].choices = [(way.value, way.label) for way in found]
        if self.instance.pk is None:
            self.initial["on_correction"] = found[0]
        if len(found) == 1:
            del self.fields["on_correction"]

    def _field(self, setting: Setting) -> forms.Field:
        kept = bool(setting.secret and self.instance.secret.get(setting.name))
        value = self.instance.config.get(setting.name, setting.default)
        common: dict[str, Any] = {
            "label": setting.label,
            "help_text": f"{setting.help} Kept; leave empty to keep it." if kept else setting.help,
            "required": setting.required and not kept,
            "initial": "" if setting.secret else value,
        }
        if setting.choices:
            return forms.ChoiceField(choices=setting.choices, widget=forms.RadioSelect, **common)
        return forms.CharField(widget=_widget(setting), **common)


class SecretLines(forms.Textarea):
    """Lines that are not shown again when a form is refused, as those of a password field are not."""

    def format_value(self, value: Any) -> None:
        """Nothing, whatever was typed."""


def _widget(setting: Setting) -> forms.Widget:
    if setting.lines:
        area = SecretLines if setting.secret else forms.Textarea
        return area(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})
    return forms.PasswordInput(attrs={"autocomplete": "new-password"}) if setting.secret else forms.TextInput()


def _not_asked(capabilities: Capabilities) -> tuple[str, ...]:
    """The fields without meaning for a channel."""
    if capabilities.pings:
        return (*WISHES, *ANNOUNCING, *PACE)
    return ("audiences", "facets", "causes", *PACE) if capabilities.announces else ANNOUNCING


_CALLBACK_HELP = "Register this callback address with your app on {}: {}"
_ANNOUNCING_HELP = (
    "Only what is first published, public and no alias goes out by itself. Older, imported and further pages wait "
    "for a decision."
)
_PACE_HELP = (
    "Leave the numbers empty for {} messages at once, and as many a minute as it takes. Whatever fails or is slow is "
    "slowed down by itself."
)
