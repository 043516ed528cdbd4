import { hostTokens } from '../style/host-tokens.js';

/** Where the elements come from, and what they need in a page that is not the ledger's own. */

const OWN = new URL(import.meta.url).origin;

/** True in the page of a host product. */
export const isEmbedded = OWN !== location.origin;

/** The API's server where an element names none: where its script came from; '' for this page's. */
export const home = isEmbedded ? OWN : '';

let tokens = null;

/**
 * Gives a host product's page the design tokens, once; without them the elements' fallbacks hold.
 */
export function bringTokens() {
  tokens ??= fetch(new URL('../style/tokens.css', import.meta.url)).then((answer) => answer.text())
    .then((css) => new CSSStyleSheet().replace(
      hostTokens(css, CSS.supports('color', 'light-dark(#fff, #000)'))))
    .then((sheet) => { document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; },
      () => { tokens = null; });
}
