import type { BuildView } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { shortMinutes } from './build-road.ts';
import { bindFindings } from './findings.ts';
import { countOf, escapeText, formatMoney, formatMoment } from './format.ts';
import { listLines } from './lists.ts';
import { factsPart, sectionPart, textPart } from './parts.ts';
import { wordSource } from './resource-words.ts';

const ROWS = 20;

/** How it ended: the image or the reason, and what still stands in Azure. */
export function bindEnd(view: BuildView, zone: string): readonly Json[] {
  const { ended, importing, machine, startedAt } = view;
  const minutes = ended ? (Date.parse(ended.at) - Date.parse(startedAt)) / 60_000 : 0;
  const isReady = ended?.outcome === 'ready';
  const facts = factsPart([
    ['Image', isReady && importing ? escapeText(`${importing.name} ${importing.version}`, 200) : ''],
    ['Made from', wordSource(view.request)],
    ['Ended', ended ? `${formatMoment(ended.at, zone)}, ${shortMinutes(minutes)} after it began` : ''],
    [
      'Machine time',
      machine
        ? `${shortMinutes(machine.hours * 60)}${machine.cost ? `, about ${escapeText(formatMoney(machine.cost))}` : ''}`
        : '',
    ],
  ]);
  const refused = ended?.outcome === 'refused' ? bindFindings(view.findings) : [];
  return [facts, ...refused, ...bindLeft(view)];
}

function bindLeft({ left, step }: BuildView): readonly Json[] {
  if (left.length === 0) {
    return step === 'done' ? [textPart('✓ Nothing that Repave made and no longer needs is left in Azure.')] : [];
  }
  const lines = listLines(left, { cap: ROWS, word: (name) => escapeText(name, 160) });
  const heading =
    step === 'done'
      ? `Still in Azure: ${countOf(left.length, 'thing')}`
      : `To be deleted: ${countOf(left.length, 'thing')}`;
  return [sectionPart(heading, [textPart(lines, { spacing: 'None' })])];
}
