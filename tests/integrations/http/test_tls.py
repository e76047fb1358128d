"""Who speaks TLS with us must prove its name to the system's roots, in time."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from integrations.http import DoorError, Request, send
from integrations.http.connection import tls_context
from tests.hostile_server import HostileServer, Visit, answering

NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
Key = ec.EllipticCurvePrivateKey


def certificate(subject: str, key: Key, issuer: str, signer: Key) -> x509.Certificate:
    """A certificate that holds today."""
    today = datetime.now(UTC)
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)]
    builder = x509.CertificateBuilder(names[1], names[0], key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
    return builder.add_extension(x509.BasicConstraints(subject == issuer, None), critical=True).sign(signer, SHA256())


class Authority:
    """A root of trust that exists for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = folder / "root.pem"
        self.root.write_bytes(certificate("root", self.key, "root", self.key).public_bytes(Encoding.PEM))

    def server_for(self, name: str, *, self_signed: bool = False) -> ssl.SSLContext:
        """What a server of that name speaks TLS with."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer, signer = (name, key) if self_signed else ("root", self.key)
        path = self.folder / "server.pem"
        path.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + certificate(name, key, issuer, signer).public_bytes(Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Authority]:
    """An authority that is the system's only root for this test."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    tls_context.cache_clear()
    yield authority
    tls_context.cache_clear()


def failure(server: HostileServer, host: str = "localhost") -> DoorError:
    """How a request to that server fails."""
    with server, pytest.raises(DoorError) as caught:
        send(Request("POST", server.url(host=host), body=b"secret", deadline=1))
    assert server.visits == 1
    return caught.value


def test_a_proven_name_is_spoken_to(authority: Authority) -> None:
    """With a certificate for the host's name from a trusted root the request arrives; a final dot changes nothing."""
    server = HostileServer(answering(NO_CONTENT), authority.server_for("localhost"))
    with server:
        assert send(Request("POST", server.url(host="localhost"), body=b"x")).status == 204
        assert send(Request("POST", server.url(host="localhost."), body=b"x")).status == 204


def test_the_name_is_sent_in_the_clear(authority: Authority) -> None:
    """A server of many names hears which one we want (SNI)."""
    context, heard = authority.server_for("localhost"), []
    context.sni_callback = lambda _socket, name, _context: heard.append(name)
    with HostileServer(answering(NO_CONTENT), context) as server:
        send(Request("POST", server.url(host="localhost")))
    assert heard == ["localhost"]


def test_a_certificate_of_its_own_making_is_refused(authority: Authority) -> None:
    """A self-signed certificate proves nothing: not a byte of the request is written."""
    error = failure(HostileServer(answering(NO_CONTENT), authority.server_for("localhost", self_signed=True)))
    assert "self-signed certificate" in str(error)
    assert (error.written, error.refused) == (False, False)


def test_a_certificate_for_another_name_is_refused(authority: Authority) -> None:
    """A trusted certificate for somebody else proves nothing either."""
    error = failure(HostileServer(answering(NO_CONTENT), authority.server_for("example.org")))
    assert "Hostname mismatch" in str(error)
    assert not error.written


def test_an_address_needs_a_certificate_too(authority: Authority) -> None:
    """Who is called by number must prove the number."""
    error = failure(HostileServer(answering(NO_CONTENT), authority.server_for("localhost")), host="127.0.0.1")
    assert "IP address mismatch" in str(error)


def test_old_tls_is_refused(authority: Authority) -> None:
    """TLS 1.1 is not spoken."""
    context = authority.server_for("localhost")
    with pytest.warns(DeprecationWarning, match="TLS"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLS"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    assert not failure(HostileServer(answering(NO_CONTENT), context)).written


def test_a_handshake_that_stalls_ends(authority: Authority) -> None:
    """The deadline holds in the handshake, when nothing of the request was written."""
    server = HostileServer(Visit.wait)
    url = server.url(host="localhost").replace("http:", "https:")
    with server, pytest.raises(DoorError, match=r"not finished after 0\.3 s") as caught:
        send(Request("POST", url, body=b"x", deadline=0.3))
    assert not caught.value.written


def secure_early_refusal(visit: Visit) -> None:
    visit.say(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
    visit.wait(0.2)


def test_a_body_that_never_comes_ends_under_tls(authority: Authority) -> None:
    """The deadline ends a body under TLS, and the success stays one."""

    def stalled(visit: Visit) -> None:
        visit.request()
        visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi")
        visit.wait()

    with HostileServer(stalled, authority.server_for("localhost")) as server:
        answer = send(Request("POST", server.url(host="localhost"), deadline=0.5))
    assert (answer.status, answer.body, answer.truncated) == (200, b"hi", True)


def test_an_early_answer_counts_under_tls(authority: Authority) -> None:
    """Who refuses a large body without reading it has answered, under TLS too."""
    with HostileServer(secure_early_refusal, authority.server_for("localhost")) as server:
        assert send(Request("POST", server.url(host="localhost"), body=bytes(16_000_000), deadline=2)).status == 413
