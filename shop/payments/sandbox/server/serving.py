"""The HTTP server of the sandbox: one thread a request, one that looks at the clock and sends events."""

import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shop.payments.sandbox.server import events, paying, routes, sessions
from shop.payments.sandbox.server.books import Books, Fault
from shop.payments.sandbox.server.errors import Refusal
from shop.payments.sandbox.server.events import Post
from shop.payments.sandbox.server.forms import parse

TICK_SECONDS = 0.2
LONGEST_BODY = 1_000_000


class Sandbox(ThreadingHTTPServer):
    """`secret_key` opens it. `sends_events` off: a test sends them itself, with `send_events`."""

    daemon_threads = True

    def __init__(
        self, *, secret_key: str, post: Post, folder: Path | None = None, port: int = 0, sends_events: bool = True
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.secret_key, self.post, self.sends_events = secret_key, post, sends_events
        self.books = Books(file=folder / "books.json" if folder else None)
        self.books.load()
        self._over = threading.Event()

    def start(self) -> None:
        """Serve in threads that end with the process."""
        for target in (self._serve, self._tick):
            threading.Thread(target=target, name=f"sandbox-{target.__name__}", daemon=True).start()

    def stop(self) -> None:
        self._over.set()
        self.shutdown()
        self.server_close()

    def send_events(self) -> int:
        """Send what is due; how many were taken. Whoever they are sent to may ask us: no lock meanwhile."""
        with self.books.lock:
            waiting = events.due(self.books)
        taken = 0
        for event in waiting:
            was_taken = events.send(event, self.post)
            taken += was_taken
            with self.books.lock:
                events.note(event, was_taken=was_taken)
        if waiting:
            with self.books.lock:
                self.books.save()
        return taken

    def _serve(self) -> None:
        self.serve_forever(poll_interval=0.05)

    def _tick(self) -> None:
        while not self._over.wait(TICK_SECONDS):
            with self.books.lock:
                if sessions.expire_due(self.books) | paying.arrive_due(self.books):
                    self.books.save()
            if self.sends_events:
                self.send_events()


class _Handler(BaseHTTPRequestHandler):
    server: Sandbox
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer("GET", urlsplit(self.path).query)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._answer("POST", self.rfile.read(min(length, LONGEST_BODY)).decode())

    def _answer(self, method: str, encoded: str) -> None:
        path, books = urlsplit(self.path).path, self.server.books
        with books.lock:
            fault = books.fault(path)
        if fault and self._breaks(fault):
            return
        with books.lock:
            status, answer = self._decide(method, path, encoded)
            books.save()
        if fault and fault.kind == "cut":
            # It is done, and nobody hears of it.
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._send(status, answer)

    def _breaks(self, fault: Fault) -> bool:
        """Is the fault the whole answer?"""
        if fault.kind == "slow":
            time.sleep(fault.seconds)
        if fault.kind not in ("500", "429"):
            return False
        kind = "api_error" if fault.kind == "500" else "invalid_request_error"
        self._send(int(fault.kind), {"error": {"type": kind, "message": "The sandbox was asked to fail."}})
        return True

    def _decide(self, method: str, path: str, encoded: str) -> routes.Answer:
        if not secrets.compare_digest(self.headers.get("Authorization", ""), f"Bearer {self.server.secret_key}"):
            return 401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided."}}
        asked = parse(encoded)
        key = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
        meant = routes.canonical(method, path, asked)
        if key and key in self.server.books.answered:
            return _again(self.server.books.answered[key], meant)
        try:
            status, answer = 200, routes.answer(self.server.books, method, path, asked)
        except Refusal as refusal:
            status, answer = refusal.status, refusal.body
        if key:
            self.server.books.answered[key] = [meant, status, json.loads(json.dumps(answer))]
        return status, answer

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Request-Id", f"req_{secrets.token_hex(7)}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


def _again(answered: list[Any], meant: str) -> routes.Answer:
    """https://docs.stripe.com/api/idempotent_requests: the same answer, or an error for another question."""
    before, status, answer = answered
    if before != meant:
        message = "Keys for idempotent requests can only be used with the same parameters they were first used with."
        return 400, {"error": {"type": "idempotency_error", "message": message}}
    return status, answer


@contextmanager
def running(**options: Any) -> Iterator[Sandbox]:
    """For tests: `with running(secret_key=…, post=Post(…)) as sandbox`."""
    sandbox = Sandbox(**options)
    sandbox.start()
    try:
        yield sandbox
    finally:
        sandbox.stop()
