import type { AuditEntry } from './audit.ts';
import { PARTS, valuesOf } from './audit-seals.ts';
import type { Part } from './audit-seals.ts';
import { createEraser } from './eraser.ts';
import type { Eraser } from './eraser.ts';
import type { Plan } from './plan.ts';
import type { LineStop, Rollout } from './rollout.ts';
import type { Sighted } from './sight.ts';
import { isOwnersStop } from './stop-line.ts';
import { forgetCall } from './target.ts';
import type { Evidence, Target } from './target.ts';

/** By what the records know a person. All of it together stands for them; any of it is a trace. */
export interface Identity {
  readonly id: string;
  readonly upns: readonly string[];
  readonly names: readonly string[];
  /** Names of their Cloud PCs, which often hold a piece of the person's own. */
  readonly cloudPcs: readonly string[];
}

/** People who are to be taken out of the records, each with the name that stands in their place. */
export interface Leaving {
  readonly pseudonymOf: ReadonlyMap<string, string>;
  readonly eraser: Eraser;
}

export function prepareLeaving(people: readonly Identity[], nonce: string): Leaving {
  const named = people.map((person, index) => [person, nameErased(nonce, index, people.length)] as const);
  const traces = named.flatMap(([person, pseudonym]) => listTraces(person).map((text) => [text, pseudonym] as const));
  return { pseudonymOf: new Map(named.map(([{ id }, name]) => [id, name])), eraser: createEraser(traces) };
}

/** The parts of an entry that name somebody who leaves; what they wrote themselves is theirs as well. */
export function partsNaming(entry: AuditEntry, { pseudonymOf, eraser }: Leaving): readonly Part[] {
  const { seals } = entry;
  if (!seals) return [];
  const isTheirs = pseudonymOf.has(entry.actor.id);
  const sealed = PARTS.filter((part) => typeof seals[part]?.salt === 'string');
  const naming = sealed.filter((part) => {
    const names = seals[part]?.names ?? [];
    return (isTheirs && part !== 'subject') || eraser.finds(valuesOf(entry, part, names));
  });
  return naming.length > 0 && tellsOfFiles(entry) ? sealed : naming;
}

/** What a Cloud PC reported of its owner's files names paths, which are theirs although no name of theirs need stand in them. */
function tellsOfFiles({ what, facts }: AuditEntry): boolean {
  return what.startsWith('proof') || 'proof' in facts;
}

/** A target without those who leave: no names, and of its owner no words of theirs and no report of their files. */
export function eraseFromTarget(whole: Target, { pseudonymOf, eraser }: Leaving): Target {
  const pseudonym = pseudonymOf.get(whole.planned.personId);
  const target = dropSights(whole, ({ seen }) => seen !== undefined && (pseudonym !== undefined || eraser.finds(seen)));
  if (pseudonym === undefined) return eraser.replace(target);
  // Whose manager was asked says who they are.
  const { proof: _files, reach: _manager, ...rest } = forgetCall(target);
  const { helpAsked, feedback, planned, observed } = rest;
  return eraser.replace({
    ...rest,
    planned: { ...planned, cloudPcName: pseudonym },
    observed: observed && { ...observed, name: pseudonym },
    ...withoutWords(rest),
    helpAsked: helpAsked && { ...helpAsked, text: '' },
    feedback: feedback && { ...feedback, text: '' },
  });
}

/** The list on which something was waived tells of people's files: one that names who leaves goes as a whole. */
function dropSights(target: Target, isGone: (piece: Evidence) => boolean): Target {
  if (!target.evidence.some(isGone)) return target;
  return { ...target, evidence: target.evidence.map((piece) => (isGone(piece) ? { ...piece, seen: '' } : piece)) };
}

/** A rollout without what only an owner who leaves can take out of it; the names are the eraser's to replace. */
export function eraseFromRollout<T extends Pick<Rollout, 'stops' | 'hold' | 'appCards'>>(
  rollout: T,
  leaving: Leaving,
): T {
  return eraseAppSights(eraseOwnStops(rollout, leaving), leaving);
}

/** What an app owner or a second person read names people and where their files lie: a card that names who leaves goes as a whole. */
function eraseAppSights<T extends Pick<Rollout, 'appCards'>>(rollout: T, { eraser }: Leaving): T {
  const bare = <S extends Sighted>(one: S): S =>
    one.seen !== undefined && eraser.finds(one.seen) ? { ...one, seen: '' } : one;
  const cards = (rollout.appCards ?? []).map((card) => {
    const word = card.answer?.word;
    return card.answer ? { ...card, answer: { ...bare(card.answer), ...(word && { word: bare(word) }) } } : card;
  });
  return rollout.appCards ? { ...rollout, appCards: cards } : rollout;
}

