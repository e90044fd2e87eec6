"""Fixtures of the tests that talk to the server without a browser."""


import pytest

from asking import Visitor, faces
from server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    """A demo school of this file alone: what these tests do to one, the others need not bear."""
    server = Server(tmp_path_factory.mktemp("naast"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def step_in(server: Server):
    """`step_in("mentor")`: somebody signed in in that role, who can ask and post."""
    def step(role: str) -> Visitor:
        return Visitor(server).step_in(faces(server)[role])

    return step
