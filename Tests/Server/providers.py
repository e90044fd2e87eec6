"""Providers of OpenID Connect: one that others made, as a process, and one of our own that tells whatever a test wants."""

import base64
import hashlib
import json
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from server import free_port

SECONDS_TO_START = 60


class MockProvider:
    """`oidc-provider-mock`: who types a subject is that subject, with the claims given here."""

    def __init__(self, folder: Path, people: list[dict]):
        self.port = free_port()
        self.issuer = f"http://localhost:{self.port}"
        claims = [word for person in people for word in ("--user-claims", json.dumps(person))]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "--port", str(self.port), "--host", "localhost", "--require-nonce", "true", *claims],
            stdin=subprocess.DEVNULL, stdout=(folder / "provider.log").open("ab"), stderr=subprocess.STDOUT)
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                with urllib.request.urlopen(f"{self.issuer}/.well-known/openid-configuration", timeout=2):
                    return
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, (folder / "provider.log").read_text()
                time.sleep(0.1)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def part(value: dict) -> str:
    return encoded(json.dumps(value).encode())


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class StubProvider:
    """Sends everyone straight back, and signs what it is told to. Holds the client to PKCE and to its secret."""

    def __init__(self, client: str, secret: str):
        self.client, self.secret = client, secret
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.reset()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.get(self)

            def do_POST(self):
                provider.exchange(self)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("localhost", 0), Handler)
        self.issuer = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self) -> None:
        self.claims: dict = {}  # over the right ones; None takes one away
        self.header: dict = {}
        self.sign = "key"  # key, stranger or nothing
        self.refuses = False
        self.broken = 0  # a status that it answers everything with
        self.asks: list[dict] = []

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def get(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        if self.broken:
            return self.answer(handler, {}, self.broken)
        if parts.path == "/authorize":
            ask = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.asks.append(ask)
            answer = {"error": "access_denied"} if self.refuses else {"code": "de-code"}
            handler.send_response(302)
            handler.send_header("Location", ask["redirect_uri"] + "?" + urlencode(answer | {"state": ask["state"]}))
            handler.end_headers()
        elif parts.path == "/keys":
            numbers = self.key.public_key().public_numbers()
            modulus = numbers.n.to_bytes(256, "big")
            key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "a", "n": encoded(modulus), "e": encoded(numbers.e.to_bytes(3, "big"))}
            self.answer(handler, {"keys": [key]})
        else:
            paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self.answer(handler, {"issuer": self.issuer, **{name: f"{self.issuer}/{path}" for name, path in paths.items()}})

    def exchange(self, handler: BaseHTTPRequestHandler) -> None:
        form = parse_qs(handler.rfile.read(int(handler.headers["Content-Length"])).decode())
        ask = self.asks[-1]
        challenge = encoded(hashlib.sha256(form["code_verifier"][0].encode()).digest())
        basic = "Basic " + base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        right = form["code"] == ["de-code"] and ask["code_challenge"] == challenge and ask["code_challenge_method"] == "S256"
        if self.broken or not right or handler.headers["Authorization"] != basic or form["redirect_uri"] != [ask["redirect_uri"]]:
            return self.answer(handler, {"error": "invalid_grant"}, self.broken or 400)
        self.answer(handler, {"token_type": "Bearer", "access_token": "x", "id_token": self.token(ask)})

    def token(self, ask: dict) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": self.client, "sub": "stub-1", "iat": now, "exp": now + 300, "nonce": ask.get("nonce"),
            "email": "noor@school.invalid", **self.claims}
        body = part({"alg": "RS256", "kid": "a", **self.header}) + "." + part({name: value for name, value in claims.items() if value is not None})
        if self.sign == "nothing":
            return body + "."
        key = self.key if self.sign == "key" else self.stranger
        return body + "." + encoded(key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256()))

    @staticmethod
    def answer(handler: BaseHTTPRequestHandler, value: dict, status: int = 200) -> None:
        body = json.dumps(value).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def configure(server, issuer: str, secret_file: Path | None = None) -> None:
    """The settings with which a server signs in by a provider."""
    server.settings = {
        "NAAST_URL": server.address, "NAAST_OIDC_ISSUER": issuer, "NAAST_OIDC_CLIENT_ID": "naast", "NAAST_OIDC_NAME": "Proefschool"}
    if secret_file:
        server.settings["NAAST_OIDC_CLIENT_SECRET_FILE"] = str(secret_file)


def add_person(server, name: str, given: str, role: str = "manager") -> str:
    """An account that waits for a password; the link to choose one."""
    from server import binary, environment

    done = subprocess.run(
        [binary(), "user", "add", "--data", server.data, "--name", name, "--given", given, "--family", "Proef", "--role", role],
        env=environment(), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return urlsplit(done.stdout.strip()).path
