// After a refused form the summary of what to change is read first; each of its links leads to the field itself.
const summary = document.querySelector(".problem-summary");
summary?.focus();

summary?.addEventListener("click", (event) => {
  const id = event.target.closest("a[href^='#']")?.hash.slice(1);
  const target = id && document.getElementById(decodeURIComponent(id));
  if (!target) return;
  const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea");
  if (!control) return;
  event.preventDefault();
  (control.closest(".field, .feature") ?? control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
});
