import type { BuildView } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { shortMinutes } from './build-road.ts';
import { bindFindings } from './findings.ts';
import { escapeText, formatMoney, formatMoment } from './format.ts';
import { listLines } from './lists.ts';
import { factsPart, sectionPart, textPart } from './parts.ts';
import { wordSource } from './resource-words.ts';
import { say } from './text/say.ts';

const ROWS = 20;

/** How it ended: the image or the reason, and what still stands in Azure. */
export function bindEnd(view: BuildView, zone: string): readonly Json[] {
  const { ended, importing, machine, startedAt } = view;
  const minutes = ended ? (Date.parse(ended.at) - Date.parse(startedAt)) / 60_000 : 0;
  const isReady = ended?.outcome === 'ready';
  const facts = factsPart([
    [say('build-machine.image'), isReady && importing ? escapeText(`${importing.name} ${importing.version}`, 200) : ''],
    [say('build-machine.made-from'), wordSource(view.request)],
    [
      say('build-machine.ended'),
      ended ? say('build-machine.ended-at', { when: formatMoment(ended.at, zone), time: shortMinutes(minutes) }) : '',
    ],
    [say('build-machine.machine-time'), machine ? wordTime(machine) : ''],
  ]);
  const refused = ended?.outcome === 'refused' ? bindFindings(view.findings) : [];
  return [facts, ...refused, ...bindLeft(view)];
}

function wordTime({ hours, cost }: NonNullable<BuildView['machine']>): string {
  const time = shortMinutes(hours * 60);
  return cost ? say('build-machine.time-cost', { time, cost: escapeText(formatMoney(cost)) }) : time;
}

function bindLeft({ left, step }: BuildView): readonly Json[] {
  if (left.length === 0) {
    return step === 'done' ? [textPart(say('build-machine.nothing-left'))] : [];
  }
  const lines = listLines(left, { cap: ROWS, word: (name) => escapeText(name, 160) });
  const heading = say(step === 'done' ? 'build-machine.still-in-azure' : 'build-machine.to-be-deleted', {
    n: left.length,
  });
  return [sectionPart(heading, [textPart(lines, { spacing: 'None' })])];
}
