import { css, html } from '../lit.js';
import { share } from '../format/money.js';

/** The look of {@link bar}. */
export const barStyle = css`
  .bar { height: 0.625rem; border-radius: 1rem; overflow: hidden; background: var(--eu-bar-rest, #e3e3de); }
  .bar svg { display: block; width: 100%; height: 100%; }
  .bar .allowance { fill: var(--eu-bar-allowance, #0f766e); }
  .bar .extra { fill: var(--eu-bar-extra, #6d4bc3); }
  .bar .warn { fill: var(--eu-warn, #8a5300); }
  .bar rect { transition: width 0.3s; }
`;

/**
 * A bar that is filled as far as `part` is of `whole`, both amounts of the API.
 *
 * @param kind the class of its colour: 'allowance', 'extra' or 'warn'
 * @param label what a screen reader says of it, with its figures
 */
export function bar(part, whole, kind, label) {
  const width = share(part, whole) * 100;
  return html`<div class="bar" role="img" aria-label=${label}>
    <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect class=${kind} width=${width} height="1"></rect></svg></div>`;
}
