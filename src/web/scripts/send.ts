/** A choice marked `data-send` sends its form as soon as it is made. */
export function sendOnChange(): void {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.dataset["send"] !== undefined)
      target.form?.requestSubmit();
  });
}
