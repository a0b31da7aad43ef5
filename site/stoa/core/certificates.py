"""A certificate for `localhost`, for what browsers allow over https only (`make run-https`). Not for a public site."""

import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAMES = ("localhost", "*.localhost")
ADDRESSES = ("127.0.0.1", "::1")
LASTS = timedelta(days=365)
#: Made anew before it ends, so that a day of work does not end in a warning.
RENEWED_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Certificate:
    """Two PEM files: what is shown to browsers, and the key that only the owner of the files may read."""

    shown: Path
    key: Path


def for_localhost(folder: Path, *, now: datetime) -> Certificate:
    """The certificate kept in `folder`; made where it is missing, broken or soon at its end.

    It signs itself, so browsers warn until somebody trusts it. Needs no program of the system.
    """
    kept = Certificate(folder / "certificate.pem", folder / "key.pem")
    if not _is_good(kept, now):
        folder.mkdir(parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        _write_key(kept.key, key)
        kept.shown.write_bytes(_sign(key, now).public_bytes(serialization.Encoding.PEM))
    return kept


def _is_good(kept: Certificate, now: datetime) -> bool:
    try:
        shown = x509.load_pem_x509_certificate(kept.shown.read_bytes())
        key = serialization.load_pem_private_key(kept.key.read_bytes(), password=None)
    except (OSError, ValueError):
        return False
    is_pair = key.public_key() == shown.public_key()
    return is_pair and shown.not_valid_before_utc <= now < shown.not_valid_after_utc - RENEWED_BEFORE


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.unlink(missing_ok=True)
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)


def _sign(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stoa on this machine")])
    others = [x509.IPAddress(ipaddress.ip_address(address)) for address in ADDRESSES]
    public = key.public_key()
    return (
        x509.CertificateBuilder(name, name, public, x509.random_serial_number())
        # Clocks of virtual machines are a little off.
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName([*(x509.DNSName(each) for each in NAMES), *others]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
