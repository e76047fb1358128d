"""Rendering: one object as the documents its audiences may read. Pure: no request, no clock, nothing written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.utils import translation
from wagtail.models import Site

from cms.core.api_fields import ApiField, Json, facet_values, in_order
from cms.core.models import ContentPage, Listed, SiteDetails
from cms.publications.audiences import PUBLIC
from cms.publications.identity import page_uid, site_uid
from cms.publications.models import Access
from cms.publications.rendered import Rendered, Rendition
from cms.publications.rendering import PageRendering, World
from cms.publications.search.texts import texts_of


def render(instance: Any) -> Rendition:
    """Every document of an object as the database has it now; `None` is an object that is gone.

    Raises:
        Exception: whatever a field raises; the caller keeps it with the stale marks.
    """
    if isinstance(instance, ContentPage):
        with translation.override(instance.locale.language_code):
            return _render_page(instance)
    if isinstance(instance, Listed):
        with translation.override(instance.document_locale):
            return Rendition(_render_listed(instance))
    if isinstance(instance, Site):
        with translation.override(instance.root_page.locale.language_code):
            return Rendition([_render_site(instance)])
    return Rendition(exists=instance is not None)


def _render_page(page: ContentPage) -> Rendition:
    world = World()
    audience = world.restrictions.audience_of(page.path)
    if not page.live:
        return Rendition()
    if world.roots.place(page.url_path) is None:
        return Rendition(hidden_by="path")
    if audience is None:
        return Rendition(hidden_by="privacy")
    documents = [render_full(page, audience, world)]
    if audience != PUBLIC and page.has_teaser:
        documents.append(render_teaser(page, world))
    return Rendition(documents)


def render_full(page: ContentPage, audience: str, world: World) -> Rendered:
    """The whole page for one audience; also how a draft is previewed."""
    rendering = PageRendering(audience, world)
    content = _content(page, rendering)
    identity = _page_identity(page, world)
    share = _share(page, identity, rendering) if audience == PUBLIC else None
    return Rendered(
        audience=audience,
        access=Access.FULL,
        content=content,
        summary=_only_summary(content, page.api_fields),
        facets=facet_values(page, page.facets, PageRendering(audience, world)),
        references=rendering.mentioned,
        share=share,
        shown=frozenset(rendering.shown),
        texts=texts_of(content, page.api_fields),
        **identity,
    )


def render_teaser(page: ContentPage, world: World) -> Rendered:
    """What strangers may know of a gated page."""
    rendering = PageRendering(PUBLIC, world)
    fields = (*page.teaser_fields, *page.teaser_markup)
    content = {"title": page.title, "teaser": page.teaser, **_fields(page, fields, rendering)}
    return Rendered(
        audience=PUBLIC,
        access=Access.TEASER,
        content=content,
        summary=content,
        references=rendering.mentioned,
        shown=frozenset(rendering.shown),
        texts=texts_of(content, page.teaser_fields),
        **_page_identity(page, world),
    )


def _page_identity(page: ContentPage, world: World) -> dict[str, Any]:
    root, path = world.roots.placed(page)
    return {
        "uid": page_uid(page),
        "type": page.api_name,
        "site_id": root.site_id,
        "locale": page.locale.language_code,
        "path": path,
        "url": root.base_url + quote(path),
        "title": page.title,
        "first_published_at": page.first_published_at,
        "hidden_from_search": page.hidden_from_search,
    }


def _content(owner: Any, rendering: PageRendering) -> dict[str, Json]:
    return {"title": str(getattr(owner, "title", owner)), **_fields(owner, owner.api_fields, rendering)}


def _fields(owner: Any, fields: Iterable[ApiField], rendering: PageRendering) -> dict[str, Json]:
    content: dict[str, Json] = {}
    for api_field in in_order(fields):
        rendering.field_name = api_field.name
        value = api_field.read(owner, rendering)
        if not api_field.lacks(value):
            content[api_field.name] = value
    return content


def _only_summary(content: Mapping[str, Json], fields: Iterable[ApiField]) -> dict[str, Json]:
    return {"title": content["title"], **{f.name: content[f.name] for f in fields if f.summary and f.name in content}}


def share_of(page: ContentPage) -> dict[str, Json] | None:
    """What channels would be told of a page as it is in memory, saved or not; None when nothing may be shared."""
    world = World()
    if world.roots.place(page.url_path) is None or world.restrictions.audience_of(page.path) != PUBLIC:
        return None
    return _share(page, _page_identity(page, world), PageRendering(PUBLIC, world))


def _share(page: ContentPage, identity: Mapping[str, Any], rendering: PageRendering) -> dict[str, Json] | None:
    if not page.announces:
        return None
    shared = page.share_fields()
    image = shared.get("image")
    return {
        **shared,
        # Social networks take no drawings.
        "image": rendering.picture(image) if image and not image.is_svg() else None,
        "url": identity["url"],
        "site_id": identity["site_id"],
        "locale": page.locale.language_code,
        "first_published_at": page.first_published_at and page.first_published_at.isoformat(),
        "is_alias": page.alias_of_id is not None,
        # `cms.transfer` remembers where a page came from; the row is there before the page is first published.
        "is_imported": hasattr(page, "imported"),
        "type": page.api_name,
    }


def _render_site(site: Site) -> Rendered:
    details, rendering = SiteDetails.of(site), PageRendering(PUBLIC, World())
    content = _content(details, rendering)
    url = rendering.world.roots.base_url_of(site.pk) + "/"
    summary = _only_summary(content, details.api_fields)
    return replace(
        _sitewide("site", site_uid(site), f"/site/{site.hostname}/", url, content, summary),
        locale=site.root_page.locale.language_code,
        shown=frozenset(rendering.shown),
    )


def _render_listed(listed: Listed) -> list[Rendered]:
    """What everybody reads of it, and for each group that may see pages it mentions, what that group reads instead."""
    public = PageRendering(PUBLIC, World())
    open_to_all = _listed_for(listed, public)
    inside = (_listed_for(listed, PageRendering(group, public.world)) for group in sorted(public.others))
    documents = [open_to_all, *(document for document in inside if document.content != open_to_all.content)]
    return [one for one in documents if all(one.content.get(name) is not None for name in listed.needed)]


def _listed_for(listed: Listed, rendering: PageRendering) -> Rendered:
    content, path = _content(listed, rendering), listed.document_path
    url = rendering.address(path, listed.document_site_id)
    summary = _only_summary(content, listed.api_fields)
    return replace(
        _sitewide(listed.api_name, listed.document_uid, path, url, content, summary),
        audience=rendering.audience,
        site_id=listed.document_site_id,
        locale=listed.document_locale,
        references=rendering.mentioned,
        shown=frozenset(rendering.shown),
        texts=texts_of(content, listed.api_fields) if listed.searched else None,
    )


def _sitewide(
    type_name: str, uid: UUID, path: str, url: str, content: Mapping[str, Json], summary: Mapping[str, Json]
) -> Rendered:
    return Rendered(
        uid=uid,
        audience=PUBLIC,
        access=Access.FULL,
        type=type_name,
        site_id=None,
        locale=settings.LANGUAGE_CODE,
        path=path,
        url=url,
        title=content["title"],
        content=content,
        summary=summary,
    )
