import type { Actor } from '../actor.ts';
import { accept, refusal, refuse } from '../refusal.ts';
import type { Result } from '../refusal.ts';
import type { Instant } from '../time.ts';
import { IMAGE_LIMIT } from '../world.ts';
import { isOver, ownsMachine } from './build.ts';
import type { Build, BuildStep, GuestTask } from './build.ts';
import { isInspected } from './record.ts';
import { enterStep } from './road.ts';
import { hasStop } from './rule-sets.ts';

/** Who acts, and when. */
export interface By {
  readonly actor: Actor;
  readonly now: Instant;
}

/** Room for a long script: Azure takes no more than 64 KB of one in a run command. */
export const MAX_SCRIPT = 32_000;

/** What people do to a build, as pure changes: the new state, or why not. Doing what is done already changes nothing. */
export function askGuest(build: Build, what: Pick<GuestTask, 'kind' | 'text'>, by: By): Result<Build> {
  const isNow = atStep(build, ['customise'], what.kind);
  if (!isNow.ok) return isNow;
  if (build.guest)
    return build.guest.kind === what.kind && build.guest.text === what.text
      ? accept(build)
      : refuse(refusal('guest-busy', { kind: build.guest.kind }));
  const no = build.guestCount + 1;
  const guest: GuestTask = { no, kind: what.kind, text: what.text, by: by.actor, since: by.now };
  return accept({ ...build, guest, guestCount: no, trouble: null, revision: build.revision + 1 });
}

export function askScript(build: Build, script: string, by: By): Result<Build> {
  const text = script.trim();
  if (text === '') return refuse(refusal('script-empty'));
  if (text.length > MAX_SCRIPT) return refuse(refusal('script-too-long', { max: MAX_SCRIPT }));
  return askGuest(build, { kind: 'script', text }, by);
}

/** Removes what the newest inspection named, and nothing else. */
export function askRemovePackages(build: Build, by: By): Result<Build> {
  const names = (build.inspection?.packages ?? []).map(({ fullName }) => fullName);
  if (names.length === 0) return refuse(refusal('nothing-to-remove'));
  return askGuest(build, { kind: 'remove-packages', text: names.join('\n') }, by);
}

export function askRemoveRecovery(build: Build, by: By): Result<Build> {
  if ((build.facts.recoveryPartitions ?? 0) === 0) return refuse(refusal('nothing-to-remove'));
  return askGuest(build, { kind: 'remove-recovery', text: '' }, by);
}

/** Customising is over. What was not inspected since the last change is inspected first; what stops sealing is said. */
export function askSeal(build: Build, by: By): Result<Build> {
  if (build.step === 'confirm-seal') return accept(build);
  const isNow = atStep(build, ['customise'], 'done');
  if (!isNow.ok) return isNow;
  if (build.guest && build.guest.kind !== 'inspect') return refuse(refusal('guest-busy', { kind: build.guest.kind }));
  if (isFresh(build, by.now) && !build.guest && !hasStop(build.findings))
    return accept(enterStep(build, 'confirm-seal', by.now));
  const wanted = { ...build, sealWanted: { by: by.actor, at: by.now } };
  return build.guest ? accept(wanted) : askGuest(wanted, { kind: 'inspect', text: '' }, by);
}

/** People work on the machine with their own hands, which nobody sees: an inspection older than this proves little. */
const FRESH_MS = 10 * 60_000;

function isFresh(build: Build, now: Instant): boolean {
  const at = build.inspection?.at;
  return at !== undefined && isInspected(build) && Date.parse(now) - Date.parse(at) <= FRESH_MS;
}

/** The confirmation: from here on a copy is made and sealed. `revision` is what the card showed. */
export function seal(build: Build, revision: number, by: By): Result<Build> {
  const isNow = atStep(build, ['confirm-seal'], 'seal');
  if (!isNow.ok) return build.rounds.length > 0 && !isOver(build) && build.ended === null ? accept(build) : isNow;
  if (build.revision !== revision) return refuse(refusal('build-moved-on', { step: build.step }));
  return accept(beginRound(build, by));
}

/** One more try at sealing, with a copy of its own. */
function beginRound(build: Build, by: By): Build {
  const round = { no: build.rounds.length + 1, sealedBy: by.actor, sealedAt: by.now };
  return enterStep({ ...build, rounds: [...build.rounds, round], diagnosis: null }, 'stop-machine', by.now);
}

/** Back to the machine, which nobody has touched: after a failed sysprep the copies go first. */
export function goBack(build: Build, by: By): Result<Build> {
  if (build.step === 'customise' || build.step === 'start-machine') return accept(build);
  const isNow = atStep(build, ['confirm-seal', 'sysprep-failed', ...SEALING], 'back');
  if (!isNow.ok) return isNow;
  const isUnderWay = SEALING.includes(build.step) && build.trouble?.isFinal !== true;
  if (isUnderWay) return refuse(refusal('not-now', { step: build.step, what: 'back' }));
  return accept(enterStep(build, build.step === 'confirm-seal' ? 'customise' : 'start-machine', by.now));
}

/** Steps in which the copy is made and sealed. */
const SEALING: readonly BuildStep[] = [
  'stop-machine',
  'snapshot',
  'copy',
  'sysprep',
  'deallocate',
  'generalize',
  'capture',
];

