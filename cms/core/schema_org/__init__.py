"""What documents say of themselves to machines, in the words of schema.org, as JSON-LD.

A model that says something has a method `schema_org(rendering)`, which returns its nodes, and the field `SchemaOrg`
among its `api_fields`. Pages are described by `pages`; a content type adds its own part in its own room.
"""

from cms.core.schema_org.fields import SchemaOrg
from cms.core.schema_org.nodes import Node, node, picture, plain
from cms.core.schema_org.people import named, organisation, person
from cms.core.schema_org.works import work

__all__ = ["Node", "SchemaOrg", "named", "node", "organisation", "person", "picture", "plain", "work"]
