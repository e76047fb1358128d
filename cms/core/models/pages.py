"""The page that every content type is."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import classproperty
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.models.pages import ShowInMenusMixin
from wagtail.rich_text import RichText
from wagtail.search import index

from cms.core import page_panels, rules
from cms.core.api_fields import (
    ApiField,
    Computed,
    Contents,
    Date,
    Embedded,
    Facet,
    Picture,
    Rows,
    Text,
)
from cms.core.claims import ClaimContext, problems
from cms.core.forms import ContentPageForm
from cms.core.models.claims import open_claims
from cms.core.models.marked_up import MarkedUp
from cms.core.models.page_rows import PageTag
from cms.core.models.references import Reference
from cms.core.models.snippets import Person
from cms.core.reading_time import reading_time
from cms.core.social import social

AS_POSTS = "posts"
TAG_FACET = Facet("tag", lambda page: [tag.slug for tag in page.tags.all()])
AUTHOR_FACET = Facet("author", lambda page: [person.slug for person in page.authors])


class ContentPage(MarkedUp, Page):
    """What all content types share: fields, rules, tabs and JSON.

    A subclass names its `api_name` (the list it appears in), its `content_panels`, its `api_fields` and its `facets`;
    `facts` names the fields that its plain page shows besides title and body. What it tells machines: see `MarkedUp`.
    What only lists other pages sets `announces` to False: no channel ever posts it. What shows the pages below it in
    its JSON sets `lists_children`. `teaser_fields` are public however the page is restricted.
    """

    api_name: ClassVar[str] = "pages"
    facts: ClassVar[tuple[str, ...]] = ()
    announces: ClassVar[bool] = True
    lists_children: ClassVar[bool] = False
    teaser_fields: ClassVar[tuple[ApiField, ...]] = ()
    facets: ClassVar[tuple[Facet, ...]] = ()
    claim_context: ClassVar[ClaimContext] = ClaimContext()
    # An audience is one group of people; a password or "anyone with a login" is none.
    private_page_options: ClassVar = ["groups"]
    base_form_class = ContentPageForm
    is_draft_save = False

    summary = models.CharField(
        "plain summary",
        max_length=300,
        help_text="What this page says, in words that everybody understands. Lists, search engines and posts show it.",
    )
    image = models.ForeignKey("media.CustomImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    image_alt = models.CharField(
        "description of the image",
        max_length=250,
        blank=True,
        help_text="What the image shows, for people who cannot see it.",
    )
    medical_reviewer = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who checked the health content. Not one of the authors.",
    )
    reviewed_on = models.DateField(null=True, blank=True, help_text="When it was last checked.")
    next_review_on = models.DateField(null=True, blank=True, help_text="When it must be checked again.")
    disclaimer = models.TextField(blank=True, help_text="What readers must know before they act on this page.")
    funding_disclosure = models.TextField(
        blank=True, help_text="Who paid for this page, and what the authors gain from it, if anything."
    )
    what_changed = models.CharField(
        max_length=250, blank=True, help_text="What is new in this version, for people who have read an earlier one."
    )
    teaser = models.TextField(
        blank=True,
        help_text="For a page with restricted access: what everybody may read. Left empty, strangers are not told "
        "that this page exists.",
    )
    hidden_from_search = models.BooleanField(
        "keep out of search engines",
        default=False,
        help_text="Asks them not to list this page, and leaves it out of the sitemap. Who has the address reads it.",
    )
    tags = ClusterTaggableManager(through=PageTag, blank=True)

    api_fields: ClassVar[tuple[ApiField, ...]] = (
        Text(name="summary", summary=True, writable=True, help="What the page says, in plain words."),
        Picture(name="image", alt="image_alt", summary=True),
        Rows(name="authors", fields=Person.byline_fields, title="Byline", summary=True, listed=True, quoted=False),
        Embedded(
            name="medical_reviewer", fields=Person.byline_fields, title="Byline", null=True, listed=True, quoted=False
        ),
        Date(name="reviewed_on", null=True, summary=True, help="When the health content was last checked."),
        Date(name="next_review_on", null=True, summary=True, help="After this day the page is overdue for a check."),
        Rows(name="references", fields=Reference.cited_fields, title="Reference", listed=True, quoted=False),
        Text(name="disclaimer", null=True, quoted=False),
        Text(name="funding_disclosure", null=True, quoted=False),
        Text(name="what_changed", null=True, quoted=False, help="What is new in this version."),
        Rows(
            name="tags",
            source="sorted_tags",
            fields=(Text(name="slug", help="The value of the facet “tag”."), Text(name="name")),
            title="Tag",
            summary=True,
            quoted=False,
        ),
        Computed(
            name="reading_time",
            compute=reading_time,
            value_schema={"type": "integer", "minimum": 1},
            summary=True,
            help="Minutes.",
        ),
        Contents(name="table_of_contents"),
        Text(name="seo_title", null=True, quoted=False),
        Text(name="search_description", null=True, quoted=False),
        *MarkedUp.markup_fields,
    )

    content_panels: ClassVar = [*Page.content_panels, *page_panels.INTRODUCTION]
    review_panels: ClassVar = page_panels.REVIEW
    promote_panels: ClassVar = [
        *page_panels.SHARING,
        *page_panels.SEARCH_ENGINES,
        *ShowInMenusMixin.promote_panels,
        *page_panels.TAGS,
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805 - a property of the class
        tabs = {
            "Content": cls.content_panels,
            "Review and sources": cls.review_panels,
            "Sharing and search": cls.promote_panels,
            "Settings": cls.settings_panels,
        }
        return TabbedInterface([ObjectList(panels, heading=heading) for heading, panels in tabs.items()])

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        """One template serves every type; Wagtail would look for one a model."""
        return "core/page.html"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("", "The page"), (AS_POSTS, "As posts on social channels")] if self.announces else [("", "The page")]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == AS_POSTS:
            return social().preview(request, self)
        return super().serve_preview(request, mode_name)

    def clean(self) -> None:
        super().clean()
        rules.insist(self.contradictions() | ({} if self.is_draft_save else self.gaps()))

    def contradictions(self) -> rules.Problems:
        """What cannot be true together; refused in drafts too."""
        return (
            self.reviewer_problems()
            | rules.no_repeats(self.authors, "authors")
            | rules.no_repeats(map(str, self.share_preferences.all()), "social channels")
            | rules.review_dates_in_order(self.reviewed_on, self.next_review_on)
        )

    def reviewer_problems(self) -> rules.Problems:
        return rules.reviewer_is_no_author(self.medical_reviewer, self.authors)

    def gaps(self) -> rules.Problems:
        """What is still missing; a draft may have gaps, a live page may not."""
        return problems(open_claims(self)) | rules.picture_has_text(self.image, self.image_alt, "image_alt")

    @property
    def authors(self) -> list[Person]:
        return [row.person for row in self.authorships.all() if row.person_id]

    @property
    def references(self) -> list[Reference]:
        return [row.reference for row in self.citations.all() if row.reference_id]

    @property
    def sorted_tags(self) -> list[Any]:
        return sorted(self.tags.all(), key=lambda tag: tag.slug)

    @property
    def has_teaser(self) -> bool:
        """Whether strangers may know that this page exists while access to it is restricted."""
        return bool(self.teaser or self.teaser_fields)

    def share_fields(self) -> dict[str, Any]:
        """What a social channel may tell: title, summary, image and its text, what is new in this version, tags; by
        channel the editor's own text, and whether to post where that is not as usual."""
        wishes = self.share_preferences.all()
        return {
            "title": self.title,
            "summary": self.summary,
            "image": self.image,
            "image_alt": self.image_alt,
            "what_changed": self.what_changed,
            "tags": [tag.name for tag in self.sorted_tags],
            "text": {wish.channel: wish.text for wish in wishes if wish.text},
            "posting": {wish.channel: wish.posting for wish in wishes if wish.posting},
        }

    def fact_rows(self) -> list[tuple[str, str | RichText]]:
        """The `facts` that are given, as label and text; templates escape the plain ones."""
        rows = [(str(self._meta.get_field(name).verbose_name), self._fact(name)) for name in self.facts]
        return [(label, text) for label, text in rows if text]

    def _fact(self, name: str) -> str | RichText:
        if isinstance(self._meta.get_field(name), RichTextField):
            return RichText(getattr(self, name))
        display = getattr(self, f"get_{name}_display", None)
        value = display() if display else getattr(self, name)
        return "" if value is None else str(value)
