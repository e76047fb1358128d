"""What every process of a campaign needs, loaded once: the others are forked from the one that imports this."""

import django


def load() -> None:
    """Load the project as a worker would, without connecting to anything."""
    django.setup()
    from cms.celery import app
    from tests.flows.publishing import world  # noqa: F401 - what publishers need

    app.loader.import_default_modules()


load()
