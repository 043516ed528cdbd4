/** Where the elements come from, and what they need in a page that is not the ledger's own. */

const OWN = new URL(import.meta.url).origin;

/** True in the page of a host product. */
export const isEmbedded = OWN !== location.origin;

/** The API's server where an element names none: where its script came from; '' for this page's. */
export const home = isEmbedded ? OWN : '';

let tokens = null;

/**
 * A sheet with the design tokens for the shadow of an element, in a page that has not loaded
 * them. What the host sets on the element itself goes before it.
 */
export async function tokenSheet() {
  tokens ??= fetch(new URL('../style/tokens.css', import.meta.url)).then((answer) => answer.text())
    .then((css) => new CSSStyleSheet().replace(
      css.replace(':root:not([data-theme="light"])', ':host').replace(':root', ':host')));
  return tokens;
}
