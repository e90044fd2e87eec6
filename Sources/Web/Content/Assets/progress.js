// Counts the answered features of a form while it is filled in: "3 van 8 bekeken".
for (const form of document.querySelectorAll("form[data-progress]")) start(form);

function start(form) {
  const text = form.querySelector("[data-progress-text]") ?? document.querySelector("[data-progress-text]");
  if (!text?.dataset.template) return;
  const show = () => {
    const features = [...form.querySelectorAll(".feature")];
    const shown = text.dataset.template
      .replace("{done}", features.filter(isAnswered).length)
      .replace("{all}", features.length);
    if (text.textContent !== shown) text.textContent = shown;
  };
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("pageshow", show); // the browser may bring earlier answers back
  show();
}

// A note alone is not an answer, unless there is nothing to choose.
function isAnswered(feature) {
  const choices = feature.querySelectorAll("input[type=radio], input[type=checkbox]");
  if (choices.length) return [...choices].some((choice) => choice.checked);
  return [...feature.querySelectorAll("input, select, textarea")].some((field) => field.value.trim());
}
