import type { TargetPhase } from '../src/domain/target.ts';
import type { Json } from './actions.ts';
import { formatNumber } from './format.ts';
import { createTemplate, fillItems } from './render.ts';
import source from './progress.json' with { type: 'json' };
import { say } from './text/say.ts';

const fill = createTemplate(source);

/** The eleven phases of a Cloud PC in the five groups that people ask about. */
const GROUPS = [
  { id: 'done', symbol: '✓', color: 'Good', style: 'good', phases: ['verified'] },
  {
    id: 'rebuilding',
    symbol: '↻',
    color: 'Accent',
    style: 'accent',
    phases: ['requested', 'provisioning', 'settling'],
  },
  {
    id: 'waiting',
    symbol: '·',
    color: 'Default',
    style: 'emphasis',
    phases: ['planned', 'told', 'cleared', 'postponed'],
  },
  { id: 'in-doubt', symbol: '?', color: 'Warning', style: 'warning', phases: ['in-doubt'] },
  { id: 'failed', symbol: '✕', color: 'Attention', style: 'attention', phases: ['failed'] },
  { id: 'left-out', symbol: '–', color: 'Default', style: 'default', phases: ['excluded'] },
] as const satisfies readonly {
  readonly id: string;
  readonly symbol: string;
  readonly color: string;
  readonly style: string;
  readonly phases: readonly TargetPhase[];
}[];

/** Colours of Teams charts by group (learn.microsoft.com, charts in Adaptive Cards). */
const CHART_COLORS: Readonly<Record<(typeof GROUPS)[number]['id'], string>> = {
  done: 'good',
  rebuilding: 'categoricalBlue',
  waiting: 'neutral',
  'in-doubt': 'warning',
  failed: 'attention',
  'left-out': 'categoricalTeal',
};

type Counts = Readonly<Record<TargetPhase, number>>;

/** Slices of the donut; groups of nobody are left out. */
export function slicesOf(counts: Counts): readonly Json[] {
  return groupsOf(counts).map(({ id, value }) => ({ legend: say(`progress.${id}`), value, color: CHART_COLORS[id] }));
}

/** The same as a bar, for clients without charts. */
export function bindBar(counts: Counts): readonly Json[] {
  return groupsOf(counts).map(({ style, value }) => {
    return { type: 'Column', width: value, style, minHeight: '10px', spacing: 'None', items: [] };
  });
}

/** The same in numbers, one row a group: a chart alone says them to nobody who cannot see it. */
export function bindCounts(counts: Counts): readonly Json[] {
  const rows = groupsOf(counts).map(({ id, symbol, color, value }) => {
    return { symbol, legend: say(`progress.${id}`), color, value: formatNumber(value) };
  });
  return fillItems(fill, { rows });
}

/** "12 done, 3 being rebuilt, 25 waiting": for toasts. */
export function wordProgress(counts: Counts): string {
  return groupsOf(counts)
    .map(({ id, value }) => say(`progress.n-${id}`, { n: value }))
    .join(', ');
}

function groupsOf(counts: Counts) {
  const summed = GROUPS.map((group) => ({
    ...group,
    value: group.phases.reduce((sum, phase) => sum + counts[phase], 0),
  }));
  return summed.filter(({ value }) => value > 0);
}
