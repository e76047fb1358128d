from django.apps import AppConfig
from ninja import Schema

# At every start Wagtail describes each type for an API of its own (v3) that nobody mounts here: pydantic is to build
# these schemas when they are used.
Schema.model_config["defer_build"] = True


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
