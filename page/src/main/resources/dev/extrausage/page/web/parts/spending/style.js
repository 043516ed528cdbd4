import { css } from '../../lit.js';

/** The look of the spending part beside what all parts share. */
export const spendingStyle = css`
  .choices { display: flex; flex-wrap: wrap; gap: var(--eu-1, 0.25rem); }
  .choices button { min-height: 2.25rem; padding: 0.25rem 0.75rem; }
  select.short { width: auto; max-width: 100%; }
  .days input { width: auto; }
  .figures { gap: var(--eu-4, 1rem); transition: opacity 0.2s; }
  .figures[aria-busy="true"] { opacity: 0.6; }
  .figures > *, .view > * { min-width: 0; }
  .paid { display: grid; gap: var(--eu-3, 0.75rem) var(--eu-5, 1.5rem);
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
  .paid dt { color: var(--eu-muted, #5c5c57); font-size: var(--eu-size-s, 0.8125rem); }
  .paid dd { font-size: var(--eu-size-l, 1.125rem); font-weight: 650; }
  summary { cursor: pointer; width: fit-content; color: var(--eu-accent, #0f766e); }
  .empty { padding: var(--eu-5, 1.5rem) 0; text-align: center; }
  tfoot > tr > * { border-bottom: 0; border-top: 1px solid var(--eu-control-line, #85857f); font-weight: 600; color: inherit; font-size: inherit; }
  @media (max-width: 30rem) { table { font-size: var(--eu-size-s, 0.8125rem); } }
  td.when { white-space: nowrap; }
  .when { padding-inline-start: var(--eu-3, 0.75rem); }
  tbody th, tfoot th { min-width: 7rem; }
  .disclose { min-height: 0; padding: 0.1rem 0.2rem; font-weight: 500;
    justify-content: start; text-align: start; overflow-wrap: anywhere; }
  .disclose .mark { display: inline-block; transition: transform 0.15s; }
  .disclose[aria-expanded="true"] .mark { transform: rotate(90deg); }
  .inner > * { background: var(--eu-sunken, #f0f0ed); font-size: var(--eu-size-s, 0.8125rem); }
  .inner > th { padding-left: 1.5rem; font-weight: 400; }
`;
