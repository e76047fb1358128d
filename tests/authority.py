"""A root of trust of the tests' own, and certificates that it has signed."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey


def certificate(subject: str, key: Key, issuer: str, signer: Key, days_ago: int = 0) -> x509.Certificate:
    """A certificate that holds for a day before and after today, or another day."""
    today = datetime.now(UTC) - timedelta(days=days_ago)
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

    def server_for(self, name: str, *, self_signed: bool = False, days_ago: int = 0) -> ssl.SSLContext:
        """What a server of that name speaks TLS with, on that day."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer, signer = (name, key) if self_signed else ("root", self.key)
        path = self.folder / "server.pem"
        path.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + certificate(name, key, issuer, signer, days_ago).public_bytes(Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context
