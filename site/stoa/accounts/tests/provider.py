"""An OpenID Connect provider on this machine, for the tests: it knows one person, who always says yes.

`with running() as provider:` … `provider.person["email"] = …`, `provider.fault = "token"` makes it misbehave.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

Facts = dict[str, str]

CLIENT_ID, CLIENT_SECRET = "stoa", "a secret between the two"
PERSON: dict[str, Any] = {
    "sub": "248289761001",
    "email": "kim@example.org",
    "email_verified": True,
    "name": "Kim Doe",
    "given_name": "Kim",
    "family_name": "Doe",
}


class Provider(ThreadingHTTPServer):
    """What it holds; `fault` names the step that fails, `refusal` is the error it sends people back with.

    `claims` differ from `person` in the token alone.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = dict(PERSON)
        self.claims: dict[str, Any] = {}
        self.fault = self.refusal = ""
        self.codes: dict[str, Facts] = {}
        self.tokens: set[str] = set()

    def id_token(self) -> str:
        now = int(time.time())
        facts = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "jti": secrets.token_hex(8)}
        return jwt.encode(self.person | facts | self.claims, _key(), "RS256", headers={"kid": "1"})


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        answer = {
            "/.well-known/openid-configuration": self.discovery,
            "/authorize": self.authorize,
            "/jwks": self.keys,
            "/userinfo": self.userinfo,
        }[parts.path]
        answer(dict(parse_qsl(parts.query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.token(dict(parse_qsl(body)))

    def discovery(self, asked: Facts) -> None:
        url = self.server.url
        self.answer(
            "discovery",
            {
                "issuer": url,
                "authorization_endpoint": f"{url}/authorize",
                "token_endpoint": f"{url}/token",
                "userinfo_endpoint": f"{url}/userinfo",
                "jwks_uri": f"{url}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
        )

    def authorize(self, asked: Facts) -> None:
        is_right = asked["client_id"] == CLIENT_ID and asked["response_type"] == "code" and "openid" in asked["scope"]
        if not is_right or asked["code_challenge_method"] != "S256":
            self.send({"error": "invalid_request"}, status=400)
            return
        facts = {"state": asked["state"]}
        if self.server.refusal:
            facts["error"] = self.server.refusal
        else:
            facts["code"] = secrets.token_urlsafe()
            self.server.codes[facts["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(facts)}")
        self.end_headers()

    def token(self, asked: Facts) -> None:
        started = self.server.codes.pop(asked.get("code", ""), None)
        if not started or not _is_same_client(asked, started):
            self.send({"error": "invalid_grant"}, status=400)
            return
        token = secrets.token_urlsafe()
        self.server.tokens.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": self.server.id_token()}
        self.answer("token", answer)

    def userinfo(self, asked: Facts) -> None:
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.server.tokens:
            self.send({"error": "invalid_token"}, status=401)
            return
        self.answer("userinfo", self.server.person)

    def keys(self, asked: Facts) -> None:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(_key().public_key(), as_dict=True)
        self.answer("keys", {"keys": [key | {"kid": "1", "alg": "RS256"}]})

    def answer(self, step: str, facts: dict[str, Any]) -> None:
        """As asked, or as `fault` has it: "token" is an error of theirs, "token-nonsense" no JSON."""
        if self.server.fault == step:
            self.send({"error": "server_error"}, status=500)
        elif self.server.fault == f"{step}-nonsense":
            self.send("<h1>Not what you asked for</h1>")
        elif self.server.fault == f"{step}-empty":
            self.send({})
        else:
            self.send(facts)

    def send(self, facts: dict[str, Any] | str, *, status: int = 200) -> None:
        body = (facts if isinstance(facts, str) else json.dumps(facts)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


def _is_same_client(asked: Facts, started: Facts) -> bool:
    """Whether who asks for the token is who began (RFC 6749, 7636)."""
    digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return (
        asked.get("client_id") == CLIENT_ID
        and asked.get("client_secret") == CLIENT_SECRET
        and asked.get("redirect_uri") == started["redirect_uri"]
        and challenge == started["code_challenge"]
    )


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        thread.join()
        provider.server_close()