/** Tries again what stands still: a step in trouble, a failed upload, or (with a fresh copy) a failed sysprep. */
export function tryAgain(build: Build, by: By): Result<Build> {
  const alive = notOver(build);
  if (!alive.ok) return alive;
  if (build.step === 'sysprep-failed') return accept(beginRound(build, by));
  if (build.trouble === null) return refuse(refusal('not-now', { step: build.step, what: 'retry' }));
  const importing =
    build.importing && build.importing.errorCode !== null ? { ...build.importing, retryAsked: true } : build.importing;
  return accept({ ...build, importing, trouble: null, retryWanted: true, revision: build.revision + 1 });
}

const VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,9}$/;
const MAX_IMAGE_NAME = 64;

/** Import under this name and version. Unknown rules must have been accepted by the person who clicks. */
export function askImport(
  build: Build,
  ask: { readonly name: string; readonly version: string; readonly acceptUnknown: boolean },
  by: By,
): Result<Build> {
  const name = ask.name.trim().slice(0, MAX_IMAGE_NAME);
  const version = ask.version.trim();
  const again = build.importing?.name === name && build.importing.version === version;
  if (again && (build.step === 'import' || build.ended?.outcome === 'ready')) return accept(build);
  const isNow = atStep(build, ['confirm-import'], 'import');
  if (!isNow.ok) return isNow;
  const problems = listImportProblems(build, { name, version, acceptUnknown: ask.acceptUnknown });
  if (problems.length > 0) return refuse(...problems);
  const accepted = listUnknown(build);
  const importing = {
    name,
    version,
    by: by.actor,
    at: by.now,
    accepted,
    deviceImageId: null,
    errorCode: null,
    retryAsked: false,
  };
  return accept(enterStep({ ...build, importing }, 'import', by.now));
}

function listImportProblems(
  { importFacts, ...build }: Build,
  ask: { readonly name: string; readonly version: string; readonly acceptUnknown: boolean },
) {
  const { name, version } = ask;
  const isTaken = importFacts?.taken.some((one) => one.name === name && one.version === version) === true;
  const unknown = listUnknown({ importFacts, ...build });
  return [
    ...(name === '' ? [refusal('image-name-empty')] : []),
    ...(VERSION.test(version) ? [] : [refusal('image-version-form', { version: version.slice(0, 40) })]),
    ...(isTaken ? [refusal('image-name-taken', { name, version })] : []),
    ...(importFacts && importFacts.used >= IMAGE_LIMIT ? [refusal('image-limit', { limit: IMAGE_LIMIT })] : []),
    ...(importFacts?.visible === false ? [refusal('not-visible')] : []),
    ...(unknown.length > 0 && !ask.acceptUnknown ? [refusal('unknown-not-accepted', { count: unknown.length })] : []),
  ];
}

function listUnknown({ findings }: Build): readonly string[] {
  return findings.filter(({ outcome }) => outcome === 'unknown').map(({ ruleId }) => ruleId);
}

/** Ends a build at any point before its image is ready; what it made is cleaned up. */
export function giveUp(build: Build, reason: string, by: By): Result<Build> {
  if (build.ended?.outcome === 'given-up') return accept(build);
  const alive = notOver(build);
  if (!alive.ok) return alive;
  const ended = { outcome: 'given-up', by: by.actor, at: by.now, reason: reason.trim().slice(0, 500) } as const;
  return accept(enterStep({ ...build, ended, guest: null, sealWanted: null }, 'clean-up', by.now));
}

/** A fresh password for the machine. One at a time; asking again while one is shown makes another. */
export function askPassword(build: Build, by: By): Result<Build> {
  const isNow = atStep(build, ['customise'], 'password');
  if (!isNow.ok) return isNow;
  // On somebody's own machine no account is touched: its people have their own ways in.
  if (!ownsMachine(build) || build.machine?.userName == null) return refuse(refusal('no-user-name'));
  if (build.handover?.state === 'asked') return accept(build);
  // The card of the former one must have been cleared before its place is forgotten.
  if (build.handover?.state === 'shown') return refuse(refusal('password-shown'));
  const no = (build.handover?.no ?? 0) + 1;
  const handover = {
    no,
    askedBy: by.actor,
    askedAt: by.now,
    state: 'asked',
    ref: null,
    removeAt: null,
    readAt: null,
    tries: 0,
    vaultName: null,
  } as const;
  return accept({ ...build, handover, revision: build.revision + 1 });
}

/** The person has it: what is shown goes at once. */
export function removePassword(build: Build, by: By): Result<Build> {
  const { handover } = build;
  if (handover?.state !== 'shown') return accept(build);
  if (handover.askedBy.id !== by.actor.id) return refuse(refusal('not-yours'));
  return accept({ ...build, handover: { ...handover, removeAt: by.now, readAt: by.now } });
}

function notOver(build: Build): Result<null> {
  return isOver(build) || build.ended !== null ? refuse(refusal('build-over')) : accept(null);
}

function atStep(build: Build, steps: readonly BuildStep[], what: string): Result<null> {
  const alive = notOver(build);
  if (!alive.ok) return alive;
  return steps.includes(build.step) ? accept(null) : refuse(refusal('not-now', { step: build.step, what }));
}
