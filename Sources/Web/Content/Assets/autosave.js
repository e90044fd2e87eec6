// Saves a form by itself: shortly after typing, at once after a choice, one request at a time, always the whole form.
// Without network it keeps what is on the page and tries again; nothing is put in the browser's storage.
const PAUSE = 800;
const PATIENCE = 20_000;
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 60_000;

for (const form of document.querySelectorAll("form[data-autosave]")) start(form);

function start(form) {
  const status = form.querySelector("output[data-autosave-status]");
  const contents = () => new URLSearchParams(new FormData(form)).toString();
  let saved = contents();
  let refused = null; // not offered again until it changes
  let sending = null;
  let leaving = false;
  let retry = FIRST_RETRY;
  let timer = 0;

  form.addEventListener("input", () => { changed(); plan(PAUSE); });
  form.addEventListener("change", () => { changed(); save(); });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) leave(); });
  addEventListener("online", again);
  addEventListener("pageshow", () => { leaving = false; guard(); });
  document.addEventListener("visibilitychange", () => document.hidden ? save({ keepalive: true }) : again());

  function changed() {
    leaving = false;
    guard();
  }

  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  // Back on the network, or back from signing in elsewhere.
  function again() {
    refused = null;
    retry = FIRST_RETRY;
    save();
  }

  async function save({ keepalive = false } = {}) {
    clearTimeout(timer);
    const body = contents();
    if (sending || leaving || body === saved || body === refused) return;
    sending = new AbortController();
    const slow = setTimeout(() => show("saving"), 300); // a quick save is not announced twice
    const outcome = await send(body, keepalive && body.length < 60_000);
    clearTimeout(slow);
    sending = null;
    if (leaving) return;
    settle(outcome, body);
    guard();
  }

  async function send(body, keepalive) {
    const late = setTimeout(() => sending?.abort(), PATIENCE);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        keepalive,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        credentials: "same-origin",
        redirect: "manual",
        signal: sending.signal,
      });
      if (answer.ok) return "saved";
      if (answer.status === 401 || answer.type === "opaqueredirect") return "signin";
      return answer.status >= 500 || [408, 425, 429].includes(answer.status) ? "offline" : "refused";
    } catch {
      return "offline";
    } finally {
      clearTimeout(late);
    }
  }

  function settle(outcome, body) {
    show(outcome);
    if (outcome === "saved") {
      saved = body;
      retry = FIRST_RETRY;
      save(); // what was typed meanwhile
    } else if (outcome === "offline") {
      plan(retry);
      retry = Math.min(retry * 2, LONGEST_RETRY);
    } else {
      refused = body;
      save();
    }
  }

  // An older state on its way must not arrive after the form itself.
  function leave() {
    leaving = true;
    clearTimeout(timer);
    sending?.abort();
    guard();
  }

  function show(state) {
    if (!status) return;
    const text = status.dataset[state] ?? form.dataset[state] ?? "";
    status.dataset.state = state;
    if (status.textContent !== text) status.textContent = text;
  }

  // Only while something is unsaved: a page that always asks is kept out of the browser's back-forward cache.
  function guard() {
    const unsaved = !leaving && (sending !== null || contents() !== saved);
    (unsaved ? addEventListener : removeEventListener)("beforeunload", ask);
  }
}

function ask(event) {
  event.preventDefault();
}
