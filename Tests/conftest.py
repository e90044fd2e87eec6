"""Which tests belong together when they run in several processes (`-n 2 --dist loadgroup`)."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk through the pages of a role is made once for all that ask about it, and a file of server tests shares its server.

    The walks come first, so that no process ends up with one while the others are done.
    """
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group(item)))
    items.sort(key=lambda item: not item.get_closest_marker("xdist_group").args[0].startswith("walk"))


def group(item: pytest.Item) -> str:
    role = getattr(item, "callspec", None) and item.callspec.params.get("visitor_or_role")
    if role:
        return f"walk-{role}"
    return item.path.stem if item.path.parent.name == "Server" else item.nodeid
