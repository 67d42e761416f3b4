import type { AuditEntry } from './audit.ts';
import { PARTS, valuesOf } from './audit-seals.ts';
import type { Part } from './audit-seals.ts';
import type { Plan } from './plan.ts';
import type { Rollout } from './rollout.ts';
import type { Target } from './target.ts';

/** By what the records know a person. All of it together stands for them; any of it is a trace. */
export interface Identity {
  readonly id: string;
  readonly upns: readonly string[];
  readonly names: readonly string[];
  /** Names of their Cloud PCs, which often hold a piece of the person's own. */
  readonly cloudPcs: readonly string[];
}

/** Traces that are looked for inside longer texts; shorter ones count only when they are the whole text. */
const SHORTEST_INSIDE = 6;

/** A copy of the data in which every trace of the person has given way to the pseudonym. */
export function replaceTraces<T>(value: T, person: Identity, pseudonym: string): T {
  return walk(value, createReplacer(person, pseudonym)) as T;
}

export function hasTrace(value: unknown, person: Identity): boolean {
  return JSON.stringify(replaceTraces(value, person, '\u0000')) !== JSON.stringify(value);
}

/** The parts of an entry that name the person; what they wrote themselves is theirs as well. */
export function partsNaming(entry: AuditEntry, person: Identity): readonly Part[] {
  const { seals } = entry;
  if (!seals) return [];
  const isTheirs = entry.actor.id === person.id;
  return PARTS.filter((part) => {
    const seal = seals[part];
    if (!seal || seal.salt === null) return false;
    if (isTheirs && part !== 'subject') return true;
    return hasTrace(valuesOf(entry, part, seal.names), person);
  });
}

/** The target of one person without them: no names, and none of their own words. */
export function eraseOwner(target: Target, person: Identity, pseudonym: string): Target {
  const { helpAsked, feedback, planned, observed } = target;
  const bare: Target = {
    ...target,
    planned: { ...planned, cloudPcName: pseudonym },
    observed: observed && { ...observed, name: pseudonym },
    helpAsked: helpAsked && { ...helpAsked, text: '' },
    feedback: feedback && { ...feedback, text: '' },
  };
  return replaceTraces(bare, person, pseudonym);
}

/** Who may be found in a plan: its owners, by what the plan and what was seen of their Cloud PCs say. */
export function listOwners(plan: Plan, targets: readonly Target[]): readonly Identity[] {
  const seen = new Map(targets.map(({ planned, observed }) => [planned.cloudPcId, observed?.name]));
  const byPerson = Map.groupBy(plan.targets, ({ personId }) => personId);
  return [...byPerson].map(([id, theirs]) => ({
    id,
    upns: distinct(theirs.map(({ upn }) => upn)),
    names: distinct(theirs.map(({ personName }) => personName)),
    cloudPcs: distinct(theirs.flatMap(({ cloudPcId, cloudPcName }) => [cloudPcName, seen.get(cloudPcId) ?? ''])),
  }));
}

/** Everybody who decided something about a rollout, as against those it was done to. */
export function listDeciders({ plan, approval, hold, aborted, verdicts }: Rollout): ReadonlySet<string> {
  const promoted = verdicts.map(({ promotedBy }) => promotedBy?.id);
  const ids = [plan.requestedBy.id, approval?.by.id, hold?.by.id, aborted?.by.id, ...promoted];
  return new Set([...ids, ...plan.ticks.map(({ by }) => by)].filter((id) => id !== undefined));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function createReplacer(person: Identity, pseudonym: string): (text: string) => string {
  const traces = distinct([person.id, ...person.upns, ...person.names, ...person.cloudPcs]);
  const whole = new Set(traces.map((trace) => trace.toLowerCase()));
  const inside = traces.filter((trace) => trace.length >= SHORTEST_INSIDE).sort((a, b) => b.length - a.length);
  const pattern = inside.length > 0 ? new RegExp(inside.map(escapePattern).join('|'), 'gi') : null;
  return (text) => {
    if (whole.has(text.toLowerCase())) return pseudonym;
    return pattern ? text.replace(pattern, () => pseudonym) : text;
  };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [replace(key), walk(inner, replace)]));
}
