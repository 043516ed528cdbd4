import { css } from '../lit.js';

/**
 * What every element of the page looks like: one card a part, one look for controls, tables and
 * states. Colours, sizes and spaces come from the tokens (tokens.css); each has a light fallback,
 * so that an element alone in a host product's page is readable without them.
 */
export const shared = css`
  :host { display: block; color: var(--eu-text, #1c1c1a);
    font: 400 var(--eu-size-m, 0.9375rem)/1.5 var(--eu-font, system-ui, sans-serif); }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, p, ul, ol, dl, dd, figure { margin: 0; }
  ul, ol { padding: 0; list-style: none; }
  h2 { font-size: var(--eu-size-l, 1.125rem); line-height: 1.3; font-weight: 650; }
  h3 { font-size: var(--eu-size-m, 0.9375rem); line-height: 1.4; font-weight: 650; }
  a { color: var(--eu-accent, #0f766e); text-underline-offset: 0.15em; }
  a:hover { color: var(--eu-accent-strong, #0b5953); }
  :focus-visible { outline: 2px solid var(--eu-focus, #1d4ed8); outline-offset: 2px;
    border-radius: var(--eu-radius-s, 0.375rem); }

  .card { background: var(--eu-surface, #fff); border: 1px solid var(--eu-line, #dededa);
    border-radius: var(--eu-radius, 0.625rem); box-shadow: var(--eu-shadow, none);
    padding: var(--eu-5, 1.5rem); display: grid; gap: var(--eu-4, 1rem); min-width: 0; }
  .card > * { min-width: 0; }
  .head { display: flex; flex-wrap: wrap; gap: var(--eu-2, 0.5rem) var(--eu-4, 1rem);
    align-items: baseline; justify-content: space-between; }
  .row { display: flex; flex-wrap: wrap; gap: var(--eu-3, 0.75rem); align-items: center; }
  .stack { display: grid; gap: var(--eu-3, 0.75rem); }
  .muted { color: var(--eu-muted, #5c5c57); }
  .small { font-size: var(--eu-size-s, 0.8125rem); }
  .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .big { font-size: var(--eu-size-xl, 1.5rem); font-weight: 650; line-height: 1.2; }
  .sr-only { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap; }
  code { font-family: var(--eu-mono, monospace); font-size: 0.92em; overflow-wrap: anywhere; }

  button, .button { font: inherit; font-weight: 550; line-height: 1.25; cursor: pointer;
    display: inline-flex; align-items: center; justify-content: center; gap: 0.4em;
    min-height: 2.5rem; padding: 0.4rem 0.9rem; text-decoration: none;
    color: var(--eu-text, #1c1c1a); background: var(--eu-surface, #fff);
    border: 1px solid var(--eu-control-line, #85857f);
    border-radius: var(--eu-radius-s, 0.375rem); }
  button:hover:not(:disabled, [aria-disabled]), .button:hover { background: var(--eu-sunken, #f0f0ed);
    color: var(--eu-text, #1c1c1a); }
  button.primary { background: var(--eu-accent, #0f766e); border-color: transparent;
    color: var(--eu-on-accent, #fff); }
  button.primary:hover:not(:disabled, [aria-disabled]) { background: var(--eu-accent-strong, #0b5953);
    color: var(--eu-on-accent, #fff); }
  button.danger { color: var(--eu-danger, #b3261e); border-color: currentcolor; }
  button.plain { border-color: transparent; background: none; padding-inline: 0.4rem;
    color: var(--eu-accent, #0f766e); }
  button:disabled, button[aria-disabled] { cursor: default; opacity: 0.6; }
  button[aria-pressed="true"], button[aria-selected="true"] {
    background: var(--eu-accent-soft, #dff2ef); border-color: var(--eu-accent, #0f766e); }

  label, .label { font-weight: 550; }
  .field { display: grid; gap: var(--eu-1, 0.25rem); min-width: 0; }
  input, select, textarea { font: inherit; color: inherit; width: 100%; min-height: 2.5rem;
    padding: 0.4rem 0.6rem; background: var(--eu-surface, #fff);
    border: 1px solid var(--eu-control-line, #85857f);
    border-radius: var(--eu-radius-s, 0.375rem); }
  input[type="checkbox"], input[type="radio"] { width: 1.125rem; height: 1.125rem; min-height: 0;
    margin: 0; accent-color: var(--eu-accent, #0f766e); flex: none; }
  input[aria-invalid="true"] { border-color: var(--eu-danger, #b3261e); }
  input.money { text-align: right; font-variant-numeric: tabular-nums; max-width: 9rem; }

  table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
  .scroll { overflow-x: auto; }
  caption { text-align: left; }
  th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: left; vertical-align: baseline;
    border-bottom: 1px solid var(--eu-line, #dededa); }
  th { font-size: var(--eu-size-s, 0.8125rem); font-weight: 550;
    color: var(--eu-muted, #5c5c57); white-space: nowrap; }
  tbody th { font-size: inherit; color: inherit; font-weight: 500; white-space: normal; }
  th.number, td.number { text-align: right; }
  th:last-child, td:last-child { padding-right: 0; }
  tbody tr:last-child > * { border-bottom: 0; }

  .tag { display: inline-block; padding: 0.05rem 0.5rem; border-radius: 1rem;
    font-size: var(--eu-size-s, 0.8125rem); font-weight: 550;
    background: var(--eu-sunken, #f0f0ed); color: var(--eu-text, #1c1c1a); white-space: nowrap; }
  .tag.good { background: var(--eu-good-soft, #e3f4e7); color: var(--eu-good, #1a6b35); }
  .tag.warn { background: var(--eu-warn-soft, #fdf1dc); color: var(--eu-warn, #8a5300); }
  .tag.bad { background: var(--eu-danger-soft, #fcebe9); color: var(--eu-danger, #b3261e); }
  .tag.accent { background: var(--eu-accent-soft, #dff2ef); color: var(--eu-accent-strong, #0b5953); }
  .strip { padding: var(--eu-3, 0.75rem) var(--eu-4, 1rem);
    border-radius: var(--eu-radius, 0.625rem); display: flex; flex-wrap: wrap;
    gap: var(--eu-2, 0.5rem) var(--eu-4, 1rem); align-items: center;
    justify-content: space-between; background: var(--eu-sunken, #f0f0ed); }
  .strip.good { background: var(--eu-good-soft, #e3f4e7); color: var(--eu-good, #1a6b35); }
  .strip.warn { background: var(--eu-warn-soft, #fdf1dc); color: var(--eu-warn, #8a5300); }
  .strip.bad { background: var(--eu-danger-soft, #fcebe9); color: var(--eu-danger, #b3261e); }
  .strip.accent { background: var(--eu-accent-soft, #dff2ef); color: var(--eu-accent-strong, #0b5953); }
  .error { color: var(--eu-danger, #b3261e); }

  .skeleton { display: block; border-radius: var(--eu-radius-s, 0.375rem); min-height: 1.25em;
    background: var(--eu-sunken, #f0f0ed); animation: breathe 1.6s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: 0.5; } }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
  @media (max-width: 30rem) { .card { padding: var(--eu-4, 1rem); } }
  @media print { .card { border: 0; box-shadow: none; padding: 0; } .no-print { display: none; } }
`;
