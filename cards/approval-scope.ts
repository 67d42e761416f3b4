import type { ApprovalScope, DataScope } from '../src/domain/views-approval.ts';
import type { ApprovalView, PlanSummary } from '../src/domain/views-plan.ts';
import type { Json, JsonObject } from './actions.ts';
import { differencesOf } from './approval-words.ts';
import { countCloudPcs, countPeople, escapeText, formatDay, formatNumber, joinNames } from './format.ts';
import { boxPart, sectionPart, shutPart, textPart } from './parts.ts';
import { wordSkipped } from './words-approval.ts';
import { say } from './text/say.ts';

/** Names of people and policies that are said at once; the rest is a number. */
const NAMES = 8;
/** Skipped checks that stand on the card; a plan has few, and the list of checks has them all. */
const SKIPPED = 10;

/** What a reader should know before the plan itself: what is new since they looked, who has said yes, what an emergency skips. */
export function partsBefore(view: ApprovalView, zone: string): readonly Json[] {
  if (view.state !== 'pending') return [];
  return [...newPart(view, zone), ...votePart(view), ...skippedPart(view.summary)];
}

/** After the plan: whom it reaches, what is not in order yet, what copies and the way back come to. */
export function partsAfter(view: ApprovalView): readonly Json[] {
  const { scope, summary } = view;
  if (view.state !== 'pending' || !scope) return [];
  const lines = [...wordRed(scope), ...wordCopies(scope), ...wordUntil(summary), wordSwitch(summary)];
  const reach = shutPart('approval-reach', say('approval.reach'), wordReach(scope, summary).map(bullet));
  return [...lines.map((line) => textPart(line, { spacing: 'Small' })), ...reach];
}

function bullet(line: string): JsonObject {
  return textPart(line, { spacing: 'Small' });
}

function newPart({ since, differences }: ApprovalView, zone: string): readonly Json[] {
  if (!since || differences.length > 0) return [];
  const heading = say('approval.since', { revision: since.revision });
  const lines = differencesOf(since.differences, zone);
  const body = lines.length === 0 ? [say('approval.since-nothing')] : lines;
  return [sectionPart(heading, body.map(bullet))];
}

function votePart({ votes, deputies }: ApprovalView): readonly Json[] {
  const names = (votes?.by ?? []).map((name) => escapeText(name, 80));
  const need = votes?.need ?? 1;
  const have = names.length;
  const count = say(have === 0 ? 'approval.votes-none' : 'approval.votes', {
    ...{ have, need, more: need - have },
    names: joinNames(names, NAMES),
  });
  const asked = (deputies ?? []).map((name) => escapeText(name, 80));
  return [
    ...(need > 1 ? [boxPart('emphasis', [count])] : []),
    ...(asked.length > 0 ? [textPart(say('approval.deputies', { names: joinNames(asked, NAMES) }))] : []),
  ];
}

/** What an expedited plan leaves out, on the plan and on the approval card alike; nothing for an ordinary plan. */
export function skippedPart({ skipped, request }: PlanSummary): readonly JsonObject[] {
  if (!request.expedite) return [];
  const lines = (skipped ?? []).slice(0, SKIPPED).map((one) => `- ${escapeText(wordSkipped(one), 200)}`);
  const why = say('approval.expedite-why', { why: escapeText(request.expedite.why, 300) });
  return [boxPart('warning', [say('approval.expedite'), why, lines.join('\n'), say('approval.expedite-proof')])];
}

function wordReach({ policies }: ApprovalScope, { targets, people }: PlanSummary): readonly string[] {
  const all = say('approval.reach-all', { people: countPeople(people), cloudPcs: countCloudPcs(targets) });
  const shown = policies.slice(0, NAMES).map(({ name, targets: some, all: of }) => {
    const values = { name: escapeText(name, 80), some, of: of ?? 0, percent: of ? Math.round((100 * some) / of) : 0 };
    return `- ${say(of === null ? 'approval.reach-policy-some' : 'approval.reach-policy', values)}`;
  });
  const rest = policies.length - shown.length;
  return [all, ...shown, ...(rest > 0 ? [say('approval.reach-more', { n: rest })] : []), say('approval.joiners')];
}

/** The people of whom something is not in order: whose data, of whom nothing is known, and who cannot be written to. */
function wordRed(scope: ApprovalScope): readonly string[] {
  const { unreached } = scope;
  const unsafe = wordUnsafe(scope);
  const lines = [...unsafe, ...(unreached > 0 ? [`! ${say('approval.unreached', { n: unreached })}`] : [])];
  const isWell = lines.length === 0 && isAllMeasured(scope);
  return [...wordSafe(scope), ...lines, ...(isWell ? [`✓ ${say('approval.all-well')}`] : [])];
}

/** Nobody's data counts as safe because somebody says so. */
function isAllMeasured({ safe }: DataScope): boolean {
  return safe !== undefined && safe.byWord === 0 && (safe.waived ?? 0) === 0;
}

/** What is known of people's data, on the plan's card and on that of the switch: how many are safe, and the names of those who are not. */
export function wordData(data: DataScope): readonly string[] {
  return [...wordSafe(data), ...wordUnsafe(data)];
}

function wordSafe({ safe, said }: DataScope): readonly string[] {
  if (said) return [`! ${wordSaid(said)}`];
  if (!safe) return [];
  const { count, of, byWord, waived = 0 } = safe;
  const parts = [
    say('approval.safe', { count, of }),
    waived > 0 ? say('approval.safe-waived', { n: waived }) : '',
    byWord > 0 ? say('approval.safe-by-word', { n: byWord }) : '',
  ];
  return [parts.filter((part) => part !== '').join(' ')];
}

/** Words are never called knowledge: who says so themselves, for whom a tick in everybody's name stands, who was waived. */
function wordSaid({ own, ticked, waived }: NonNullable<DataScope['said']>): string {
  const parts = [
    own > 0 || ticked + waived === 0 ? say('approval.said-own', { n: own }) : say('approval.said-none'),
    ticked > 0 ? say('approval.said-ticked', { n: ticked }) : '',
    waived > 0 ? say('approval.said-waived', { n: waived }) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function wordUnsafe({ red, unknown }: DataScope): readonly string[] {
  const names = red.names.map((name) => escapeText(name, 60));
  const rest = red.count - names.length;
  const listed = joinNames(rest > 0 ? [...names, say('format.and-more', { n: rest })] : names, NAMES + 1);
  return [
    ...(red.count > 0 ? [`✕ ${say('approval.red', { n: red.count, names: listed })}`] : []),
    ...(unknown > 0 ? [`! ${say('approval.unknown', { n: unknown })}`] : []),
  ];
}

/** How many copies, where, and the most they take. What they cost is the tenant's contract to say. */
function wordCopies({ copies }: ApprovalScope): readonly string[] {
  if (!copies) return [];
  const { count: n, kind, place, upToGb } = copies;
  const where = say(`approval.copies-${kind}`, { n, place: escapeText(place, 80) });
  return [
    `${where} ${upToGb === null ? say('approval.copies-size-unknown') : say('approval.copies-size', { gb: formatNumber(upToGb) })}`,
  ];
}

function wordUntil({ rollback }: PlanSummary): readonly string[] {
  const { until, possible } = rollback;
  if (possible === 'no') return [];
  if (until === undefined) return [say('approval.way-back-open')];
  return [say('approval.way-back-until', { day: formatDay(until, 'UTC') })];
}

function wordSwitch({ request }: PlanSummary): string {
  return say(request.goLive === 'separate' ? 'approval.switch-separate' : 'approval.switch-covered');
}
