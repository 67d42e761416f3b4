import type { Build } from '../domain/build/build.ts';
import type { ImageFacts } from '../domain/build/facts.ts';
import { judgeBuild, listStops, mergeFacts } from '../domain/build/record.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { routeOf } from '../domain/build/request.ts';
import type { BuildRequest, CaptureTarget, Route } from '../domain/build/request.ts';
import { hasStop } from '../domain/build/rule-sets.ts';
import { nameOfCapture } from '../domain/build/view-build.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { BuildTurn } from './build-deps.ts';
import { describeMachine } from './build-machine-steps.ts';
import { Failure } from './failure.ts';
import type { CaptureSeen, DeviceImages, SizeLine, SourceSeen } from './ports-images.ts';

/**
 * Everything that can be known before anything is made or paid for: the source against the rules, the name of the image, the size, the
 * cores that are left, the subnet. Whatever stops the build stops it here.
 */
export async function checkSource(turn: BuildTurn): Promise<StepSeen> {
  const { build, clock, workshop } = turn;
  const { request } = build;
  const seen = await workshop.readSource(request.source, request.place);
  if (!seen.found) return { kind: 'stopped', why: refusal('source-not-found') };
  const visible = await isVisible(turn.deviceImages, request.place.subscriptionId, request);
  const facts = mergeFacts(build.facts, { ...seen.facts, visibleToWindows365: visible });
  const now = clock.now();
  const findings = judgeBuild(build, facts, { place: placeOf(build), now });
  const learnt = { facts, findings, findingsAt: now, ...(await learnSource(turn, seen)) };
  if (hasStop(findings))
    return { kind: 'stopped', why: refusal('source-refused', { rules: listStops(findings) }), learnt };
  const why = await findObstacle(turn);
  return why ? { kind: 'stopped', why, learnt } : { kind: 'done', learnt };
}

function placeOf(build: Build): 'machine' | 'source-image' {
  return build.request.source.kind === 'machine' ? 'machine' : 'source-image';
}

async function learnSource(turn: BuildTurn, seen: SourceSeen): Promise<Partial<Pick<Build, 'machine' | 'captured'>>> {
  const { source } = turn.build.request;
  if (source.kind === 'image') return { captured: { id: source.imageId, at: turn.clock.now() } };
  return seen.machine ? { machine: await describeMachine(turn, seen.machine) } : {};
}

/**
 * Whether Windows 365 can read where the image is or will be: it lists the very image, or others of the same subscription. It has no
 * call of its own for this; null when it lists nothing there, or cannot be asked.
 */
export async function isVisible(
  deviceImages: DeviceImages,
  subscriptionId: string,
  { source }: Pick<BuildRequest, 'source'>,
): Promise<ImageFacts['visibleToWindows365']> {
  try {
    const sources = await deviceImages.listSources();
    if (source.kind === 'image') return sources.some(({ resourceId }) => isSameId(resourceId, source.imageId));
    return sources.some((one) => isSameId(one.subscriptionId, subscriptionId)) ? true : null;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Azure's ids differ in case from call to call. */
export function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function findObstacle(turn: BuildTurn): Promise<Refusal | null> {
  const { capture } = turn.build.request;
  return (capture && (await findCaptureObstacle(turn, capture))) ?? findMachineObstacle(turn);
}

async function findCaptureObstacle(turn: BuildTurn, capture: CaptureTarget): Promise<Refusal | null> {
  const seen = await turn.workshop.readCapture(turn.build.request.place, capture);
  if (seen.state !== 'absent' && seen.buildId !== turn.build.id)
    return refusal('capture-name-taken', { name: nameOfCapture(capture) });
  return capture.route === 'gallery' ? findDefinitionObstacle(capture, seen.definition) : null;
}

/** Windows 365 takes gallery images from x64 definitions with security type Trusted Launch (learn.microsoft.com, add device images). */
function findDefinitionObstacle(
  capture: CaptureTarget & { readonly route: 'gallery' },
  seen: CaptureSeen['definition'],
): Refusal | null {
  const { gallery, definition } = capture;
  if (seen === 'missing' || seen === null) return refusal('definition-missing', { gallery, definition });
  const unfit = [
    ...(seen.generation === 'V2' ? [] : [`generation ${seen.generation ?? 'unknown'} instead of V2`]),
    ...(seen.securityType === 'TrustedLaunch'
      ? []
      : [`security type ${seen.securityType ?? 'unknown'} instead of TrustedLaunch`]),
    ...(seen.osState === 'Generalized' ? [] : [`state ${seen.osState ?? 'unknown'} instead of Generalized`]),
    ...(seen.architecture === 'x64' || seen.architecture === null
      ? []
      : [`architecture ${seen.architecture} instead of x64`]),
  ];
  return unfit.length === 0 ? null : refusal('definition-unfit', { detail: unfit.join(', ') });
}

async function findMachineObstacle({ build, workshop }: BuildTurn): Promise<Refusal | null> {
  const { machine, place, source } = build.request;
  if (machine === null || source.kind !== 'marketplace') return null;
  const { subscriptionId, region } = place;
  const places = await workshop.readPlaces(subscriptionId);
  const subnet = places.subnets.find(({ id }) => isSameId(id, machine.subnetId));
  if (subnet && subnet.region !== region) return refusal('subnet-other-region', { subnet: subnet.name, region });
  const sizes = await workshop.listSizes({ subscriptionId, region });
  const size = sizes.find(({ name }) => name === machine.size);
  const reason = reasonAgainst(size, routeOf(build.request));
  if (reason !== '') return refusal('size-unavailable', { size: machine.size, reason });
  const quota = await workshop.readQuota({ subscriptionId, region, size: machine.size });
  // The copy runs while the machine is switched off, so one machine's cores are enough.
  const free = quota.limit - quota.used;
  return free < quota.needed ? refusal('quota-short', { name: quota.name, needed: quota.needed, free }) : null;
}

/** What stands against a size, as a code: Azure's own restriction, or what the image needs and it lacks; '' for nothing. */
export function reasonAgainst(size: SizeLine | undefined, route: Route | null): string {
  if (!size) return 'NotFound';
  if (size.restriction !== '') return size.restriction;
  if (!size.generation2) return 'NoGeneration2';
  return route === 'gallery' && !size.trustedLaunch ? 'NoTrustedLaunch' : '';
}
