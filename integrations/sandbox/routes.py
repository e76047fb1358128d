"""Which request goes where."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from integrations.sandbox import (
    control,
    facebook_consent,
    facebook_logins,
    facebook_posts,
    facebook_tokens,
    hooks,
    mastodon_accounts,
    mastodon_media,
    mastodon_statuses,
    page,
    wordpress_media,
    wordpress_posts,
    wordpress_users,
    x_consent,
    x_media,
    x_posts,
    x_tokens,
)
from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.store import Store

Handler = Callable[..., Answer]


@dataclass(frozen=True)
class Route:
    """A method and a path; `target` is what faults call it, empty for what never misbehaves."""

    method: str
    path: re.Pattern[str]
    handler: Handler
    target: str = ""

    def answer(self, call: Call, store: Store) -> Answer:
        found = self.path.fullmatch(call.path)
        return self.handler(call, store, *(found.groups() if found else ()))


WORDPRESS = r"/wp-json/wp/v2"
GRAPH = r"/v\d+\.\d+"  # whatever version of Facebook's API is asked for
ROUTES = [
    Route(method, re.compile(path), handler, target)
    for method, path, handler, target in (
        ("POST", r"/2/tweets", x_posts.create, "x"),
        ("GET", r"/2/tweets/(\d{1,19})", x_posts.read, "x-read"),
        ("DELETE", r"/2/tweets/(\d{1,19})", x_posts.delete, "x-delete"),
        ("GET", r"/2/users/me", x_posts.me, "x-read"),
        ("GET", r"/2/users/(\d{1,19})/tweets", x_posts.timeline, "x-read"),
        ("POST", r"/2/media/upload/initialize", x_media.initialize, "x-media"),
        ("POST", r"/2/media/upload/(\d{1,19})/append", x_media.append, ""),
        ("POST", r"/2/media/upload/(\d{1,19})/finalize", x_media.finalize, "x-finalize"),
        ("GET", r"/2/media/upload", x_media.status, ""),
        ("POST", r"/2/media/metadata", x_media.describe, ""),
        ("GET", r"/x/media/(\d{1,19})", x_media.picture, ""),
        ("POST", r"/2/oauth2/token", x_tokens.give, "x-token"),
        ("GET", r"/i/oauth2/authorize", x_consent.ask, ""),
        ("POST", r"/i/oauth2/authorize", x_consent.answer, ""),
        ("POST", GRAPH + r"/(\d{1,18})/feed", facebook_posts.create_post, "facebook"),
        ("POST", GRAPH + r"/(\d{1,18})/photos", facebook_posts.create_photo, "facebook"),
        ("GET", GRAPH + r"/(\d{1,18})/published_posts", facebook_posts.published, "facebook-read"),
        ("GET", GRAPH + r"/(\d{1,18})_(\d{1,18})/?", facebook_posts.read, "facebook-read"),
        ("POST", GRAPH + r"/(\d{1,18})_(\d{1,18})/?", facebook_posts.edit, "facebook-edit"),
        ("DELETE", GRAPH + r"/(\d{1,18})_(\d{1,18})/?", facebook_posts.delete, "facebook-delete"),
        ("GET", GRAPH + r"/dialog/oauth", facebook_consent.ask, ""),
        ("POST", GRAPH + r"/dialog/oauth", facebook_consent.answer, ""),
        ("POST", GRAPH + r"/oauth/access_token", facebook_logins.access_token, "facebook-token"),
        ("GET", GRAPH + r"/me/accounts", facebook_logins.accounts, "facebook-token"),
        ("GET", GRAPH + r"/debug_token", facebook_tokens.debug, "facebook-token"),
        ("POST", r"/api/v1/statuses", mastodon_statuses.create, "mastodon"),
        ("GET", r"/api/v1/statuses/(\d{1,18})", mastodon_statuses.read, "mastodon-read"),
        ("PUT", r"/api/v1/statuses/(\d{1,18})", mastodon_statuses.edit, "mastodon-edit"),
        ("DELETE", r"/api/v1/statuses/(\d{1,18})", mastodon_statuses.delete, "mastodon-delete"),
        ("POST", r"/api/v2/media", mastodon_media.upload, "mastodon-media"),
        ("GET", r"/api/v1/media/(\d{1,18})", mastodon_media.state, ""),
        ("GET", r"/mastodon/media/(\d{1,18})", mastodon_media.picture, ""),
        ("GET", r"/api/v1/accounts/(\d{1,18})/statuses", mastodon_statuses.timeline, "mastodon-read"),
        ("GET", r"/api/v1/accounts/verify_credentials", mastodon_accounts.verify, "mastodon-token"),
        ("GET", r"/api/v1/apps/verify_credentials", mastodon_accounts.application, "mastodon-token"),
        ("GET", r"/api/v1/instance/?", mastodon_accounts.former_instance, ""),
        ("GET", r"/api/v2/instance/?", mastodon_accounts.instance, ""),
        ("POST", WORDPRESS + r"/posts", wordpress_posts.create, "wordpress"),
        ("GET", WORDPRESS + r"/posts", wordpress_posts.find, "wordpress-read"),
        ("POST", WORDPRESS + r"/posts/(\d{1,18})", wordpress_posts.edit, "wordpress-edit"),
        ("DELETE", WORDPRESS + r"/posts/(\d{1,18})", wordpress_posts.trash, "wordpress-delete"),
        ("POST", WORDPRESS + r"/media", wordpress_media.upload, "wordpress-media"),
        ("GET", WORDPRESS + r"/media", wordpress_media.library, "wordpress-read"),
        ("GET", WORDPRESS + r"/users/me", wordpress_users.me, "wordpress-user"),
        ("GET", r"/wordpress/media/(\d{1,18})", wordpress_media.picture, ""),
        ("POST", r"/hooks/([a-z0-9-]{1,40})", hooks.receive, "hooks"),
        ("GET", r"/", page.show, ""),
        ("GET", r"/page\.css", page.stylesheet, ""),
        ("GET", r"/i/web/status/(\d{1,19})", page.show_post, ""),
        ("GET", r"/(\d{1,18}_\d{1,18})", page.show_post, ""),
        ("GET", r"/@[a-z_]{1,30}/(\d{1,18})", page.show_post, ""),
        ("GET", r"/blog/([a-z0-9_-]{1,200})/", page.show_post, ""),
        ("GET", r"/sandbox/timeline\.json", control.timeline, ""),
        ("GET", r"/sandbox/facebook\.json", control.page_posts, ""),
        ("GET", r"/sandbox/mastodon\.json", control.statuses, ""),
        ("GET", r"/sandbox/wordpress\.json", control.blog, ""),
        ("GET", r"/sandbox/hooks\.json", control.received, ""),
        ("POST", r"/sandbox/hooks/([a-z0-9-]{1,40})", control.open_receiver, ""),
        ("GET", r"/sandbox/faults", control.list_faults, ""),
        ("POST", r"/sandbox/faults", control.add, ""),
        ("DELETE", r"/sandbox/faults", control.clear_faults, ""),
    )
]


def route(method: str, path: str) -> Route | Answer:
    """Where a request goes, or the answer that it goes nowhere."""
    there = [candidate for candidate in ROUTES if candidate.path.fullmatch(path)]
    if not there:
        return Answer.of({"error": "There is nothing here."}, 404)
    for candidate in there:
        if candidate.method == method:
            return candidate
    allowed = ", ".join(candidate.method for candidate in there)
    refused = Answer.of({"error": f"Allowed here: {allowed}"}, 405)
    return Answer(refused.status, refused.body, headers={"allow": allowed})
