const HELD_MILLIS = 4000;
const ACTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/**
 * Scrolls to an element and keeps it there while the rest of the page is still loading, until the
 * person who looks does anything.
 */
export function holdInView(element) {
  const scroll = () => element.scrollIntoView({ block: 'start' });
  const sizes = new ResizeObserver(scroll);
  const end = () => {
    sizes.disconnect();
    ACTS.forEach((act) => removeEventListener(act, end));
  };
  ACTS.forEach((act) => addEventListener(act, end, { passive: true }));
  sizes.observe(document.body);
  setTimeout(end, HELD_MILLIS);
  scroll();
}
