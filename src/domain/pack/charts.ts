import type { Instant } from '../time.ts';
import { toMs } from '../time.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';

/** Units of the drawing; the page scales it. */
const WIDTH = 640;
const HEIGHT = 160;

export interface Share {
  readonly label: string;
  readonly count: number;
  /** Class of the colour in the page's style. */
  readonly look: string;
}

/** One bar, cut by shares, with every share written out below it: colour alone says nothing. */
export function drawShares(shares: readonly Share[]): Markup {
  const there = shares.filter(({ count }) => count > 0);
  const total = there.reduce((sum, { count }) => sum + count, 0);
  const words = there.map(({ label, count }) => `${count} ${label}`).join(', ');
  if (total === 0) return html`<p>No Cloud PC.</p>`;
  const bars = there.map(({ count, look }, index) => {
    const before = there.slice(0, index).reduce((sum, share) => sum + share.count, 0);
    return html`<rect class="${look}" x="${scale(before, total)}" y="0" width="${scale(count, total)}" height="28" />`;
  });
  const legend = there.map(({ label, count, look }) => html`<li><i class="${look}"></i>${count} ${label}</li>`);
  return html`<svg role="img" aria-label="${words}" viewBox="0 0 ${WIDTH} 28" preserveAspectRatio="none" class="bar">
      ${bars}
    </svg>
    <ul class="legend">
      ${legend}
    </ul>`;
}

/** How many had happened by when: a step for each instant, for two kinds of things. */
export function drawProgress(started: readonly Instant[], ready: readonly Instant[]): Markup {
  const all = [...started, ...ready].map(toMs);
  const [from, to] = [Math.min(...all), Math.max(...all)];
  if (started.length === 0) return html`<p>Nothing was started.</p>`;
  const frame = { from, span: Math.max(1, to - from), most: Math.max(started.length, ready.length) };
  const words = `${started.length} started and ${ready.length} ready, from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return html`<svg role="img" aria-label="${words}" viewBox="0 0 ${WIDTH} ${HEIGHT + 20}">
      <line class="axis" x1="0" y1="${HEIGHT - 4}" x2="${WIDTH}" y2="${HEIGHT - 4}" />
      <text x="0" y="14">${frame.most} Cloud PCs</text>
      <polyline class="line started" points="${steps(started, frame)}" />
      <polyline class="line ready" points="${steps(ready, frame)}" />
      <text x="0" y="${HEIGHT + 16}">${shortTime(from)}</text>
      <text x="${WIDTH}" y="${HEIGHT + 16}" text-anchor="end">${shortTime(to)}</text>
    </svg>
    <ul class="legend">
      <li><i class="started"></i>${started.length} started</li>
      <li><i class="ready"></i>${ready.length} ready</li>
    </ul>`;
}

/** How many took how long, in columns of equal width. Minutes. */
export function drawMinutes(minutes: readonly number[]): Markup {
  if (minutes.length === 0) return html`<p>None is ready yet.</p>`;
  const columns = 8;
  const size = Math.max(5, Math.ceil(Math.max(...minutes) / columns / 5) * 5);
  const counts = Array.from({ length: columns }, (_none, index) => countWithin(minutes, index * size, size, columns));
  const most = Math.max(...counts);
  const words = counts.map((count, index) => `${count} within ${(index + 1) * size} minutes`).join(', ');
  const bars = counts.map((count, index) => drawColumn({ count, index, most, columns, size }));
  return html`<svg role="img" aria-label="${words}" viewBox="0 0 ${WIDTH} ${HEIGHT + 20}">
    <line class="axis" x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}" />
    ${bars}
  </svg>`;
}

function drawColumn(of: { count: number; index: number; most: number; columns: number; size: number }): Markup {
  const { count, index, most, columns, size } = of;
  const width = WIDTH / columns;
  const height = round((HEIGHT - 20) * (count / most));
  const [x, y] = [round(index * width), HEIGHT - height];
  const number =
    count > 0 ? html`<text x="${round(x + width / 2)}" y="${y - 4}" text-anchor="middle">${count}</text>` : html``;
  return html`<rect class="ready" x="${x + 4}" y="${y}" width="${round(width - 8)}" height="${height}" />${number}
    <text x="${round(x + width / 2)}" y="${HEIGHT + 16}" text-anchor="middle">≤ ${(index + 1) * size} min</text>`;
}

function countWithin(minutes: readonly number[], from: number, size: number, columns: number): number {
  const isLast = from === size * (columns - 1);
  return minutes.filter((one) => (from === 0 || one > from) && (isLast || one <= from + size)).length;
}

function steps(times: readonly Instant[], frame: { from: number; span: number; most: number }): string {
  const place = (ms: number, count: number) =>
    `${round(((ms - frame.from) / frame.span) * WIDTH)},${round(HEIGHT - 4 - (count / frame.most) * (HEIGHT - 24))}`;
  const sorted = times.map(toMs).sort((a, b) => a - b);
  const points = sorted.flatMap((ms, index) => [place(ms, index), place(ms, index + 1)]);
  return [place(frame.from, 0), ...points, place(frame.from + frame.span, sorted.length)].join(' ');
}

function shortTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function scale(count: number, total: number): number {
  return round((count / total) * WIDTH);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
