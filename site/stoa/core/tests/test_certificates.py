import ssl
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from stoa.core import certificates

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def number(certificate):
    return x509.load_pem_x509_certificate(certificate.shown.read_bytes()).serial_number


def test_c17_certificate_is_for_this_machine_only(tmp_path):
    made = certificates.for_localhost(tmp_path / "https", now=NOW)

    shown = x509.load_pem_x509_certificate(made.shown.read_bytes())
    names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "*.localhost"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    assert shown.not_valid_after_utc == NOW + timedelta(days=365)
    assert not shown.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_c17_key_is_for_the_owner_only_and_fits(tmp_path):
    made = certificates.for_localhost(tmp_path / "https", now=NOW)

    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.shown, made.key)


def test_c17_certificate_is_kept_until_shortly_before_its_end(tmp_path):
    first = number(certificates.for_localhost(tmp_path, now=NOW))

    assert number(certificates.for_localhost(tmp_path, now=NOW + timedelta(days=350))) == first
    assert number(certificates.for_localhost(tmp_path, now=NOW + timedelta(days=352))) != first


@pytest.mark.parametrize("name", ["certificate.pem", "key.pem"])
@pytest.mark.parametrize("content", [None, b"", b"no PEM", b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"])
def test_c17_broken_certificate_is_made_anew(tmp_path, name, content):
    first = number(certificates.for_localhost(tmp_path, now=NOW))
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert number(certificates.for_localhost(tmp_path, now=NOW)) != first


def test_c17_key_of_another_certificate_is_replaced(tmp_path):
    first = number(certificates.for_localhost(tmp_path, now=NOW))
    other = certificates.for_localhost(tmp_path / "other", now=NOW)
    (tmp_path / "key.pem").write_bytes(other.key.read_bytes())

    assert number(certificates.for_localhost(tmp_path, now=NOW)) != first
