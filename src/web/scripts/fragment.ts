/** What follows the `#` of the address goes into the field that a form marked `data-fragment` names: a QR code's content. */
export function fillFromFragment(): void {
  const text = location.hash.slice(1);
  const form = document.querySelector<HTMLFormElement>("form[data-fragment]");
  const field = form?.elements.namedItem(form.dataset["fragment"] ?? "");
  if (text.length < 20 || !(field instanceof HTMLTextAreaElement) || field.value !== "") return;
  field.value = text;
}
