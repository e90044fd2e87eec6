// A form is sent once: its submit buttons rest for five seconds, or until the reader comes back to the page.
const REST = 5000;
const resting = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  const buttons = [...form.elements].filter((element) => element.type === "submit" && !element.disabled);
  // Later, because a disabled button would not send its own name and value along.
  setTimeout(() => rest(buttons));
});

addEventListener("pageshow", () => wake([...resting]));

function rest(buttons) {
  const focused = buttons.find((button) => button === document.activeElement);
  for (const button of buttons) {
    button.disabled = true;
    resting.add(button);
  }
  setTimeout(() => {
    wake(buttons);
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
  }, REST);
}

function wake(buttons) {
  for (const button of buttons) {
    if (resting.delete(button)) button.disabled = false;
  }
}
