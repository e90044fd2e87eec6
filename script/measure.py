#!/usr/bin/env python3
"""Measures a filled school: called by script/bench with the folder of the two programs. Ratios within one run are what counts."""

import argparse
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

LUA = """
done = function(summary, latency, requests)
  io.write(string.format('{"rate": %.1f, "p50": %.3f, "p95": %.3f, "errors": %d}\\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.timeout + summary.errors.read))
end
"""


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def figures(command: list[str]) -> dict:
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {key: value for line in lines for key, value in json.loads(line).items()}


def load(address: str, cookie: str, seconds: int, lua: Path, clients: int) -> dict:
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(lua), "-H", f"Cookie: {cookie}", address]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads([line for line in text.splitlines() if line.startswith("{")][-1])


def resident(pid: int) -> float:
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def wait_ready(port: int) -> None:
    for _ in range(2000):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1).read()
            return
        except OSError:
            time.sleep(0.005)
    raise SystemExit("the server did not come up")


def pages(programs: Path, folder: str, seconds: int, lua: Path, clients: int) -> dict:
    server = subprocess.Popen([programs / "bench", "serve", folder], stdout=subprocess.PIPE, text=True)
    try:
        about = json.loads(server.stdout.readline())
        base = f"http://127.0.0.1:{about['port']}"
        result = {}
        order = {
            "hello": "/bench/hello", "bareToday": "/bench/today", "today": "/vandaag",
            "bareStudent": "/bench/student", "student": f"/studenten/{about['student']}",
        }
        for name, path in order.items():
            load(base + path, about["cookie"], 2, lua, clients)
        for name, path in order.items():
            note(f"  {name}")
            result[name] = load(base + path, about["cookie"], seconds, lua, clients)
        result["oneClientToday"] = load(base + "/vandaag", about["cookie"], seconds, lua, 1)
        result["residentAfterLoadMB"] = round(resident(server.pid), 1)
        result["todayToBare"] = round(result["today"]["rate"] / result["bareToday"]["rate"], 3)
        result["studentToBare"] = round(result["student"]["rate"] / result["bareStudent"]["rate"], 3)
        return result
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def start(programs: Path, folder: str) -> dict:
    """Cold start and memory of the program itself, without anything for measuring in it."""
    took = []
    for _ in range(3):
        begin = time.monotonic()
        server = subprocess.Popen([programs / "naast", "serve", "--data", folder, "--port", "8098"], stdout=subprocess.DEVNULL)
        wait_ready(8098)
        took.append(time.monotonic() - begin)
        time.sleep(1)
        idle = resident(server.pid)
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
    return {"coldStartSeconds": round(sorted(took)[1], 3), "idleMB": round(idle, 1)}


def imports(programs: Path, users: int) -> dict:
    with tempfile.TemporaryDirectory() as bundle, tempfile.TemporaryDirectory() as folder:
        maker = Path(__file__).with_name("make-oneroster")
        subprocess.run([sys.executable, maker, "--users", str(users), bundle], check=True, stdout=subprocess.DEVNULL)
        found = figures([programs / "bench", "import", folder, bundle])
        # The first thing measured, so the largest child so far is this one.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return found | {"users": users, "peakMB": round(peak, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--students", type=int, default=20_000)
    parser.add_argument("--users", type=int, default=100_000, help="users in the imported bundle")
    parser.add_argument("--seconds", type=int, default=8, help="of each load")
    parser.add_argument("--clients", type=int, default=8, help="connections at once")
    parser.add_argument("--data", help="keep the filled school in this folder, and use it again")
    options = parser.parse_args()

    folder = options.data or tempfile.mkdtemp(prefix="naast-bench-")
    result: dict = {"clients": options.clients}
    try:
        note("import")
        result["import"] = imports(options.programs, options.users)
        if not os.path.exists(f"{folder}/naast.sqlite"):
            note(f"filling a school of {options.students} students")
            result["school"] = figures([options.programs / "bench", "fill", folder, "--students", str(options.students)])
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
            lua.write(LUA)
            lua.flush()
            note("pages")
            result["pages"] = pages(options.programs, folder, options.seconds, Path(lua.name), options.clients)
        note("start and memory")
        result["start"] = start(options.programs, folder)
        note("saves")
        with tempfile.TemporaryDirectory() as empty:
            result["saves"] = figures([options.programs / "bench", "saves", empty])
    finally:
        if not options.data:
            shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps(result))
    else:
        print(json.dumps(result, indent=2))


main()
