import type { TargetPhase } from '../src/domain/target.ts';
import type { Json } from './actions.ts';
import { formatNumber } from './format.ts';
import { createTemplate, fillItems } from './render.ts';
import source from './progress.json' with { type: 'json' };

const fill = createTemplate(source);

/** The eleven phases of a Cloud PC in the five groups that people ask about. */
const GROUPS = [
  { legend: 'Done', symbol: '✓', color: 'Good', style: 'good', phases: ['verified'] },
  {
    legend: 'Being rebuilt',
    symbol: '↻',
    color: 'Accent',
    style: 'accent',
    phases: ['requested', 'provisioning', 'settling'],
  },
  {
    legend: 'Waiting',
    symbol: '·',
    color: 'Default',
    style: 'emphasis',
    phases: ['planned', 'told', 'cleared', 'postponed'],
  },
  { legend: 'In doubt', symbol: '?', color: 'Warning', style: 'warning', phases: ['in-doubt'] },
  { legend: 'Failed', symbol: '✕', color: 'Attention', style: 'attention', phases: ['failed'] },
  { legend: 'Left out', symbol: '–', color: 'Default', style: 'default', phases: ['excluded'] },
] as const satisfies readonly {
  readonly legend: string;
  readonly symbol: string;
  readonly color: string;
  readonly style: string;
  readonly phases: readonly TargetPhase[];
}[];

/** Colours of Teams charts by group (learn.microsoft.com, charts in Adaptive Cards). */
const CHART_COLORS: Readonly<Record<(typeof GROUPS)[number]['legend'], string>> = {
  Done: 'good',
  'Being rebuilt': 'categoricalBlue',
  Waiting: 'neutral',
  'In doubt': 'warning',
  Failed: 'attention',
  'Left out': 'categoricalTeal',
};

type Counts = Readonly<Record<TargetPhase, number>>;

/** Slices of the donut; groups of nobody are left out. */
export function slicesOf(counts: Counts): readonly Json[] {
  return groupsOf(counts).map(({ legend, value }) => ({ legend, value, color: CHART_COLORS[legend] }));
}

/** The same as a bar, for clients without charts. */
export function bindBar(counts: Counts): readonly Json[] {
  return groupsOf(counts).map(({ style, value }) => {
    return { type: 'Column', width: value, style, minHeight: '10px', spacing: 'None', items: [] };
  });
}

/** The same in numbers, one row a group: a chart alone says them to nobody who cannot see it. */
export function bindCounts(counts: Counts): readonly Json[] {
  const rows = groupsOf(counts).map(({ legend, symbol, color, value }) => {
    return { symbol, legend, color, value: formatNumber(value) };
  });
  return fillItems(fill, { rows });
}

/** "12 done, 3 being rebuilt, 25 waiting": for toasts. */
export function wordProgress(counts: Counts): string {
  const groups = groupsOf(counts);
  return groups.map(({ legend, value }) => `${formatNumber(value)} ${legend.toLowerCase()}`).join(', ');
}

function groupsOf(counts: Counts) {
  const summed = GROUPS.map((group) => ({
    ...group,
    value: group.phases.reduce((sum, phase) => sum + counts[phase], 0),
  }));
  return summed.filter(({ value }) => value > 0);
}