/** A rollout without why an owner who leaves stopped it, and without the cards that repeated it. */
function eraseOwnStops<T extends Pick<Rollout, 'stops' | 'hold'>>(rollout: T, { pseudonymOf }: Leaving): T {
  const { stops = [], hold } = rollout;
  const isTheirs = ({ by, as }: LineStop) => as === 'owner' && pseudonymOf.has(by.id);
  if (!stops.some(isTheirs)) return rollout;
  const isHeld = hold !== null && isOwnersStop(hold) && pseudonymOf.has(hold.by.id);
  return {
    ...rollout,
    stops: stops.map((stop) => ({ ...withoutSight(stop), reason: isTheirs(stop) ? '' : stop.reason })),
    hold: isHeld ? { ...hold, reason: '' } : hold,
  };
}

function withoutSight(stop: LineStop): LineStop {
  return stop.ended?.seen === undefined ? stop : { ...stop, ended: { ...stop.ended, seen: '' } };
}

/** What was asked, complained of and answered about it, without the owner's words, the marks of their files and who they report to. */
function withoutWords({ appAnswers, appeals, cases, reach }: Target): Partial<Target> {
  const manager = reach?.manager && { ...reach.manager, id: null, name: '' };
  return {
    ...(appAnswers && { appAnswers: appAnswers.map((answer) => ({ ...answer, files: [] })) }),
    ...(appeals && {
      appeals: appeals.map((one) => ({ ...one, reason: '', answer: one.answer && { ...one.answer, seen: '' } })),
    }),
    ...(cases && {
      cases: cases.map((one) => ({ ...one, turns: one.turns.map((turn) => ({ ...turn, words: '' })) })),
    }),
    ...(reach && { reach: { ...reach, ...(manager && { manager }) } }),
  };
}

/** The owners in some plans, by what the plans say and what was seen of their Cloud PCs. */
export function listOwners(plans: readonly Plan[], targets: readonly Target[]): readonly Identity[] {
  const seen = new Map(targets.map(({ planned, observed }) => [planned.cloudPcId, observed?.name ?? '']));
  const all = [...plans.flatMap((plan) => plan.targets), ...targets.map(({ planned }) => planned)];
  return [...Map.groupBy(all, ({ personId }) => personId)].map(([id, theirs]) => ({
    id,
    upns: distinct(theirs.map(({ upn }) => upn)),
    names: distinct(theirs.map(({ personName }) => personName)),
    cloudPcs: distinct(theirs.flatMap(({ cloudPcId, cloudPcName }) => [cloudPcName, seen.get(cloudPcId) ?? ''])),
  }));
}

/** Everybody who decided something about a rollout, as against those it was done to. */
export function listDeciders(rollout: Rollout, targets: readonly Target[] = []): ReadonlySet<string> {
  const { plan, approval, hold, aborted, verdicts, votes = [], goLive, review, sponsor, wantedAgainBy } = rollout;
  const ids = [
    ...[plan.requestedBy.id, approval?.by.id, holderOf(hold), aborted?.by.id, goLive?.vote?.by.id],
    ...[review?.by.id, sponsor?.id, wantedAgainBy?.id, ...votes.map(({ by }) => by.id)],
    ...verdicts.map(({ promotedBy }) => promotedBy?.id),
    ...plan.ticks.map(({ by }) => by),
    ...(rollout.stops ?? []).flatMap(({ by, as, ended }) => [as === 'owner' ? undefined : by.id, ended?.by.id]),
    ...(rollout.appCards ?? []).flatMap(({ answer }) => [answer?.by.id, answer?.disagreed?.by.id, answer?.word?.by.id]),
    ...targets.flatMap(({ appeals = [] }) =>
      appeals.flatMap(({ answer }) => (answer?.decision === 'voided' ? [] : answer?.by.id)),
    ),
  ];
  return new Set(ids.filter((id) => id !== undefined));
}

/** Who put it on hold, unless it was the owner of a Cloud PC. */
function holderOf(hold: Rollout['hold']): string | undefined {
  return hold && !isOwnersStop(hold) ? hold.by.id : undefined;
}

/** One person from several sightings. */
export function joinIdentities(id: string, sightings: readonly Partial<Identity>[]): Identity {
  return {
    id,
    upns: distinct(sightings.flatMap(({ upns }) => upns ?? [])),
    names: distinct(sightings.flatMap(({ names }) => names ?? [])),
    cloudPcs: distinct(sightings.flatMap(({ cloudPcs }) => cloudPcs ?? [])),
  };
}

function listTraces({ id, upns, names, cloudPcs }: Identity): readonly string[] {
  return [id, ...upns, ...names, ...cloudPcs];
}

function nameErased(nonce: string, index: number, count: number): string {
  return count === 1 ? `erased-${nonce}` : `erased-${nonce}-${index + 1}`;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
