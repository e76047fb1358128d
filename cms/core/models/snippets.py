"""Snippets: rows that several pages share, and that editors keep in one place."""

import uuid
from itertools import count
from typing import ClassVar

from django.db import models
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core import rules
from cms.core.api_fields import Embedded, Html, Picture, Rendering, Text
from cms.core.fields import PROSE
from cms.core.models.listed import Listed
from cms.core.schema_org import Node, SchemaOrg
from cms.core.schema_org.people import whole_person
from cms.core.validators import validate_orcid


class ListedSnippet(Listed, index.Indexed, models.Model):
    """A snippet that sites list, at an address that begins with its `api_name`: `/people/jane-doe/`."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        max_length=120,
        unique=True,
        blank=True,
        help_text="The last part of the address. Left empty, it is made from the name.",
    )

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    @property
    def document_uid(self) -> uuid.UUID:
        return self.uid

    @property
    def document_path(self) -> str:
        return f"/{self.api_name}/{self.document_slug}/"

    @property
    def document_slug(self) -> str:
        return self.slug

    def slug_source(self) -> str:
        """The text that a slug is made from."""
        return str(self)

    def free_slug(self) -> str:
        """A slug that no other row of this type has."""
        base = slugify(self.slug_source())[:110] or self.document_kind
        taken = set(type(self)._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for n in count(1) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


class Organisation(index.Indexed, models.Model):
    """Where people work."""

    name = models.CharField(max_length=200, unique=True)
    website = models.URLField(blank=True)

    api_fields = (
        Text(name="name"),
        Text(name="website", null=True),
    )
    panels: ClassVar = [FieldPanel("name"), FieldPanel("website")]
    search_fields: ClassVar = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(ListedSnippet):
    """An author or a reviewer, with what readers need to judge by. It holds nothing that is private."""

    document_kind = "person"
    api_name = "people"

    name = models.CharField(max_length=200)
    credentials = models.CharField(
        max_length=200,
        blank=True,
        help_text="Degrees and registrations, as after a name: “MSc, registered physiotherapist”.",
    )
    role = models.CharField(max_length=200, blank=True, help_text="What this person does here, in a few words.")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    biography = RichTextField(blank=True, features=PROSE)
    photo = models.ForeignKey("media.CustomImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    photo_alt = models.CharField("description of the photo", max_length=250, blank=True)
    orcid = models.CharField(
        "ORCID iD",
        max_length=19,
        blank=True,
        validators=[validate_orcid],
        help_text="The researcher's public number, like 0000-0002-1825-0097.",
    )
    website = models.URLField(blank=True, help_text="A public page about this person.")

    byline_fields = (
        Text(name="uid"),
        Text(name="slug", summary=True, help="The last part of the address, and the value of the facet “author”."),
        Text(name="name"),
        Text(name="credentials", null=True, summary=True),
        Text(name="role", null=True, summary=True),
    )
    whole_fields = (
        *byline_fields,
        Embedded(name="organisation", null=True, fields=Organisation.api_fields, title="Organisation"),
        Html(name="biography", null=True),
        Picture(name="photo", alt="photo_alt", summary=True),
        Text(name="orcid", null=True),
        Text(name="website", null=True),
    )
    api_fields = (*whole_fields, SchemaOrg(name="schema_org"))

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("credentials"), FieldPanel("role"), FieldPanel("organisation")], "Who"
        ),
        FieldPanel("biography"),
        MultiFieldPanel([FieldPanel("photo"), FieldPanel("photo_alt")], "Photo"),
        MultiFieldPanel([FieldPanel("orcid"), FieldPanel("website"), FieldPanel("slug")], "Addresses"),
    ]
    search_fields: ClassVar = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        rules.insist(rules.picture_has_text(self.photo, self.photo_alt, "photo_alt"))

    def schema_nodes(self, rendering: Rendering) -> list[Node]:
        return [whole_person(self, rendering)]
