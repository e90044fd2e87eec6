// Keeps an open page current: the server says 'changed', the page fetches itself. Focus and what was typed stay.
const place = document.querySelector("[data-live]");
const status = document.createElement("p"); // a live region must be there before it speaks
status.className = "visually-hidden";
status.role = "status";
place.before(status);
let source;

document.addEventListener("visibilitychange", () => (document.hidden ? close() : open() && renew()));
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => event.persisted && open() && renew());
if (!document.hidden) open();

function open() {
  if (source) return false;
  source = new EventSource(place.dataset.live);
  source.addEventListener("changed", renew);
  source.addEventListener("end", close);
  return true;
}

function close() {
  source?.close();
  source = undefined;
}

async function renew() {
  const answer = await fetch(location.href, { headers: { "X-Naast-Live": "1" } }).catch(() => {});
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!fresh || fresh.innerHTML === place.innerHTML) return;
  if (isTyping()) return say(place.dataset.waiting);
  const name = nameOf(document.activeElement);
  place.replaceChildren(...fresh.childNodes);
  [...place.querySelectorAll("a, button, summary")].find((one) => nameOf(one) === name)?.focus({ preventScroll: true });
  say(place.dataset.said);
}

function isTyping() {
  return [...place.querySelectorAll("input, textarea, select")].some((field) => field === document.activeElement || field.value !== (field.defaultValue ?? field.value));
}

// The same thing before and after: by where it leads and what it says.
function nameOf(element) {
  return place.contains(element) && [element.href ?? element.form?.action, element.textContent].join();
}

function say(text) {
  status.textContent = "";
  setTimeout(() => (status.textContent = text), 100);
}
