"""The demo school as a real process, on a free port and in a folder of its own."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 180  # a debug build makes its believable year of data slowly
SECONDS_TO_STOP = 20


class Server:
    """`naast demo` (or `naast serve`), from start to a graceful stop. `address` is what a browser opens."""

    def __init__(self, folder: Path, command: str = "demo"):
        self.binary = binary()
        self.command = command
        self.port = free_port()
        # Not 127.0.0.1: a browser keeps the sign-in cookie (`__Host-`, Secure) over http for the name localhost only.
        self.address = f"http://localhost:{self.port}"
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.settings: dict[str, str] = {}  # NAAST_…, for `serve`
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        if not self.binary.is_file():
            raise FileNotFoundError(f"{self.binary} is not there. Build it first (swift build), or set NAAST_BINARY.")
        if self.command == "demo" and not self.settings and not self.data.exists():
            shutil.copytree(filled_school(self.binary), self.data)
        self.launch()

    def launch(self) -> None:
        self.process = subprocess.Popen(
            [self.binary, self.command, "--host", "localhost", "--port", str(self.port), "--data", self.data],
            stdin=subprocess.DEVNULL, stdout=self.log.open("ab"), stderr=subprocess.STDOUT, env={**environment(), **self.settings},
        )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if not self.is_alive():
                raise RuntimeError(self.obituary())
            try:
                with urllib.request.urlopen(f"{self.address}/health/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"The server was not ready within {SECONDS_TO_START} s.\n{self.last_words()}")

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if not self.is_alive():
            raise RuntimeError(self.obituary())
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise RuntimeError(f"The server did not stop within {SECONDS_TO_STOP} s.\n{self.last_words()}") from None
        if code != 0:
            raise RuntimeError(f"The server stopped with exit code {code} instead of 0.\n{self.last_words()}")

    def kill(self) -> None:
        """As when the power fails: no goodbye."""
        self.process.kill()
        self.process.wait(SECONDS_TO_STOP)

    def obituary(self) -> str:
        code = self.process.poll() if self.process else None
        return f"The server died with exit code {code}.\n{self.last_words()}"

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-60:]
        return "\n".join(["Its log ends with:", *lines])


def filled_school(binary: Path) -> Path:
    """The data of a demo school that nobody was in yet; filled once in a run, whatever the number of processes."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    schools = REPOSITORY / ".build/schools"
    folder = schools / run
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "filled").exists():
            server = Server(folder)
            server.launch()
            server.stop()
            (folder / "filled").touch()
            for other in schools.iterdir():  # of runs that are long over
                if time.time() - other.stat().st_mtime > 6 * 3600:
                    shutil.rmtree(other, ignore_errors=True)
    return folder / "data"


def binary() -> Path:
    return Path(os.environ.get("NAAST_BINARY", REPOSITORY / ".build/debug/naast")).resolve()


def environment() -> dict[str, str]:
    """The environment without the settings of the developer."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NAAST_")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
