"""The facade to audiences, for the rooms that know the house only through its publications."""

from cms.core.audiences import NOBODY, PUBLIC, Restrictions, group_audience

__all__ = ["NOBODY", "PUBLIC", "Restrictions", "group_audience"]
