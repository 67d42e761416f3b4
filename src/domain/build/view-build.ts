import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { minutesBetween } from '../time.ts';
import type { Instant } from '../time.ts';
import { IMAGE_LIMIT } from '../world.ts';
import { ownsMachine } from './build.ts';
import type { Build } from './build.ts';
import { listCleanUp } from './clean-up.ts';
import { namesOf } from './naming.ts';
import { paceOf, usualFor } from './pace.ts';
import type { PastTimes } from './pace.ts';
import { listRoad, runningMinutes } from './road.ts';
import { describeFindings } from './rule-sets.ts';
import type { BuildView, ImportAsk, RoadStep, SealAsk } from './views.ts';

export interface ViewAsk {
  readonly now: Instant;
  readonly past: PastTimes;
  /** Number of the card that shows it; an older one than the build's newest is superseded. */
  readonly card: number;
}

/** The live card of a build at this moment. */
export function viewBuild(build: Build, ask: ViewAsk): BuildView {
  const { now, past } = ask;
  return {
    kind: 'build',
    ...viewWork(build),
    buildId: build.id,
    revision: build.revision,
    title: build.title,
    request: build.request,
    step: build.step,
    since: build.stepSince,
    road: viewRoad(build),
    percent: build.percent,
    usual: usualFor(build, past),
    pace: paceOf(build, past, now),
    machine: viewMachine(build, now),
    findings: describeFindings(build.request.ruleSet, build.findings),
    findingsAt: build.findingsAt,
    importAsk: build.step === 'confirm-import' ? askImport(build) : null,
    sealAsk: build.step === 'confirm-seal' ? askSeal(build) : null,
    ended: build.ended,
    left: build.step === 'clean-up' && build.cleanSince === null ? listCleanUp(build).map(({ ref }) => ref.name) : [],
    startedBy: build.startedBy,
    startedAt: build.startedAt,
    updatedAt: now,
    superseded: ask.card < build.cards,
  };
}

type Work = Pick<
  BuildView,
  | 'packages'
  | 'packagesFound'
  | 'recoveryPartitions'
  | 'guest'
  | 'lastResult'
  | 'sealWanted'
  | 'round'
  | 'trouble'
  | 'diagnosis'
  | 'captured'
  | 'importing'
>;

/** What was found, what is being done, and what went wrong. */
function viewWork(build: Build): Work {
  const { inspection, importing } = build;
  return {
    packages: inspection?.packages ?? [],
    packagesFound: inspection?.packagesFound ?? 0,
    recoveryPartitions: build.facts.recoveryPartitions ?? 0,
    guest: build.guest && { kind: build.guest.kind, since: build.guest.since },
    lastResult: build.guestResults[0] ?? null,
    sealWanted: build.sealWanted !== null,
    round: build.rounds.length,
    trouble: build.trouble && { why: build.trouble.why, since: build.trouble.since, isFinal: build.trouble.isFinal },
    diagnosis: build.diagnosis,
    captured: build.captured?.id ?? null,
    importing: importing && {
      name: importing.name,
      version: importing.version,
      errorCode: importing.errorCode,
      deviceImageId: importing.deviceImageId,
    },
  };
}

function viewRoad(build: Build): readonly RoadStep[] {
  const road = listRoad(build);
  const at = build.step === 'sysprep-failed' ? 'sysprep' : build.step === 'start-machine' ? 'customise' : build.step;
  const here = road.indexOf(at);
  const hasFailed = build.step === 'sysprep-failed' || build.trouble?.isFinal === true;
  return road
    .filter((step) => step !== 'done')
    .map((step, index) => {
      const walked = build.walked[step];
      const isPast = index < here && walked !== undefined;
      const minutes = isPast ? Math.round(minutesBetween(walked.from, walked.to)) : null;
      if (step === at) return { step, state: hasFailed ? 'failed' : 'now', minutes: null };
      return { step, state: isPast ? 'done' : 'ahead', minutes };
    });
}

function viewMachine(build: Build, now: Instant): BuildView['machine'] {
  if (build.machine === null) return null;
  const hours = runningMinutes(build, now) / 60;
  const price = build.hourlyPrice;
  const cost = price && ownsMachine(build) ? { amount: round(price.amount * hours), currency: price.currency } : null;
  return { ...build.machine, hours: Math.round(hours * 10) / 10, cost };
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function askSeal(build: Build): SealAsk {
  const { request, machine } = build;
  return {
    stays: machine?.name ?? '',
    runsWhileCopied: !ownsMachine(build) && machine?.power === 'running',
    copy: namesOf(build.id).copy(build.rounds.length + 1),
    captureName: nameOfCapture(request.capture),
    keepMachine: request.keepMachine,
    ownsMachine: ownsMachine(build),
    unknown: build.findings.filter(({ outcome }) => outcome === 'unknown').length,
  };
}

export function nameOfCapture(capture: Build['request']['capture']): string {
  if (capture === null) return '';
  return capture.route === 'managed' ? capture.name : `${capture.gallery}/${capture.definition}/${capture.version}`;
}

function askImport(build: Build): ImportAsk {
  const { importFacts, request } = build;
  const unknown = build.findings.filter(({ outcome }) => outcome === 'unknown');
  return {
    name: request.image.name,
    version: request.image.version,
    used: importFacts?.used ?? 0,
    limit: IMAGE_LIMIT,
    unused: importFacts?.unused ?? [],
    visible: importFacts?.visible ?? null,
    unknown: describeFindings(request.ruleSet, unknown),
    problem: findImportProblem(build),
  };
}

/** What stands against importing now under the proposed name; another name may do. */
export function findImportProblem({ importFacts, request }: Build): Refusal | null {
  if (importFacts === null) return null;
  const { name, version } = request.image;
  if (importFacts.used >= IMAGE_LIMIT) return refusal('image-limit', { limit: IMAGE_LIMIT });
  if (importFacts.visible === false) return refusal('not-visible');
  const isTaken = importFacts.taken.some((one) => one.name === name && one.version === version);
  return isTaken ? refusal('image-name-taken', { name, version }) : null;
}
