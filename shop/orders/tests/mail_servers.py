"""Mail servers as they should not be, for EMAIL_BACKEND."""

import os
import signal

from django.core.mail.backends.locmem import EmailBackend
from django.db import connection


class Picky(EmailBackend):
    """Takes nothing for example.net."""

    def send_messages(self, messages):
        if any(address.endswith("@example.net") for message in messages for address in message.to):
            raise OSError
        return super().send_messages(messages)


class Nosy(EmailBackend):
    """Remembers whether the database was kept waiting."""

    waited: list[bool] = []

    def send_messages(self, messages):
        self.waited.append(connection.in_atomic_block)
        return super().send_messages(messages)


class Deadly(EmailBackend):
    """Whoever talks to it dies."""

    def send_messages(self, messages):
        os.kill(os.getpid(), signal.SIGKILL)


class Curt(EmailBackend):
    """Takes a mail, and whoever says good-bye dies."""

    def close(self):
        os.kill(os.getpid(), signal.SIGKILL)
