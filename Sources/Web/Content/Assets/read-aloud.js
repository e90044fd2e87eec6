// Reads a text aloud in the language it is written in; the same button stops it.
if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("button[data-read-aloud]")) {
    const source = document.querySelector(button.dataset.readAloud);
    if (source) start(button, source);
  }
  speechSynthesis.cancel(); // what an earlier page left speaking
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

function start(button, source) {
  let turn = 0;
  const rest = () => button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const speaking = button.getAttribute("aria-pressed") === "true";
    speechSynthesis.cancel();
    document.dispatchEvent(new Event("read-aloud"));
    if (speaking) return;
    const mine = ++turn; // the end of a stopped reading must not stop the next
    const lines = utterances(source);
    if (!lines.length) return;
    button.setAttribute("aria-pressed", "true");
    for (const line of lines) {
      line.onerror = () => mine === turn && rest();
      speechSynthesis.speak(line);
    }
    lines.at(-1).onend = () => mine === turn && rest();
  });
  document.addEventListener("read-aloud", rest);
  rest();
  button.hidden = false;
}

// A line at a time: some browsers fall silent in the middle of a long text.
function utterances(source) {
  const language = source.closest("[lang]")?.lang || document.documentElement.lang;
  return source.innerText.split(/\n+/).filter((line) => line.trim()).map((line) => {
    const utterance = new SpeechSynthesisUtterance(line.trim());
    utterance.lang = language;
    return utterance;
  });
}
