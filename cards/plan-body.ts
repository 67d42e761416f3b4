import { DATA_ITEMS, proofModeOf } from '../src/domain/proof.ts';
import type { ChecklistCounts, PlanSummary } from '../src/domain/views-plan.ts';
import type { Json } from './actions.ts';
import {
  escapeText,
  formatMinutes,
  formatMoment,
  formatNumber,
  formatShort,
  formatSlotShort,
  formatZone,
  joinNames,
} from './format.ts';
import { listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { detailsOf } from './plan-details.ts';
import source from './plan-body.json' with { type: 'json' };
import { createTemplate, fillItems } from './render.ts';
import { say } from './text/say.ts';
import { outcomeOf, wordItem } from './words.ts';

const fill = createTemplate(source);

/** Zones that the card shows at once; the rest stands in the details. */
const ZONES_SHOWN = 4;

/**
 * The plan on one screen: the same for the admin who asked for it and for the approver. `warning` says that it cannot be undone;
 * cards whose decision is over leave it out. `zone` is the reader's, for dates that are nobody's own.
 */
export function bindPlanBody(
  summary: PlanSummary,
  options: { readonly zone: string; readonly isOpen: boolean },
): readonly Json[] {
  const zones = wordZones(summary);
  const evidence = [wordBasis(summary), ...wordEvidence(summary), wordChecks(summary), wordWayBack(summary)];
  const details = detailsOf(summary, options.zone);
  return fillItems(fill, {
    stats: [
      { value: formatNumber(summary.targets), label: say('plan.label-cloud-pcs', { n: summary.targets }) },
      { value: formatNumber(summary.people), label: say('plan.label-people', { n: summary.people }) },
      { value: formatNumber(summary.waves.length), label: say('plan.label-waves', { n: summary.waves.length }) },
      { value: formatNumber(summary.leftOut.length), label: say('plan.label-left-out') },
    ],
    imageHeading: say('plan.image'),
    whenHeading: say('plan.when'),
    checkedHeading: say('plan.checked'),
    detailsTitle: say('plan.details'),
    images: wordImages(summary),
    switching: wordSwitching(summary),
    isOpen: options.isOpen,
    zones: bulletsOf(zones),
    likely: wordLikely(summary, options.zone),
    evidence,
    openNote: options.isOpen ? wordOpen(summary) : '',
    details: options.isOpen ? details : [...closedSections(zones, evidence), ...details],
    warning: options.isOpen ? wordWarning(summary) : '',
  });
}

/** What an open card shows at once stands in the details when the decision is over. */
function closedSections(zones: readonly string[], evidence: readonly Line[]): readonly Section[] {
  return [
    { heading: say('plan.when'), lines: bulletsOf(zones) },
    { heading: say('plan.checked'), lines: bulletsOf(evidence.map(({ symbol, text }) => `${symbol} ${text}`)) },
  ];
}

function bulletsOf(lines: readonly string[]): string {
  return listLines(lines, { cap: lines.length, word: (line) => line });
}

function wordImages({ switches, image }: PlanSummary): string {
  const before = [...new Set(switches.map((change) => escapeText(change.before.imageName)))];
  const version = image.version === '' ? '' : ` (${escapeText(image.version)})`;
  return `${joinNames(before, 3)} → **${escapeText(image.name)}**${version}`;
}

/** The switch is the step that reaches people outside the plan, so it is named. */
function wordSwitching({ switches }: PlanSummary): string {
  const names = joinNames(
    switches.map((change) => say('plan.quoted', { name: escapeText(change.policyName) })),
    5,
  );
  return say('plan.switching', { n: switches.length, names });
}

function wordZones({ zones }: PlanSummary): readonly string[] {
  const shown = [...zones].sort((a, b) => b.people - a.people).slice(0, ZONES_SHOWN);
  const lines = shown.map((zone) => {
    const first = formatSlotShort(zone.first, zone.zone);
    return say('plan.zone', { n: zone.people, first, zone: formatZone(zone.zone, zone.first.startAt) });
  });
  const rest = zones.length - shown.length;
  return rest > 0 ? [...lines, say('plan.more-zones', { n: rest })] : lines;
}

function wordLikely({ eta }: PlanSummary, zone: string): string {
  return say('plan.likely', {
    likely: formatShort(eta.p50At, zone),
    worst: formatMoment(eta.p90At, zone),
    each: formatMinutes(eta.p50Minutes),
    rarely: formatMinutes(eta.p90Minutes),
    basis: eta.source === 'own-times' ? say('plan.basis-own', { n: eta.samples }) : say('plan.basis-usual'),
  });
}

interface Line {
  readonly [key: string]: Json;
  readonly symbol: string;
  readonly color: string;
  readonly text: string;
}

/** How it comes to be known whether data is safe; that nothing is measured is said before anything that rests on it. */
function wordBasis({ request }: PlanSummary): Line {
  const mode = proofModeOf(request);
  const { symbol, color } = outcomeOf(mode === 'attested' ? 'warn' : 'pass');
  return { symbol, color, text: say(`plan.basis-data-${mode}`) };
}

/** The two items that protect data: how many people of all are covered, and by what. */
function wordEvidence({ checklist }: PlanSummary): readonly Line[] {
  return checklist
    .filter(({ item }) => DATA_ITEMS.some((known) => known === item))
    .map((counts) => {
      const { measured, attested, waived, bad, unknown } = counts;
      const all = measured + attested + waived + bad + unknown;
      const open = bad + unknown;
      const parts = [
        measured > 0 ? say('plan.n-measured', { n: measured }) : '',
        attested > 0 ? wordAttested(counts) : '',
        waived > 0 ? say('plan.n-waived', { n: waived }) : '',
        bad > 0 ? say('plan.n-bad', { n: bad }) : '',
        unknown > 0 ? say('plan.n-open', { n: unknown }) : '',
      ].filter((part) => part !== '');
      const title = wordItem(counts.item).title;
      const text = say('plan.evidence', { title, safe: all - open, all, parts: parts.join(', ') });
      return { symbol: open === 0 ? '✓' : '!', color: open === 0 ? 'Good' : 'Warning', text };
    });
}

function wordAttested({ attested, tick }: ChecklistCounts): string {
  return tick
    ? say('plan.n-ticked', { n: attested, by: escapeText(tick.byName, 60) })
    : say('plan.n-attested', { n: attested });
}

/** What the open answers mean, so that a number of them is no reason to reject. */
function wordOpen({ checklist }: PlanSummary): string {
  const isOpen = checklist.some(
    ({ item, bad, unknown }) => DATA_ITEMS.some((known) => known === item) && bad + unknown > 0,
  );
  return isOpen ? say('plan.open-note') : '';
}

function wordChecks({ checks }: PlanSummary): Line {
  const { pass, warn, fail, unknown } = checks;
  const parts = [
    say('plan.n-passed', { n: pass }),
    ...(warn > 0 ? [say('plan.n-warnings', { n: warn })] : []),
    ...(unknown > 0 ? [say('plan.n-unknown', { n: unknown })] : []),
    ...(fail > 0 ? [say('plan.n-failed', { n: fail })] : []),
  ];
  const outcome = outcomeOf(fail > 0 ? 'fail' : warn + unknown > 0 ? 'warn' : 'pass');
  return { symbol: outcome.symbol, color: outcome.color, text: say('plan.preconditions', { parts: parts.join(', ') }) };
}

function wordWayBack({ rollback }: PlanSummary): Line {
  const { symbol, color } = outcomeOf(WAYS_OUTCOME[rollback.possible]);
  return { symbol, color, text: say(`plan.way-back-${rollback.possible}`) };
}

const WAYS_OUTCOME = { yes: 'pass', unknown: 'unknown', no: 'fail' } as const;

function wordWarning({ targets }: PlanSummary): string {
  return say('plan.warning', { n: targets });
}
