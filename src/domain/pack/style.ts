import { html } from './html.ts';
import type { Markup } from './html.ts';

/** The look of the summary, light and dark, on screen and on paper. */
export const STYLE: Markup = html`
  :root { --paper: #fff; --ink: #1b1b1f; --faint: #5b5b66; --edge: #d7d7de; --ready: #0f6b4f; --bad: #b3261e; --other:
  #8a8a96; --started: #2b5fb4; } @media (prefers-color-scheme: dark) { :root { --paper: #17171a; --ink: #ececf1;
  --faint: #a9a9b5; --edge: #3a3a42; --ready: #5cc79f; --bad: #ff8a80; --other: #85858f; --started: #8ab4f8; } } @media
  print { :root { --paper: #fff; --ink: #000; --faint: #333; --edge: #999; } section { break-inside: avoid; } .wide {
  overflow: visible; } } * { box-sizing: border-box; } body { margin: 0 auto; max-width: 72rem; padding: 1.5rem;
  background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; } h1 { font-size: 1.6rem; margin:
  0; } h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--edge); } p { margin: 0.25rem 0;
  color: var(--faint); } dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.25rem 1rem;
  margin: 0; } dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; } svg { display: block; width: 100%;
  max-width: 40rem; height: auto; } svg.bar { height: 1.75rem; } svg text { fill: var(--faint); font: 11px system-ui,
  sans-serif; } .line { fill: none; stroke-width: 2; } .line.started { stroke: var(--started); } .line.ready { stroke:
  var(--ready); stroke-dasharray: 6 3; } rect.ready { fill: var(--ready); } rect.bad { fill: var(--bad); } rect.other {
  fill: var(--other); } .legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0.5rem 0
  0; padding: 0; } .legend i { display: inline-block; width: 0.8rem; height: 0.8rem; margin-right: 0.4rem; } i.ready {
  background: var(--ready); } i.bad { background: var(--bad); } i.other { background: var(--other); } i.started {
  background: var(--started); } .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size:
  0.85rem; } th, td { border-bottom: 1px solid var(--edge); padding: 0.3rem 0.5rem; text-align: left; vertical-align:
  top; }
`;
