"""What a delivery can be for, how it can stand, and how those are found that are in need of something."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cms.publications.models import Change
from integrations.models.pace import may_be_served

if TYPE_CHECKING:
    from integrations.models import Delivery  # noqa: F401 - the annotations name it; models imports this module


class Purpose(models.TextChoices):
    """What a delivery is for."""

    TELL = "tell", "Message"
    UPDATE = "update", "Correction"
    REPLY = "reply", "Reply with a correction"
    RETRACT = "retract", "Retraction"
    TEST = "test", "Test"
    RESYNC = "resync", "Call to begin again"


class OnCorrection(models.TextChoices):
    """What becomes of a post when its page is corrected; but for the last they are the purposes of that name."""

    UPDATE = "update", "Change the post"
    REPLY = "reply", "Reply to the post"
    LEAVE = "leave", "Leave the post as it is"


class State(models.TextChoices):
    """How a delivery stands."""

    WAITING = "waiting", "Waiting for a decision"
    READY = "ready", "Ready"
    LEASED = "leased", "Being sent"
    UNCERTAIN = "uncertain", "Uncertain"
    NEEDS_PERSON = "needs_person", "Needs a person"
    SENT = "sent", "Sent"
    DEAD = "dead", "Failed"
    CANCELED = "canceled", "Canceled"


UNSETTLED = (State.READY, State.LEASED, State.UNCERTAIN, State.NEEDS_PERSON)
MAY_STAND = (State.LEASED, State.UNCERTAIN, State.NEEDS_PERSON, State.SENT)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries in the protocol's own words."""

    def due(self, now: Any) -> "DeliveryQuerySet":
        """What may be sent now."""
        return self.ready(now).filter(may_be_served(now, "destination__"))

    def ready(self, now: Any) -> "DeliveryQuerySet":
        """What may be sent as soon as its destination may be served.

        A post is changed or taken back only when it is settled whether and how it stands. Where the order is kept, a
        message waits until the earlier ones of the same object have ended.
        """
        others = self.model._default_manager.all()
        in_order = Exists(_destinations().filter(pk=OuterRef("destination"), in_order=True))
        same = {"destination": OuterRef("destination"), "change__uid": Subquery(_uid_of(OuterRef(OuterRef("change"))))}
        earlier = others.filter(pk__lt=OuterRef("pk"), state__in=UNSETTLED, **same)
        post_or_its_end = Q(pk=OuterRef("retracts")) | Q(pk=OuterRef("amends")) | Q(retracts=OuterRef("amends"))
        unsettled = others.filter(post_or_its_end, state__in=UNSETTLED)
        being_amended = others.filter(amends=OuterRef("amends"), state=State.LEASED)
        # What few rows must be asked stands second in an "or": as joins it would be asked of every row that is ready.
        return self.filter(
            ~in_order | ~Exists(earlier),
            Q(retracts=None, amends=None) | ~Exists(unsettled) & ~Exists(being_amended),
            state=State.READY,
            due_at__lte=now,
        )

    def expired(self, now: Any) -> "DeliveryQuerySet":
        return self.filter(state=State.LEASED, lease_expires_at__lt=now)

    def to_look_up(self, now: Any) -> "DeliveryQuerySet":
        return self.filter(state=State.UNCERTAIN, due_at__lte=now, destination__state="active")

    def waiting(self) -> "DeliveryQuerySet":
        return self.filter(state=State.WAITING)

    def standing(self) -> "DeliveryQuerySet":
        """Posts that stand or may stand, and have not been taken back."""
        posts = self.filter(purpose__in=(Purpose.TELL, Purpose.REPLY), state__in=MAY_STAND)
        return posts.exclude(retractions__state=State.SENT)


def _destinations() -> QuerySet[Any]:
    return apps.get_model("integrations", "Destination")._default_manager.all()


def _uid_of(change: Any) -> QuerySet[Change, Any]:
    return Change.objects.filter(pk=change).values("uid")
