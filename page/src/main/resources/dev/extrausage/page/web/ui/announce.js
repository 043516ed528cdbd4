import { isEmbedded } from '../parts/home.js';

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
    if (isEmbedded) {
      // A host's page has no style for it: there it is for screen readers alone.
      Object.assign(region.style, { position: 'absolute', width: '1px', height: '1px',
        overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' });
    }
    document.body.append(region);
    if (getComputedStyle(region).position !== 'fixed') {
      // In a host product's page, which has no style for it, it is for screen readers alone.
      Object.assign(region.style, { position: 'absolute', width: '1px', height: '1px',
        overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' });
    }
  }
  region.textContent = text;
  region.dataset.shown = '';
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { delete region.dataset.shown; }, 6000);
}
