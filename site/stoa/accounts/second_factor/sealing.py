"""Secrets of second factors are sealed with the site's key, so that a copy of the database opens no account."""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)


def seal(text: str) -> str:
    """`text` so that only this site can read it, as ASCII."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed, also with a former key. Without that key nothing that anybody could know: no code fits then."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        logger.error("A second factor was sealed with a key that is neither SECRET_KEY nor in SECRET_KEY_FALLBACKS")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    """A Fernet key (32 bytes in URL-safe base64) from the site's."""
    return base64.urlsafe_b64encode(
        salted_hmac("stoa.accounts.second_factor", "sealing", secret=key, algorithm="sha256").digest()
    )
