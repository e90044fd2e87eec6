"""Notes everything that goes wrong in a browser while a test uses it."""

from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

_problems: WeakKeyDictionary[BrowserContext, list[str]] = WeakKeyDictionary()


def watch(context: BrowserContext, address: str | None) -> None:
    """Watches all pages of the context; a request to anything but `address` is a problem."""
    problems = _problems.setdefault(context, [])

    def console(message: ConsoleMessage) -> None:
        # Failed loads are noted below, with their address; the console repeats them without it.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text}")

    def request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != address:
            problems.append(f"request to a third party: {request.url}")

    def failed(request: Request) -> None:
        # A download, or a stream that ends because the page is left, counts as aborted.
        if request.failure != "net::ERR_ABORTED":
            problems.append(f"request failed: {request.url}: {request.failure}")

    def response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            problems.append(f"asset failed: {response.url}: {response.status}")

    context.on("console", console)
    context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
    context.on("request", request)
    context.on("requestfailed", failed)
    context.on("response", response)


def console_errors(page: Page) -> list[str]:
    """Errors of scripts, refusals of the content security policy, requests to third parties, assets that did not load."""
    page.wait_for_timeout(0)  # lets waiting events arrive
    return list(_problems[page.context])


def forget_errors(page: Page) -> None:
    """For a test that makes something go wrong on purpose."""
    page.wait_for_timeout(0)
    _problems[page.context].clear()
