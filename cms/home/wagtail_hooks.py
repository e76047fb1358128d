"""What the pages of a site's own add to Wagtail's admin: the inbox of their contact forms."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.home.contact.inbox import InboxPolicy, InboxViewSet
from cms.home.contact.messages import ContactMessage

register_permission_policy(ContactMessage, InboxPolicy(ContactMessage))


@hooks.register("register_admin_viewset")
def register_inbox() -> InboxViewSet:
    return InboxViewSet()
