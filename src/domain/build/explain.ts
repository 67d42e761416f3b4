import { REPAVE } from '../actor.ts';
import type { Actor } from '../actor.ts';
import type { AuditEvent } from '../audit.ts';
import type { Instant } from '../time.ts';
import type { Build } from './build.ts';

/** An event of the audit chain about a build. Builds have no rollout; their id stands among the facts. */
export function buildEvent(
  build: Pick<Build, 'id' | 'title'>,
  what: string,
  ask: { readonly at: Instant; readonly actor?: Actor; readonly facts?: AuditEvent['facts'] },
): AuditEvent {
  const facts = { buildId: build.id, build: build.title, ...ask.facts };
  return { at: ask.at, actor: ask.actor ?? REPAVE, what, rolloutId: null, planHash: null, facts };
}

/** What moved between two states, for the audit chain. Never a script's text, never a password. */
export function explainBuild(before: Build, after: Build, now: Instant): readonly AuditEvent[] {
  return CHANGES.flatMap(([what, tell]) => {
    const facts = tell(before, after);
    return facts === undefined ? [] : [buildEvent(after, what, { at: now, facts })];
  });
}

type Tell = (before: Build, after: Build) => AuditEvent['facts'] | undefined;

/** What is worth an entry, and its facts; undefined when it did not happen. */
const CHANGES: readonly (readonly [what: string, tell: Tell])[] = [
  ['build-step', (before, after) => (before.step === after.step ? undefined : { from: before.step, to: after.step })],
  ['build-trouble', tellTrouble],
  ['image-judged', (before, after) => (before.findingsAt === after.findingsAt ? undefined : countFindings(after))],
  ['build-guest', tellGuest],
  ['image-captured', ({ captured }, after) => (captured || !after.captured ? undefined : { image: after.captured.id })],
  ['image-import-begun', tellImport],
  ['build-ended', ({ ended }, after) => (ended || !after.ended ? undefined : { outcome: after.ended.outcome })],
  ['build-password', tellHandover],
];

function tellTrouble(before: Build, { trouble, step }: Build): AuditEvent['facts'] | undefined {
  if (!trouble || trouble.why.code === before.trouble?.why.code) return undefined;
  return { step, code: trouble.why.code, final: trouble.isFinal };
}

function tellGuest(before: Build, after: Build): AuditEvent['facts'] | undefined {
  const [result] = after.guestResults;
  if (!result || result.no === before.guestResults[0]?.no) return undefined;
  return { kind: result.kind, outcome: result.outcome, exitCode: result.exitCode };
}

function tellImport(before: Build, after: Build): AuditEvent['facts'] | undefined {
  const begun = after.importing?.deviceImageId ?? null;
  return begun === null || begun === before.importing?.deviceImageId ? undefined : { deviceImageId: begun };
}

function tellHandover(before: Build, { handover }: Build): AuditEvent['facts'] | undefined {
  if (!handover || handover.state === before.handover?.state) return undefined;
  return { state: handover.state, for: handover.askedBy.name };
}

function countFindings({ findings, request }: Build): AuditEvent['facts'] {
  const named = (outcome: string) =>
    findings
      .filter((finding) => finding.outcome === outcome)
      .map(({ ruleId }) => ruleId)
      .join(', ');
  return { rules: request.ruleSet, failed: named('fail'), warned: named('warn'), unknown: named('unknown') };
}
