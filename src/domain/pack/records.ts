import { withhold } from '../audit.ts';
import type { AuditEntry, ChainLink } from '../audit.ts';
import { ERASURE } from '../audit-erasure.ts';
import { withholdWords } from '../audit-seals.ts';
import { canonicalJson, hashOf } from '../hash.ts';
import { holdsPrivateWords } from '../private-words.ts';
import type { Target } from '../target.ts';
import { targetPhase } from '../target.ts';
import { phaseOf } from '../view-status.ts';
import { about, bareHold, describeApprovals, describeCases, describeOverrides, describeReach } from './decisions.ts';
import type { PackMessage, PackPlan, PackSource } from './source.ts';

/** A file of the pack: its name and its text. */
export type NamedText = readonly [name: string, text: string];

/** The files of plain data, each with one subject. Names, dates and codes; no addresses, no message texts, no words of owners. */
export function writeRecords(source: PackSource): readonly NamedText[] {
  const { rollout, targets } = source.state;
  return [
    ['rollout.json', document(describeRollout(source))],
    ['approvals.json', document(describeApprovals(rollout))],
    ['overrides.json', document(describeOverrides(rollout, targets))],
    ...source.plans.map(({ plan }): NamedText => [planFile(plan.revision), document(plan)]),
    ['proofs.jsonl', lines(targets.map(describeProof))],
    ...whenAny('copies.jsonl', targets.flatMap(describeCopy)),
    ['notices.jsonl', lines(source.messages.map(describeMessage))],
    ...whenAny('reach.jsonl', targets.flatMap(describeReach)),
    ...whenAny('cases.jsonl', targets.flatMap(describeCases)),
    ['actions.jsonl', lines(targets.flatMap(describeAttempts))],
    ['audit.jsonl', lines(listLinks(source))],
  ];
}

/** A file that is there only when there is something to tell. */
function whenAny(name: string, rows: readonly object[]): readonly NamedText[] {
  return rows.length > 0 ? [[name, lines(rows)]] : [];
}

export function planFile(revision: number): string {
  return `plans/revision-${revision}.json`;
}

/** Whether a plan is still, to the letter, the one that its hash was made of. */
export function isComplete({ plan, hash }: PackPlan): boolean {
  return hashOf(plan) === hash;
}

/** What is about other rollouts is only linked; orders to erase are shown, because the check asks for them. */
function listLinks({ state, chain }: PackSource): readonly ChainLink[] {
  const { id } = state.rollout;
  return chain.map((entry) => (entry.rolloutId === id || entry.what === ERASURE ? showEntry(entry) : withhold(entry)));
}

/** Entries of the first form cannot be shown in part. */
function showEntry(entry: AuditEntry): ChainLink {
  if (!holdsPrivateWords(entry)) return entry;
  return entry.seals ? withholdWords(entry) : withhold(entry);
}

function describeRollout({ state, createdAt }: PackSource): object {
  const { plan, approval: _approval, votes: _votes, deputies: _deputies, goLive: _goLive, ...more } = state.rollout;
  const { review: _review, sponsor: _sponsor, stops: _stops, appCards: _appCards, hold, ...rest } = more;
  const { kind, tenantId, requestedBy, image, revision } = plan;
  return {
    ...rest,
    hold: bareHold(hold),
    phase: phaseOf(state),
    createdAt,
    kind,
    tenantId,
    requestedBy,
    image,
    revision,
  };
}

function describeProof(target: Target): object {
  const { told, unreachable, postponements, helpAsked, feedback } = target;
  // What somebody saw when they waived something stands with the waiver, in overrides.json.
  const evidence = target.evidence.map(({ seen: _seen, seenAs: _as, ...piece }) => piece);
  const proof = 'proof' in target ? target.proof : null;
  const answers = { helpAskedAt: helpAsked?.at ?? null, works: feedback?.works ?? null };
  return { ...about(target), told, unreachable, postponements, evidence, proof, ...answers };
}

/** Where a copy is, and when it goes away: of an export nobody knows, because nothing deletes it by itself. */
function describeCopy(target: Target): readonly object[] {
  const { copy } = target;
  if (!copy) return [];
  const deletedBy = copy.kind === 'export' ? 'the exported disk: nobody, by itself' : 'Windows 365';
  return [{ ...about(target), ...copy, deletedBy }];
}

function describeMessage(message: PackMessage): object {
  const { key, kind, cloudPcId, slotRevision, personId, state, tries, reason, orderedAt, deliveredAt } = message;
  return { key, kind, cloudPcId, slotRevision, personId, state, tries, reason, orderedAt, deliveredAt };
}

function describeAttempts(target: Target): readonly object[] {
  const { observed, verifiedAt, failed } = target;
  return target.attempts.map((attempt) => ({
    ...about(target),
    attempt,
    outcome: targetPhase(target),
    observed,
    verifiedAt,
    failed,
  }));
}

function document(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${canonicalJson(value)}\n`).join('');
}
