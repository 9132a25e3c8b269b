/** A button beside each `data-copy` that copies its code; its words come with the page. */
export function addCopyButtons(root: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const block of root.querySelectorAll<HTMLElement>("[data-copy]")) {
    const code = block.querySelector("code");
    if (code !== null && block.querySelector("button") === null) block.append(buttonFor(block, code));
  }
}

function buttonFor(block: HTMLElement, code: HTMLElement): HTMLButtonElement {
  const { copy = "", copied = "" } = block.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = copy;
    }, 2000);
  });
  return button;
}
