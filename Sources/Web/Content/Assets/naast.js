// Loads a behaviour only where the page asks for it. One that fails to load or start leaves the page, and the others, working.
const behaviours = [
  ["form", () => import("./once.js")],
  [".problem-summary", () => import("./problems.js")],
  ["form[data-autosave]", () => import("./autosave.js")],
  ["form[data-progress]", () => import("./progress.js")],
  ["button[data-print]", () => import("./print.js")],
  ["button[data-copy]", () => import("./copy.js")],
  ["button[data-read-aloud]", () => import("./read-aloud.js")],
  ["[data-live]", () => import("./live.js")],
];

for (const [selector, load] of behaviours) {
  if (document.querySelector(selector)) load().catch((error) => console.warn(error));
}
