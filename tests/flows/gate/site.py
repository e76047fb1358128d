"""A site in which one word stands only where strangers may not read."""

import json
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site, Task, TaskState, Workflow, WorkflowState

from cms.articles.models import ArticleIndexPage, ArticlePage, ArticlePoint, ArticleStudy
from cms.catalogue.models import BookPage
from cms.conditions.models import Condition, Protocol, SymptomIndexPage
from cms.core.content_types import content_types
from cms.core.models import ContentPage, HealthClaim, SiteDetails
from cms.media.addresses import file_address, picture_address
from cms.navigation.models import Menu
from cms.points.models import PointPage
from cms.publications.models import Document, RenderFailure
from cms.research.models import ResearchSummaryPage
from tests.cms.catalogue.wares import best_sellers, book
from tests.cms.conditions.factories import RED_FLAGS, hub, protocol
from tests.cms.content import article, home, person, point, published, reference
from tests.flows.gate.filling import GIVEN, Filler
from tests.flows.publishing.world import gate, picture

# Pages that others lead to stand first.
FIRST = (PointPage, ResearchSummaryPage, BookPage)


class Canary:
    """The site, the word, and the group that may read it.

    Closed are a page of every type in a folder, and one, with an alias, beside open ones; every text of theirs is the
    word. Where a type has a part that everybody reads, its page is half open: title, teaser and that part are free of
    the word. A draft has another word. An open article, a hub, a ranking, menus and redirects lead to what is closed
    in every way there is.
    """

    def __init__(self) -> None:
        self.word = f"canary{uuid4().hex[:10]}"
        self.unpublished = f"draft{uuid4().hex[:10]}"
        self.members = Group.objects.create(name="Members")
        self.filler = Filler(self.word)
        self.add_what_pages_need()
        top = home()
        self.shelf = top.add_child(instance=ArticleIndexPage(title="Articles", slug="articles", summary="All of them."))
        self.index = top.add_child(instance=SymptomIndexPage(title="Symptoms", slug="symptoms", summary="All of them."))
        self.closed = self.closed_pages(top)
        self.half_open = self.half_open_pages()
        self.open = published(self.open_article(), self.shelf)
        self.show_ways()
        self.add_open_lists()
        published(article(title=self.unpublished, summary=self.unpublished), self.shelf).unpublish()
        self.add_notes()
        self.reconcile()
        self.signs = self.all_signs()

    def reconcile(self) -> None:
        call_command("reconcile_publications", verbosity=0)
        assert not RenderFailure.objects.exists()

    def add_what_pages_need(self) -> None:
        """What pages lead to; only the people and the works that they name are public by themselves."""
        word, filler = self.word, self.filler
        user = get_user_model().objects.create_user("editor")
        shelf = Collection.get_first_root_node().add_child(name=word)
        text = ContentFile(word.encode(), name=f"{word}.txt")
        self.file = self.saved(get_document_model(), file=text, collection=shelf)
        self.image = picture(word)
        get_image_model().objects.filter(pk=self.image.pk).update(description=word, collection=shelf)
        claim = HealthClaim(statement="Said.", status="limited", checked_on="2026-10-31", explanation="Little.")
        claim.save()
        filler.known(user, self.file, self.image, person(), reference(), claim)
        filler.known(Tag.objects.create(name=word, slug=word), self.saved(Condition), self.saved(Protocol))

    def saved(self, model: type[Model], **given: Any) -> Any:
        row = self.filler.row(model, **given)
        row.save()
        return row

    def closed_pages(self, top: Page) -> list[Page]:
        """One page beside open ones and its alias, a folder with one of every type that has nothing for everybody, and
        an alias, elsewhere, of a page in it."""
        folder = self.stand(ArticleIndexPage, top)
        gate(folder, self.members)
        types = [model for model in content_types() if not model.teaser_fields]
        pages = [self.stand(model, folder) for model in sorted(types, key=lambda model: model not in FIRST)]
        self.page = self.stand(ArticlePage, self.shelf)
        gate(self.page, self.members)
        inside = next(page for page in pages if isinstance(page, ArticlePage))
        return [self.page, self.alias(self.page), folder, *pages, self.alias(inside)]

    def alias(self, source: Page) -> Page:
        """A page beside open ones that repeats another."""
        page = self.stand(ArticlePage, self.shelf)
        Page.objects.filter(pk=page.pk).update(alias_of=source)
        return page

    def half_open_pages(self) -> list[Page]:
        """A page of every type that has something for everybody, and an article with a teaser."""
        pages: list[Page] = []
        types: list[Any] = [ArticlePage, *(model for model in content_types() if model.teaser_fields)]
        for number, model in enumerate(types):
            above = next((page for page in pages if type(page) in model.allowed_parent_page_models()), self.index)
            open_texts = {"title": f"Half {number}", "slug": f"half-{number}", "teaser": "For members."}
            open_parts = {"red_flags": RED_FLAGS, "code": f"half-{number}"}
            shown = {field.name: open_parts[field.name] for field in model.teaser_fields}
            pages.append(self.stand(model, above, **open_texts, **shown))
            gate(pages[-1], self.members)
        return pages

    def stand(self, model: type[ContentPage], parent: Page, **given: Any) -> Page:
        """A live page of a type with all its parts and a history; what editors must not write is written too."""
        own = {"title": self.word, "slug": f"{self.word}-{uuid4().hex[:6]}", "teaser": "", "locale": parent.locale}
        page = self.filler.row(model, **{**own, "first_published_at": timezone.now(), **given})
        page.full_clean = lambda *_args, **_options: None
        parent.add_child(instance=page)
        self.filler.add_parts(page)
        page.save_revision(clean=False)
        self.filler.known(page, page.page_ptr)
        return page

    def show_ways(self) -> None:
        """Menus that name what is closed, with locks and without; old paths that lead there; details of the site."""
        site = Site.objects.get(is_default_site=True)
        SiteDetails.objects.create(site=site, organisation="In the open")
        entries = [
            {"type": "page", "value": {"page": page.pk, "label": ""}} for page in (*self.closed, *self.half_open)
        ]
        labelled = {"type": "page", "value": {"page": self.page.pk, "label": self.word}}
        Menu.objects.create(title="Main", slug="main", items=json.dumps([*entries, labelled]))
        Menu.objects.create(
            title="Locks", slug="locks", items=json.dumps(entries), locked_entries=Menu.LockedEntries.SHOW
        )
        for page in self.closed:
            Redirect.add_redirect(f"/was/{page.pk}/", page, site=site)
        Redirect.add_redirect(f"/{self.word}/was/", self.page, site=site)
        Redirect.add_redirect("/was/open/", self.open, site=site)

    def of_type(self, model: type[Page]) -> Page:
        """The closed page of a type in the folder."""
        return next(page for page in self.closed[3:] if isinstance(page, model))

    def open_article(self) -> ArticlePage:
        links = "".join(f'<p><a linktype="page" id="{page.pk}">Read on</a></p>' for page in self.closed)
        body = [("paragraph", links), ("page_links", {"heading": "", "pages": self.closed}), ("inset", links)]
        page = article(title="In the open", slug="open", image=picture(), image_alt="Teal", body=body)
        page.related_studies = [ArticleStudy(study=self.of_type(ResearchSummaryPage))]
        page.related_points = [ArticlePoint(point=self.of_type(PointPage))]
        page.tags.add("open")
        return page

    def add_open_lists(self) -> None:
        """A hub and a ranking that everybody reads, with what is closed among what is open."""
        general = protocol(published(point(code="BL23", title="Open point")))
        general.items.create(point=self.of_type(PointPage), role="local", note=self.word)
        hub(general)
        sold = [published(book(title=f"Open book {number}"), self.shelf) for number in (1, 2)]
        published(best_sellers(sold[0], self.of_type(BookPage), sold[1], title="Open ranking"), self.shelf)

    def add_notes(self) -> None:
        """What colleagues wrote to each other about a closed page."""
        workflow, task = Workflow.objects.create(name=self.word), Task.objects.create(name=self.word)
        of_page = {"content_type": self.page.content_type, "base_content_type": self.page.content_type}
        user = get_user_model().objects.get(username="editor")
        state = WorkflowState.objects.create(
            **of_page, object_id=self.page.pk, workflow=workflow, requested_by=user, status="cancelled"
        )
        revision = self.page.latest_revision
        TaskState.objects.create(workflow_state=state, task=task, revision=revision, comment=self.word)

    def all_signs(self) -> list[str]:
        """Whatever tells of it: the word, what stands for it where it does not fit, ids, and addresses of uploads."""
        told = Document.objects.filter(audience="public").values("uid")
        uids = map(str, Document.objects.exclude(uid__in=told).values_list("uid", flat=True))
        uploads = picture_address(self.image, "40.png"), file_address(self.file.pk, self.file.filename)
        return [self.word, self.unpublished, *GIVEN.values(), *uids, *(address.split("/")[2] for address in uploads)]

    def found_in(self, answer: str) -> list[str]:
        """What of it stands in an answer."""
        return [sign for sign in self.signs if sign in answer]
