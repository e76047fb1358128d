"""What the centre tells the world."""

from django.dispatch import Signal

# Sent after commit with `changes`: the list of Change rows just appended, in order. `integrations` listens.
changes_appended = Signal()
