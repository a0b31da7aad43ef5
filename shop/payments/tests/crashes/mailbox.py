"""A mail server that takes everything and keeps it: what it has said 250 to, and what it was about to."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

from scripts.services import free_port


class Mailbox(socketserver.ThreadingTCPServer):
    """SMTP as far as Django speaks it (RFC 5321). `letters` are the messages, in the order in which they came."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", free_port()), _Talk)
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"
        self.letters = []

    def about(self, subject):
        return [letter for letter in list(self.letters) if letter["Subject"] == subject]

    def handle_error(self, request, client_address):
        """Whoever was talking to us is dead."""


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 mailbox")
        while line := self.rfile.readline():
            word = line.strip().upper().split(b" ")[0]
            if word == b"DATA":
                self.say("354 go on")
                self.take()
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")

    def take(self):
        """A letter that breaks off is none; one that ends is ours, whether they hear so or not."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line.removeprefix(b"."))
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say("250 taken")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mailbox():
    with Mailbox() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="mailbox", daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
