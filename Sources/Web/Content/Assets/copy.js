// Copies the text of what data-copy points at, and says so.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.querySelector(button.dataset.copy);
  if (!source) continue;
  const status = document.createElement("span"); // a live region must be there before it speaks
  status.className = "soft";
  status.setAttribute("role", "status");
  button.after(status);
  button.addEventListener("click", async () => {
    const copied = await copy(source);
    status.textContent = (copied ? button.dataset.copied : button.dataset.copyFailed) ?? "";
    setTimeout(() => (status.textContent = ""), 5000);
  });
  button.hidden = false;
}

async function copy(source) {
  const text = (source.value ?? source.textContent).trim();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(source); // a page without https has no clipboard
  }
}

function copySelected(source) {
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
  return document.execCommand("copy");
}
