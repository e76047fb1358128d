"""The centre's facade to health checks, for the rooms that know the house only through it."""

from cms.core.health import Unwell, register

__all__ = ["Unwell", "register"]
