"""Certificates of our own, for one test each."""

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class Certificate:
    """A certificate for one purpose, and its key: as PKCS#12 and as PEM."""

    def __init__(
        self,
        folder: Path,
        password: str = "",
        purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.CODE_SIGNING,
    ) -> None:
        folder.mkdir(exist_ok=True)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Aviary Test")])
        now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
        made = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - day)
            .not_valid_after(now + day)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
            .sign(key, hashes.SHA256())
        )
        encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        packed = pkcs12.serialize_key_and_certificates(b"aviary", key, made, None, encryption)
        self.file = folder / "certificate.p12"
        self.file.write_bytes(packed)
        self.public = folder / "certificate.pem"
        self.public.write_bytes(made.public_bytes(Encoding.PEM))
        self.key = folder / "key.pem"
        self.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
