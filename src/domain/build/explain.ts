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

/** What moved between two states, for the audit chain: steps, trouble, findings, ends. Never a script's text, never a password. */
export function explainBuild(before: Build, after: Build, now: Instant): readonly AuditEvent[] {
  const event = (what: string, facts: AuditEvent['facts']) => buildEvent(after, what, { at: now, facts });
  const events: AuditEvent[] = [];
  if (before.step !== after.step) events.push(event('build-step', { from: before.step, to: after.step }));
  if (after.trouble && after.trouble.why.code !== before.trouble?.why.code)
    events.push(
      event('build-trouble', { step: after.step, code: after.trouble.why.code, final: after.trouble.isFinal }),
    );
  if (after.findingsAt !== before.findingsAt) events.push(event('image-judged', countFindings(after)));
  const [result] = after.guestResults;
  if (result && result !== before.guestResults[0])
    events.push(event('build-guest', { kind: result.kind, outcome: result.outcome, exitCode: result.exitCode }));
  if (after.captured && !before.captured) events.push(event('image-captured', { image: after.captured.id }));
  const imported = after.importing?.deviceImageId ?? null;
  if (imported !== null && before.importing?.deviceImageId !== imported)
    events.push(event('image-import-begun', { deviceImageId: imported }));
  if (after.ended && !before.ended) events.push(event('build-ended', { outcome: after.ended.outcome }));
  if (after.handover && after.handover.state !== before.handover?.state)
    events.push(event('build-password', { state: after.handover.state, for: after.handover.askedBy.name }));
  return events;
}

function countFindings({ findings, request }: Build): AuditEvent['facts'] {
  const named = (outcome: string) =>
    findings
      .filter((finding) => finding.outcome === outcome)
      .map(({ ruleId }) => ruleId)
      .join(', ');
  return { rules: request.ruleSet, failed: named('fail'), warned: named('warn'), unknown: named('unknown') };
}
