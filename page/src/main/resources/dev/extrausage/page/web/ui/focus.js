/** The element that has the focus, also inside elements with a shadow; the body where none has. */
function focused() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) {
    at = at.shadowRoot.activeElement;
  }
  return at;
}

/** Gives the focus to an element where it was lost with what had it. */
export function catchFocus(element) {
  if (!focused() || focused() === document.body) {
    element?.focus({ preventScroll: true });
  }
}
