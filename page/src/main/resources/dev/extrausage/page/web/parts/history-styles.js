import { css } from '../lit.js';

/** How the history's filters and lines look. */
export const historyStyles = css`
  .lines { border-top: 1px solid var(--eu-line, #dededa); }
  .line { border-bottom: 1px solid var(--eu-line, #dededa); }
  .line, #single { scroll-margin-top: 1rem; }
  .line > button, .names { display: grid; gap: 0 var(--eu-3, 0.75rem); align-items: baseline;
    grid-template-columns: 10.5rem minmax(0, 1fr) 7rem 7rem 1rem; }
  .line > button { font-weight: 400; text-align: left; border: 0; border-radius: 0;
    background: none; padding: var(--eu-2, 0.5rem) 0.25rem; line-height: 1.45;
    margin-inline: -0.25rem; width: calc(100% + 0.5rem); }
  .line > button:focus-visible { outline-offset: -2px; }
  .names { font-size: var(--eu-size-s, 0.8125rem); color: var(--eu-muted, #5c5c57);
    font-weight: 550; padding-bottom: var(--eu-1, 0.25rem); }
  .right { text-align: right; }
  .mark { color: var(--eu-muted, #5c5c57); transition: transform 0.15s; justify-self: center; }
  [aria-expanded="true"] .mark { transform: rotate(90deg); }
  [aria-expanded="true"] .what { font-weight: 550; }
  .plus { color: var(--eu-good, #1a6b35); }
  .what { overflow-wrap: anywhere; }
  .pool { display: none; }
  .exports { gap: 0 var(--eu-1, 0.25rem); }
  .exports button { min-height: 2rem; padding-inline: 0.35rem; }
  /* Takes no room, so that it moves nothing when it comes. */
  .newer { position: sticky; top: var(--eu-2, 0.5rem); height: 0; z-index: 1; display: grid;
    justify-items: center; margin-top: calc(-1 * var(--eu-4, 1rem)); }
  .newer button { box-shadow: 0 2px 10px rgb(0 0 0 / 25%); border-radius: 2rem; }
  summary { cursor: pointer; width: fit-content; font-weight: 550; }
  .filters { display: grid; gap: var(--eu-3, 0.75rem); align-items: start;
    padding-top: var(--eu-3, 0.75rem);
    grid-template-columns: repeat(auto-fill, minmax(min(11.5rem, 100%), 1fr)); }
  @media (max-width: 46rem) {
    .names, .mark { display: none; }
    .line > button { display: flex; flex-wrap: wrap;
      justify-content: flex-start; gap: 0.125rem var(--eu-2, 0.5rem); }
    .what { order: -1; flex: 1 0 100%; }
    .right { margin-left: auto; font-size: var(--eu-size-s, 0.8125rem); }
    .pool { display: inline; color: var(--eu-muted, #5c5c57); }
    .right:empty { display: none; }
  }
  @media print { .newer, .filter { display: none; } }
`;
