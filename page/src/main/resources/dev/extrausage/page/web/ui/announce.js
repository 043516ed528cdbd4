let region = null;

/**
 * Tells a screen reader and the eye, in one line at the page's foot, what an action did. The text
 * goes after a while; what must stay belongs into the part itself.
 */
export function announce(text) {
  if (!region) {
    region = document.createElement('div');
    region.setAttribute('role', 'status');
    region.className = 'eu-announcement';
    document.body.append(region);
  }
  region.textContent = text;
  region.dataset.shown = '';
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { delete region.dataset.shown; }, 6000);
}
