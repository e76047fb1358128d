"""A small site in which one word stands only where strangers may not read; `gate/` has one with every type."""

import json
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.articles.models import ArticleIndexPage, ArticlePage, ArticlePoint, ArticleStudy
from cms.conditions.models import ConditionPage, RegionPage, SymptomIndexPage
from cms.core.models import SiteDetails
from cms.navigation.models import Menu
from cms.publications.models import Document
from tests.cms.catalogue.wares import best_sellers, book
from tests.cms.conditions.factories import care, condition, protocol
from tests.cms.content import article, home, point, published, research_summary
from tests.flows.publishing.world import gate, picture

CODE = "GV14"


class Canary:
    """The site, the word, and the group that may read it.

    Closed are a page, and a folder with an article, a study, a point, a book and a ranking in it; an open article, a
    menu and redirects lead to all of them in every way there is. A draft has the word too. Of a hub strangers may read
    the teaser, and no more.
    """

    def __init__(self) -> None:
        self.word = f"canary{uuid4().hex[:10]}"
        self.members = Group.objects.create(name="Members")
        self.file = get_document_model().objects.create(
            title=self.word, file=ContentFile(self.word.encode(), name=f"{self.word}.txt")
        )
        top = home()
        shelf = top.add_child(instance=ArticleIndexPage(title="Articles", slug="articles", summary="All of them."))
        folder = top.add_child(instance=ArticleIndexPage(title=self.word, slug=self.word, summary=self.word))
        self.page = published(self.secret_article(), shelf)
        gate(folder, self.members)
        gate(self.page, self.members)
        below = [published(self.secret_article(), folder)]
        self.study = published(research_summary(**self.words, limitations=self.word), folder)
        self.point = published(point(**self.words, code=CODE, how_to_find=self.word), folder)
        below += [self.study, self.point]
        below += self.secret_shop(folder)
        self.closed: list[Page] = [self.page, folder, *below]
        self.hub = self.half_open_hub(top)
        self.open = published(self.open_article(), shelf)
        self.show_ways()
        published(article(title=f"{self.word} draft", summary=self.word), shelf).unpublish()
        call_command("reconcile_publications", verbosity=0)
        told = Document.objects.filter(audience="public").values("uid")
        self.uids = [str(uid) for uid in Document.objects.exclude(uid__in=told).values_list("uid", flat=True)]

    @property
    def words(self) -> dict[str, str]:
        return {"title": self.word, "summary": self.word, "image_alt": self.word, "seo_title": self.word}

    def secret_article(self) -> ArticlePage:
        text = f'<p>{self.word} <a linktype="document" id="{self.file.pk}">{self.word}</a></p>'
        page = article(**self.words, slug=self.word, image=picture(self.word), body=[("paragraph", text)])
        page.tags.add(self.word)
        return page

    def secret_shop(self, folder: Page) -> list[Page]:
        """A book, and a ranking that it leads."""
        sold = published(book(**self.words, written_by=self.word), folder)
        return [published(best_sellers(sold, **self.words, basis=self.word), folder), sold]

    def half_open_hub(self, top: Page) -> Page:
        """A hub for members with a part below it; red flags and a teaser are for everybody, the rest has the word."""
        index = top.add_child(instance=SymptomIndexPage(title="Symptoms", summary="All of them."))
        general = protocol(self.point, note=self.word)
        inside = {"summary": self.word, "overview": f"<p>{self.word}</p>"}
        known = {**care(**inside), "title": "Back", "teaser": "For members."}
        page = published(ConditionPage(condition=condition(), general_protocol=general, **known), index)
        published(RegionPage(**{**care(**inside), "title": "Low back", "code": "low", "teaser": "For members."}), page)
        gate(page, self.members)
        return page

    def show_ways(self) -> None:
        """Menus that name what is closed, with locks and without; old paths that lead there; details of the site."""
        site = Site.objects.get(is_default_site=True)
        SiteDetails.objects.create(site=site, organisation="In the open")
        entries = [{"type": "page", "value": {"page": page.pk, "label": ""}} for page in (*self.closed, self.hub)]
        entries.append({"type": "page", "value": {"page": self.page.pk, "label": self.word}})
        Menu.objects.create(title="Main", slug="main", items=json.dumps(entries))
        shown = json.dumps(entries[:-1])
        Menu.objects.create(title="Locks", slug="locks", items=shown, locked_entries=Menu.LockedEntries.SHOW)
        for page in self.closed:
            Redirect.add_redirect(f"/was/{page.pk}/", page, site=site)
        Redirect.add_redirect(f"/{self.word}/was/", self.page, site=site)
        Redirect.add_redirect("/was/open/", self.open, site=site)

    def open_article(self) -> ArticlePage:
        links = "".join(f'<p><a linktype="page" id="{page.pk}">Read on</a></p>' for page in self.closed)
        body = [("paragraph", links), ("page_links", {"heading": "", "pages": self.closed}), ("inset", links)]
        page = article(title="In the open", slug="open", image=picture(), image_alt="Teal", body=body)
        page.related_studies, page.related_points = [ArticleStudy(study=self.study)], [ArticlePoint(point=self.point)]
        page.tags.add("open")
        return page

    def found_in(self, answer: str) -> list[str]:
        """What of it stands in an answer: the word or the id of a closed page."""
        return [hidden for hidden in (self.word, *self.uids) if hidden in answer]
