"""A mail server that is away for some attempts."""

from django.core.mail.backends.locmem import EmailBackend

attempts: list[str] = []
#: How many attempts fail before the server is back.
failures = 0


class AwayBackend(EmailBackend):
    """Refuses the connection, as a server that restarts does; later mails lie in Django's outbox."""

    def send_messages(self, messages):
        attempts.append(messages[0].subject)
        if len(attempts) <= failures:
            raise ConnectionRefusedError
        return super().send_messages(messages)
