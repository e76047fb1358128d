"""Reading what a campaign has left: in the database, at the receivers and on the timelines."""

import re
from collections import defaultdict
from typing import Any

from integrations.channels import CHANNELS
from integrations.sandbox.control import facebook_posts, mastodon_statuses, posts
from tests.chaos.campaign import Campaign
from tests.chaos.prepare import ALL_ON_X, FEW, FEW_ON_X, ON_FACEBOOK, ON_MASTODON
from tests.chaos.receivers import Receivers
from tests.chaos.records import Document, Evidence, Move, Post
from tests.flows.delivery.database import Database
from tests.sandbox_server import RunningSandbox

ARTICLE = re.compile(r"/articles/news-\d+/")
ARTICLES = "SELECT slug, live FROM wagtailcore_page WHERE slug LIKE 'news-%' AND first_published_at IS NOT NULL"
MOVES = """
    SELECT delivery, name, before, after, extract(epoch FROM at)::float, by
    FROM chaos_move JOIN integrations_destination destination ON destination.id = destination ORDER BY at
"""
CHANGES = "SELECT uid, version FROM publications_change WHERE sequence > {} AND cause <> 'render' ORDER BY sequence"
DELIVERIES = """
    SELECT delivery.id, name, message_id, delivery.state, uid, version, delivery.cursor, EXISTS (
        SELECT 1 FROM publications_change later WHERE later.uid = change.uid AND later.sequence > change.sequence
    )
    FROM integrations_delivery delivery
    JOIN integrations_destination destination ON destination.id = destination_id
    JOIN publications_change change ON change.sequence = change_id
"""
STATES = """
    SELECT name, delivery.state, COUNT(*) FROM integrations_delivery delivery
    JOIN integrations_destination destination ON destination.id = destination_id GROUP BY 1, 2
"""
DESTINATIONS = "SELECT name, channel FROM integrations_destination"


def gather(campaign: Campaign, receivers: Receivers, baseline: int) -> Evidence:
    """All evidence.

    Args:
        baseline: the last change before the campaign.
    """
    database, articles = campaign.installation.database, {}
    for slug, live in database.rows(ARTICLES):
        articles[f"/articles/{slug}/"] = live
    return Evidence(
        injuries=campaign.injuries,
        arrivals=receivers.arrivals,
        most_at_once=receivers.most_at_once,
        moves=[Move(*row) for row in database.rows(MOVES)],
        posts=timelines(campaign.installation.sandbox),
        changes=[_document(uid, version) for uid, version in database.rows(CHANGES.format(baseline))],
        states=_states(database),
        allowed={name: CHANNELS[kind].capabilities.concurrency for name, kind in database.rows(DESTINATIONS)},
        live={path for path, live in articles.items() if live},
        withdrawn={path for path, live in articles.items() if not live},
        posts_all=(ALL_ON_X, ON_FACEBOOK, ON_MASTODON),
        few={FEW_ON_X: FEW},
        **_deliveries(database),
    )


def timelines(sandbox: RunningSandbox) -> list[Post]:
    """Every post there ever was, on any timeline."""
    with sandbox.store.reading() as db:
        on_x = [(post["username"], " ".join(post["links"]), post) for post in posts(db, 0)]
        on_facebook = [(post["name"], post["link"], post) for post in facebook_posts(db, 0)]
        on_mastodon = [(post["username"], post["text"], post) for post in mastodon_statuses(db, 0)]
    found = [(account, ARTICLE.search(where), post) for account, where, post in on_x + on_facebook + on_mastodon]
    return [Post(account, path.group(), not post["deleted"]) for account, path, post in found if path]


def _deliveries(database: Database) -> dict[str, Any]:
    messages, called_off, numbers = {}, defaultdict(set), defaultdict(set)
    for delivery, name, message_id, state, uid, version, number, is_overtaken in database.rows(DELIVERIES):
        messages[name, message_id] = delivery
        if state == "canceled":
            numbers[name].add(number)
        if state == "canceled" and is_overtaken:
            called_off[name].add(_document(uid, version))
    return {"messages": messages, "called_off": called_off, "numbers_called_off": numbers}


def _states(database: Database) -> dict[str, dict[str, int]]:
    states: dict[str, dict[str, int]] = defaultdict(dict)
    for name, state, count in database.rows(STATES):
        states[name][state] = count
    return states


def _document(uid: Any, version: int) -> Document:
    return str(uid).replace("-", ""), version
