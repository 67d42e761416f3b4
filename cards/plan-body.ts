import { DATA_ITEMS } from '../src/domain/proof.ts';
import type { PlanSummary } from '../src/domain/views-plan.ts';
import type { Json } from './actions.ts';
import {
  countOf,
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
  const evidence = [...wordEvidence(summary), wordChecks(summary), wordWayBack(summary)];
  const details = detailsOf(summary, options.zone);
  return fillItems(fill, {
    stats: [
      { value: formatNumber(summary.targets), label: summary.targets === 1 ? 'Cloud PC' : 'Cloud PCs' },
      { value: formatNumber(summary.people), label: summary.people === 1 ? 'person' : 'people' },
      { value: formatNumber(summary.waves.length), label: summary.waves.length === 1 ? 'wave' : 'waves' },
      { value: formatNumber(summary.leftOut.length), label: 'left out' },
    ],
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
    { heading: 'When', lines: bulletsOf(zones) },
    { heading: 'Checked', lines: bulletsOf(evidence.map(({ symbol, text }) => `${symbol} ${text}`)) },
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
    switches.map((change) => `“${escapeText(change.policyName)}”`),
    5,
  );
  const policies = switches.length === 1 ? `The policy ${names} is` : `The policies ${names} are`;
  return `${policies} switched first. From that moment new joiners, and people who reset their Cloud PC themselves, get this image at once.`;
}

function wordZones({ zones }: PlanSummary): readonly string[] {
  const shown = [...zones].sort((a, b) => b.people - a.people).slice(0, ZONES_SHOWN);
  const lines = shown.map((zone) => {
    const first = formatSlotShort(zone.first, zone.zone);
    return `${countOf(zone.people, 'person', 'people')}: first on ${first}, ${formatZone(zone.zone, zone.first.startAt)}`;
  });
  const rest = zones.length - shown.length;
  return rest > 0 ? [...lines, `${countOf(rest, 'more time zone')}: see Details`] : lines;
}

function wordLikely({ eta }: PlanSummary, zone: string): string {
  const basis =
    eta.source === 'own-times'
      ? `the last ${countOf(eta.samples, 'rebuild')} here`
      : 'usual times, none measured here yet';
  const each = `${formatMinutes(eta.p50Minutes)} each, rarely over ${formatMinutes(eta.p90Minutes)}`;
  return `Likely done by ${formatShort(eta.p50At, zone)}, at worst ${formatMoment(eta.p90At, zone)} (${each}; from ${basis}).`;
}

interface Line {
  readonly [key: string]: Json;
  readonly symbol: string;
  readonly color: string;
  readonly text: string;
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
        measured > 0 ? `${formatNumber(measured)} measured` : '',
        attested > 0
          ? `${formatNumber(attested)} ${counts.tick ? `ticked by ${escapeText(counts.tick.byName, 60)}` : 'by their word'}`
          : '',
        waived > 0 ? `${formatNumber(waived)} waived` : '',
        bad > 0 ? `${formatNumber(bad)} not safe` : '',
        unknown > 0 ? `${formatNumber(unknown)} open` : '',
      ].filter((part) => part !== '');
      const title = wordItem(counts.item).title;
      const text = `${title}: ${formatNumber(all - open)} of ${formatNumber(all)} safe (${parts.join(', ')})`;
      return { symbol: open === 0 ? '✓' : '!', color: open === 0 ? 'Good' : 'Warning', text };
    });
}

/** What the open answers mean, so that a number of them is no reason to reject. */
function wordOpen({ checklist }: PlanSummary): string {
  const isOpen = checklist.some(
    ({ item, bad, unknown }) => DATA_ITEMS.some((known) => known === item) && bad + unknown > 0,
  );
  return isOpen ? 'A Cloud PC whose data is not known to be safe is not touched until it is.' : '';
}

function wordChecks({ checks }: PlanSummary): Line {
  const { pass, warn, fail, unknown } = checks;
  const parts = [
    `${formatNumber(pass)} passed`,
    ...(warn > 0 ? [countOf(warn, 'warning')] : []),
    ...(unknown > 0 ? [`${formatNumber(unknown)} unknown`] : []),
    ...(fail > 0 ? [`${formatNumber(fail)} failed`] : []),
  ];
  const outcome = outcomeOf(fail > 0 ? 'fail' : warn + unknown > 0 ? 'warn' : 'pass');
  return { symbol: outcome.symbol, color: outcome.color, text: `Preconditions: ${parts.join(', ')}` };
}

function wordWayBack({ rollback }: PlanSummary): Line {
  const { symbol, color } = outcomeOf(WAYS_OUTCOME[rollback.possible]);
  return { symbol, color, text: WAYS_BACK[rollback.possible] };
}

const WAYS_OUTCOME = { yes: 'pass', unknown: 'unknown', no: 'fail' } as const;

const WAYS_BACK: Readonly<Record<PlanSummary['rollback']['possible'], string>> = {
  yes: 'Way back: the old image is still there. Going back is a second rebuild, with its own approval',
  unknown: 'Way back: unknown, see Details',
  no: 'Way back: none, see Details',
};

function wordWarning({ targets }: PlanSummary): string {
  const those = targets === 1 ? 'this Cloud PC' : `these ${formatNumber(targets)} Cloud PCs`;
  return `**This cannot be undone.** Everything that is stored only on ${those} is deleted.`;
}
