/** The mark: a page of a notebook, its ticket held by a perforated line. Takes the color of the text around it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M5 3h8.2a1.8 1.8 0 0 0 3.6 0H19a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-2.2a1.8 1.8 0 0 0-3.6 0H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z" />
      <path class="mark-cut" d="M6.5 9h5M6.5 12.5h5M6.5 16h3M15 7v2M15 11v2M15 15v2" />
    </svg>
  );
}
