/**
 * A form that is under way cannot be sent again: its buttons are off and the pressed one says so.
 *
 * Off only after the browser has taken the values, because a disabled button sends none; on again when the page comes
 * back from the history. A form whose answer is a file never leaves the page, so its buttons come back by themselves.
 */
export function guardForms(): void {
  document.addEventListener("submit", (event) => {
    const { target: form, submitter, defaultPrevented } = event;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || defaultPrevented) return;
    setTimeout(() => rest(form, submitter));
    setTimeout(() => wake(form), 20_000);
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) document.querySelectorAll("form").forEach(wake);
  });
}

function rest(form: HTMLFormElement, pressed: HTMLElement | null): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")) {
    button.disabled = true;
    button.dataset["rests"] = button.textContent ?? "";
  }
  if (pressed?.dataset["busy"] !== undefined) pressed.textContent = pressed.dataset["busy"];
}

function wake(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-rests]")) {
    button.disabled = false;
    button.textContent = button.dataset["rests"] ?? "";
    delete button.dataset["rests"];
  }
}
