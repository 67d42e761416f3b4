import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import { plusMinutes } from '../time.ts';
import type { Instant } from '../time.ts';
import type { Build, GuestResult } from './build.ts';
import { UNKNOWN_FACTS } from './facts.ts';
import type { ImageFacts, InspectionReport } from './facts.ts';
import { enterStep, stepAfter } from './road.ts';
import { routeOf } from './request.ts';
import { hasStop, judgeFacts } from './rule-sets.ts';
import type { Finding, RulePlace } from './rules.ts';
import type { Diagnosis } from './sysprep-doctor.ts';

/** What a look told about the build besides how its step stands. */
export type Learnt = Partial<
  Pick<
    Build,
    | 'facts'
    | 'findings'
    | 'findingsAt'
    | 'machine'
    | 'captured'
    | 'importFacts'
    | 'importing'
    | 'hourlyPrice'
    | 'retryWanted'
    | 'cleanSince'
  >
>;

/** How the step stands, as the cloud shows it. */
export type StepSeen =
  | { readonly kind: 'done'; readonly learnt?: Learnt }
  | { readonly kind: 'going'; readonly percent?: number | null; readonly learnt?: Learnt }
  /** Trouble that passes by itself: it is tried again. */
  | { readonly kind: 'waiting'; readonly why: Refusal; readonly retryMinutes: number; readonly learnt?: Learnt }
  /** Only a person can help. */
  | { readonly kind: 'stopped'; readonly why: Refusal; readonly learnt?: Learnt }
  /** The name was taken in the last moment: the import card asks once more, and says so. */
  | { readonly kind: 'asked-again' }
  | { readonly kind: 'sysprep-failed'; readonly diagnosis: Diagnosis };

/** The build after a look at the cloud. Looking twice and seeing the same changes nothing. */
export function recordSeen(build: Build, seen: StepSeen, now: Instant): Build {
  if (seen.kind === 'sysprep-failed') return enterStep({ ...build, diagnosis: seen.diagnosis }, 'sysprep-failed', now);
  if (seen.kind === 'asked-again')
    return enterStep({ ...build, importing: null, importFacts: null }, 'confirm-import', now);
  const told: Build = { ...build, ...seen.learnt };
  switch (seen.kind) {
    case 'done':
      return enterStep(told, stepAfter(told), now);
    case 'going':
      return { ...told, percent: seen.percent ?? null, trouble: null };
    case 'waiting':
      return { ...told, trouble: troubleOf(build, seen.why, { now, retryMinutes: seen.retryMinutes }) };
    case 'stopped':
      return stopAt(told, seen.why, now);
  }
}

/** A stop that was there already is no news; a new one moves the card to the end of the chat. */
function stopAt(build: Build, why: Refusal, now: Instant): Build {
  const isKnown = build.trouble?.isFinal === true && build.trouble.why.code === why.code;
  const trouble = troubleOf(build, why, { now, retryMinutes: null });
  return isKnown ? { ...build, trouble } : { ...build, trouble, cards: build.cards + 1, revision: build.revision + 1 };
}

function troubleOf(
  build: Build,
  why: Refusal,
  ask: { readonly now: Instant; readonly retryMinutes: number | null },
): Build['trouble'] {
  const isSame = build.trouble?.why.code === why.code;
  const since = isSame && build.trouble ? build.trouble.since : ask.now;
  const retryAt = ask.retryMinutes === null ? null : plusMinutes(ask.now, ask.retryMinutes);
  return { why, since, isFinal: ask.retryMinutes === null, retryAt };
}

/** Newer readings replace older ones; what a reading does not know leaves what was known. */
export function mergeFacts(known: ImageFacts, news: Partial<ImageFacts>): ImageFacts {
  const told = Object.entries(news).filter(([, value]) => value !== null && value !== undefined);
  return { ...UNKNOWN_FACTS, ...known, ...(Object.fromEntries(told) as Partial<ImageFacts>) };
}

export function judgeBuild(
  { request }: Pick<Build, 'request'>,
  facts: ImageFacts,
  ask: { readonly place: RulePlace; readonly now: Instant },
): readonly Finding[] {
  const context = { route: routeOf(request), now: ask.now, source: request.source.kind };
  return judgeFacts(request.ruleSet, facts, ask.place, context);
}

/** The rules that stop, by id, for a refusal. */
export function listStops(findings: readonly Finding[]): string {
  return findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ ruleId }) => ruleId)
    .join(', ');
}

/** What only the machine itself can tell: an inspection that could not read one of these makes it unknown, whatever an older one said. */
const INSIDE = [
  'edition',
  'osBuild',
  'osVersion',
  'recoveryPartitions',
  'bitlocker',
  'domainJoined',
  'entraJoined',
  'enrolled',
  'fslogix',
  'avdAgents',
  'startMenuApps',
  'blockingPackages',
  'pendingReboot',
  'reservedStorage',
  'defenderOnboarded',
  'cdromEnabled',
  'imageState',
] as const satisfies readonly (keyof ImageFacts)[];

function forgetInside(facts: ImageFacts): ImageFacts {
  return { ...facts, ...Object.fromEntries(INSIDE.map((name) => [name, null])) };
}

/** What an inspection told: facts, findings, and when somebody is waiting for it to seal, the next step. */
export function recordInspection(build: Build, report: InspectionReport, now: Instant): Build {
  const facts = mergeFacts(forgetInside(build.facts), report.facts);
  const findings = judgeBuild(build, facts, { place: 'machine', now });
  const inspected: Build = { ...build, facts, findings, findingsAt: now, inspection: { ...report, at: now } };
  if (build.sealWanted === null) return inspected;
  const answered = { ...inspected, sealWanted: null };
  return hasStop(findings) ? withNews(answered) : enterStep(answered, 'confirm-seal', now);
}

/** The person waits for an answer: it comes as a new card. */
function withNews(build: Build): Build {
  return { ...build, cards: build.cards + 1, revision: build.revision + 1 };
}

const RESULTS_KEPT = 5;

/** A guest task that ended. Whatever changed the machine makes the last inspection old. */
export function recordGuest(build: Build, result: GuestResult): Build {
  return {
    ...build,
    guest: null,
    guestResults: [result, ...build.guestResults].slice(0, RESULTS_KEPT),
    sealWanted: result.outcome === 'done' ? build.sealWanted : null,
    revision: build.revision + 1,
  };
}

/** Whether the newest inspection is younger than everything that was done to the machine by the bot. People's own clicks are not seen. */
export function isInspected(build: Build): boolean {
  const changes = build.guestResults.filter(({ kind }) => kind !== 'inspect' && kind !== 'read-logs');
  const { inspection } = build;
  return inspection !== null && changes.every(({ at }) => Date.parse(at) <= Date.parse(inspection.at));
}

/** "Azure said no": the code and what was being done. */
export function azureRefused(code: string, attempted: string): Refusal {
  return refusal('azure-refused', { code, attempted });
}
