"""What the environment says is understood or refused, never guessed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings.environment import mail_server


def test_a_mail_server_is_named_by_its_address() -> None:
    """Host, port and login stand in one address; what would be misread in it is percent-encoded."""
    server = mail_server("smtp+tls://desk%40example.org:p%2Fss@mail.example.org:2525")
    assert server == ("mail.example.org", 2525, "desk@example.org", "p/ss", True, False)


@pytest.mark.parametrize("scheme, port, tls", [("smtp", 25, False), ("smtp+tls", 587, True), ("smtps", 465, True)])
def test_each_kind_of_encryption_has_its_port(scheme: str, port: int, tls: bool) -> None:
    """Without a port it is the usual one."""
    server = mail_server(f"{scheme}://mail.example.org")
    assert (server.port, server.starttls or server.tls) == (port, tls)


@pytest.mark.parametrize("address", ["mail.example.org", "smtp+ssl://mail.example.org", "smtp://", "smtp://:25"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """A misspelt kind never comes to mean “without encryption”."""
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_server(address)
