import { html } from './html.ts';
import type { Markup } from './html.ts';

const LIGHT =
  '--paper: #fff; --ink: #1b1b1f; --faint: #5b5b66; --edge: #d7d7de; --ready: #0f6b4f; --bad: #b3261e; --doubt: #c77700; --other: #6b6b76; --wait: #a3a3ae; --started: #2b5fb4; --word: #6b4fa0;';
const DARK =
  '--paper: #17171a; --ink: #ececf1; --faint: #a9a9b5; --edge: #3a3a42; --ready: #5cc79f; --bad: #ff8a80; --doubt: #ffb74d; --other: #a0a0ab; --wait: #6a6a75; --started: #8ab4f8; --word: #b9a3e3;';

const LOOKS = ['ready', 'bad', 'doubt', 'other', 'wait', 'started', 'word'];

/** Paper is white whatever the screen was, and colours are printed although browsers leave backgrounds out. */
const PRINT = [
  `:root { ${LIGHT} --ink: #000; --faint: #333; --edge: #999; }`,
  'body { max-width: none; padding: 0; font-size: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }',
  'h2 { break-after: avoid; margin-top: 1.2rem; }',
  'section { break-inside: avoid; }',
  'section.long { break-inside: auto; }',
  'tr, dd, svg { break-inside: avoid; }',
  'dt { break-after: avoid; }',
  'thead { display: table-header-group; }',
  '.wide { overflow: visible; }',
  'table { font-size: 9px; }',
  '@page { size: A4; margin: 14mm; }',
];

const RULES = [
  `:root { color-scheme: light dark; ${LIGHT} }`,
  `@media (prefers-color-scheme: dark) { :root { ${DARK} } }`,
  '* { box-sizing: border-box; }',
  'body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }',
  'h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }',
  'h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--edge); }',
  'p { margin: 0.25rem 0; color: var(--faint); }',
  'dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.25rem 1rem; margin: 0; }',
  'dt { color: var(--faint); }',
  'dd { margin: 0; overflow-wrap: anywhere; }',
  'svg { display: block; width: 100%; max-width: 40rem; height: auto; }',
  'svg.bar { height: 1.75rem; }',
  'svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }',
  '.axis { stroke: var(--edge); stroke-width: 1; }',
  '.line { fill: none; stroke-width: 2; }',
  '.line.started { stroke: var(--started); }',
  '.line.ready { stroke: var(--ready); stroke-dasharray: 6 3; }',
  ...LOOKS.map((look) => `rect.${look} { fill: var(--${look}); } i.${look} { background: var(--${look}); }`),
  'svg.bar rect { stroke: var(--paper); stroke-width: 2; }',
  '.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0.5rem 0 0; padding: 0; }',
  '.legend i { display: inline-block; width: 0.8rem; height: 0.8rem; margin-right: 0.4rem; }',
  '.wide { overflow-x: auto; }',
  'table { border-collapse: collapse; width: 100%; font-size: 0.85rem; }',
  'th, td { border-bottom: 1px solid var(--edge); padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }',
  'th { white-space: nowrap; }',
  'td.time { white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }',
  'td.number { text-align: right; font-variant-numeric: tabular-nums; }',
  'td.name { min-width: 11rem; }',
  'td small { display: block; color: var(--faint); font-size: inherit; }',
  '@media screen and (max-width: 40rem) { body { padding: 1rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } svg text { font-size: 17px; } }',
  `@media print { ${PRINT.join(' ')} }`,
].join('\n');

/** The look of the summary, light and dark, on screen and on paper. Nothing in it is anybody's text. */
export const STYLE: Markup = html`${RULES}`;
