"""What must hold before this installation sends anything from production."""

import os
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import Error, register

from integrations.faults import VARIABLE


@register("integrations")
def secrets_can_be_kept(**_: Any) -> list[Error]:
    """Every encryption key must be usable, and there must be one."""
    try:
        usable = [Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS]
    except ValueError:
        usable = []
    if usable:
        return []
    hint = "Set it to one or more Fernet keys, the newest first, separated by commas."
    return [Error("FIELD_ENCRYPTION_KEYS has no usable key.", hint=hint, id="integrations.E001")]


@register("integrations", deploy=True)
def loopback_is_closed(**_: Any) -> list[Error]:
    """Nothing may be sent to this machine itself, where the sandbox and private services listen."""
    if not settings.OUTBOUND_ALLOW_LOOPBACK:
        return []
    return [Error("OUTBOUND_ALLOW_LOOPBACK opens this machine and the sandbox.", id="integrations.E002")]


@register("integrations", deploy=True)
def no_faults_are_injected(**_: Any) -> list[Error]:
    """Fault points stay off."""
    if VARIABLE not in os.environ:
        return []
    return [Error(f"{VARIABLE} lets a folder kill our processes.", id="integrations.E003")]
