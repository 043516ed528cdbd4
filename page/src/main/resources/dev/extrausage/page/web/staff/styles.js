import { css } from '../lit.js';

/** What the staff's views and forms need beside the shared look. */
export const staffStyles = css`
  dialog { width: min(36rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); padding: 0;
    overflow: auto; color: var(--eu-text); background: var(--eu-surface);
    border: 1px solid var(--eu-line); border-radius: var(--eu-radius);
    box-shadow: 0 12px 40px rgb(0 0 0 / 30%); }
  dialog::backdrop { background: rgb(0 0 0 / 45%); }
  dialog form { display: grid; gap: var(--eu-4); padding: var(--eu-5); }
  dialog form > * { min-width: 0; }
  .answer { margin-top: var(--eu-4); }
  .answer > * { flex: 1; }
  .key { font-family: var(--eu-mono); min-height: 0; color: var(--eu-text); }
  .end { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: var(--eu-2); }
  .effects { background: var(--eu-sunken); border-radius: var(--eu-radius);
    padding: var(--eu-3) var(--eu-4); display: grid; gap: var(--eu-1);
    font-variant-numeric: tabular-nums; }
  .effects ul { list-style: disc; padding-left: 1.2em; display: grid; gap: var(--eu-1); }
  .effects, .breaks { overflow-wrap: anywhere; }
  textarea { min-height: 4.5rem; resize: vertical; }
  textarea[aria-invalid="true"], select[aria-invalid="true"] { border-color: var(--eu-danger); }
  fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: grid; gap: var(--eu-2); }
  legend { padding: 0; font-weight: 550; margin-bottom: var(--eu-1); }
  .choice { display: flex; gap: var(--eu-2) var(--eu-3); align-items: center; font-weight: 400;
    padding: 0.45rem 0.6rem; border: 1px solid var(--eu-line);
    border-radius: var(--eu-radius-s); cursor: pointer; }
  .choice:has(:checked) { border-color: var(--eu-accent); background: var(--eu-accent-soft); }
  .choice > span:first-of-type { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .pair { display: grid; gap: var(--eu-3); grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
    align-items: start; }
  .optional { font-weight: 400; color: var(--eu-muted); }
  .filters { display: grid; gap: var(--eu-3); align-items: end;
    grid-template-columns: repeat(auto-fit, minmax(min(10rem, 100%), 1fr)); }
  .lines > li { padding-block: var(--eu-3); border-top: 1px solid var(--eu-line);
    display: grid; gap: var(--eu-1); min-width: 0; overflow-wrap: anywhere; }
  .lines > li:first-child { border-top: 0; padding-top: 0; }
  .lines > li:last-child { padding-bottom: 0; }
  .between { display: flex; flex-wrap: wrap; gap: var(--eu-1) var(--eu-4);
    align-items: baseline; justify-content: space-between; }
  .desk-line { align-items: center; flex-wrap: nowrap; }
  .desk-line > button { flex: none; overflow-wrap: normal; white-space: nowrap; }
  .empty { padding: var(--eu-5) 0; text-align: center; color: var(--eu-muted); }
  .strip > * { min-width: 0; overflow-wrap: anywhere; }
  .number + td:not(.number), .number + th:not(.number) { padding-left: var(--eu-3); }
  @media (max-width: 40rem) { .wide { display: none; } th.number, td.number { padding-right: 0; } }
  @media (min-width: 40.01rem) { .narrow { display: none; } }
  @media (max-width: 30rem) { .desk-line { flex-wrap: wrap; } .narrow .tag { white-space: normal; }
    dialog form { padding: var(--eu-4); } .end > * { flex: 1; } }
`;
