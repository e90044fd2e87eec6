"""Every address that the application knows, read from its sources: a new one is tested by itself."""

import re

from server import REPOSITORY

ADDRESS = re.compile(r'(?:FixedPath|Path<[^(]*>)\(\s*"(/[^"]*)"')
SOMEONE = "01a1fe46-37ff-771a-85ad-a70574069599"


def templates() -> list[str]:
    """With `{}` where a value stands. Signing out is left to its own test."""
    found = {path for file in (REPOSITORY / "Sources").rglob("*.swift") for path in ADDRESS.findall(file.read_text())}
    assert len(found) > 50, "the addresses were not found where they were"
    return sorted(found - {"/afmelden", "/account/sessies/einde"})


def filled(template: str, value: str = SOMEONE) -> str:
    return template.replace("{}", value)
