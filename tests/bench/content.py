"""Many articles: copies of one of the demonstration's."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Model
from taggit.models import Tag
from wagtail.models import Page

from cms.articles.models import ArticlePage, ArticlePoint, ArticleStudy
from cms.core.models import Authorship, Citation, PageTag
from tests.bench.publish import publish
from tests.bench.rows import BATCH, columns

TEMPLATE = "what-studies-show"
TAGS = 40


@transaction.atomic
def fill(number: int) -> None:
    """Add published articles, each with the template's text, authors, citations and links, and one of forty tags.

    Args:
        number: how many.
    """
    template = ArticlePage.objects.get(slug=TEMPLATE)
    copies = insert(template, number)
    for model in (Authorship, Citation, ArticlePoint, ArticleStudy):
        copy_rows(model, template, copies)
    tags = [Tag.objects.get_or_create(name=f"Tag {n}", slug=f"tag-{n}")[0] for n in range(TAGS)]
    tagged = [(page, tags[n % TAGS]) for n, page in enumerate(copies)]
    PageTag.objects.bulk_create([PageTag(tag=tag, content_object_id=page.pk) for page, tag in tagged])
    publish(template, [(page, tag.slug) for page, tag in tagged])


def insert(template: ArticlePage, number: int) -> list[ArticlePage]:
    """The copies as rows of Wagtail's tree, then as articles."""
    index = template.get_parent()
    last = int(index.get_last_child().path[-Page.steplen :], 36)
    copies = [copy(template, index, last, n) for n in range(1, number + 1)]
    rows = Page.objects.bulk_create([Page(**columns(article, Page)) for article in copies], batch_size=BATCH)
    for article, row in zip(copies, rows, strict=True):
        article.pk = article.page_ptr_id = row.pk
        article.save_base(raw=True)  # Django writes models with parents one by one
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + number)
    return copies


def copy(template: ArticlePage, index: Page, last: int, n: int) -> ArticlePage:
    """The n-th copy: a minute younger than the one before, in the tree behind the last page."""
    slug = f"{template.slug}-{n}"
    own = {
        "slug": slug,
        "url_path": f"{index.url_path}{slug}/",
        "path": Page._get_path(index.path, index.depth + 1, last + n),
        "translation_key": uuid4(),
        "first_published_at": template.first_published_at + timedelta(minutes=n),
        "live_revision_id": None,
        "latest_revision_id": None,
    }
    return ArticlePage(**{**columns(template), **own})


def copy_rows(model: type[Model], template: ArticlePage, copies: list[ArticlePage]) -> None:
    """The template's child rows of a model, once for every copy."""
    rows = [columns(row) for row in model._default_manager.filter(page_id=template.pk)]
    copied = [model(**{**row, "page_id": page.pk}) for page in copies for row in rows]
    model._default_manager.bulk_create(copied, batch_size=BATCH)
