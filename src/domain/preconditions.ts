import { checkProbe } from './checks.ts';
import type { Check, CheckId } from './checks.ts';
import { EXPIRY_WARN_DAYS } from './defaults.ts';
import { hasRunOut, isDedicated } from './look.ts';
import { minutesBetween } from './time.ts';
import type { Instant } from './time.ts';
import { FIT_STATUSES, IMAGE_LIMIT } from './world.ts';
import type { DeviceImage, Policy, SourceImage, World } from './world.ts';

/** What is about to be planned: the image and the policies, as far as they are chosen. */
export interface Intent {
  readonly imageId: string | null;
  readonly policyIds: readonly string[] | 'all';
  readonly approvers: readonly { readonly id: string }[];
  readonly requesterId: string;
  readonly source: SourceImage | null;
}

/** Every precondition with its evidence. Pure: the world was read before. */
export function checkPreconditions(world: World, intent: Intent): readonly Check[] {
  const image = world.images.find((candidate) => candidate.id === intent.imageId);
  const policies = world.policies.filter(
    (policy) => intent.policyIds === 'all' || intent.policyIds.includes(policy.id),
  );
  return [
    ...checkImage(world, intent, image),
    ...policies.flatMap((policy) => checkPolicy(world, policy)),
    ...checkSelected(intent, policies),
    checkLimit(world),
    checkApprovers(intent),
    ...checkOwners(world, policies),
    ...world.probes.map(checkProbe),
  ];
}

/** Why an image cannot be chosen, or should not be: the codes behind the first question of the dialog. */
export function judgeImage(image: DeviceImage, now: Instant): Pick<Check, 'outcome' | 'code' | 'facts'> {
  if (image.status === 'pending') return fact('fail', 'image-pending');
  if (image.status === 'failed') return fact('fail', 'image-failed', { errorCode: image.errorCode ?? 'unknown' });
  if (image.status !== 'ready')
    return fact(image.status === 'warning' ? 'warn' : 'unknown', 'image-status', { status: image.status });
  return judgeSupport(image, now);
}

function judgeSupport(image: DeviceImage, now: Instant): Pick<Check, 'outcome' | 'code' | 'facts'> {
  if (image.osStatus === 'notSupported') return fact('fail', 'os-unsupported');
  if (hasRunOut(image, now)) return fact('fail', 'image-expired', { on: image.expiresOn ?? '' });
  if (image.osStatus === 'supportedWithWarning') return fact('warn', 'os-support-ended');
  if (isExpiring(image, now)) return fact('warn', 'image-expiring', { on: image.expiresOn ?? '' });
  if (image.osStatus === 'unknown') return fact('unknown', 'os-status-unknown');
  return fact('pass', 'image-ready');
}

function checkImage(world: World, intent: Intent, image: DeviceImage | undefined): readonly Check[] {
  if (intent.imageId === null) return [];
  if (!image) return [check('image-ready', intent.imageId, fact('fail', 'image-missing'))];
  const subject = imageLabel(image);
  const namesakes = world.images.filter((candidate) => candidate.name === image.name).length;
  return [
    check(
      'image-ready',
      subject,
      image.status === 'ready' ? fact('pass', 'image-ready') : judgeImage(image, world.takenAt),
    ),
    ...(image.status === 'ready' ? [check('image-supported', subject, judgeImage(image, world.takenAt))] : []),
    check(
      'image-name',
      subject,
      namesakes > 1 ? fact('warn', 'image-name-shared', { count: namesakes }) : fact('pass', 'image-name-unique'),
    ),
    ...(image.kind === 'custom' ? [check('source-image', subject, judgeSource(intent.source))] : []),
  ];
}

/** New images must be Generation 2 (learn windows-365/enterprise/device-images); after `ready` the source may be deleted. */
function judgeSource(source: SourceImage | null): Pick<Check, 'outcome' | 'code' | 'facts'> {
  if (!source || source.found === 'unknown') return fact('unknown', 'source-unknown', { detail: source?.detail ?? '' });
  if (source.found === 'no') return fact('pass', 'source-deleted');
  return source.generation === 'V1' ? fact('warn', 'source-generation-1') : fact('pass', 'source-found');
}

function checkPolicy(world: World, policy: Policy): readonly Check[] {
  const name = policy.name;
  const type = isDedicated(policy)
    ? fact('pass', 'policy-dedicated')
    : fact('fail', 'policy-shared', { type: policy.provisioningType });
  const assigned =
    policy.groupIds.length > 0
      ? fact('pass', 'policy-assigned', { groups: policy.groupIds.length })
      : fact('fail', 'policy-unassigned');
  return [
    check('policy-type', name, type),
    check('policy-assigned', name, assigned),
    check('rollback', name, judgeRollback(world, policy)),
    ...checkFleet(world, policy),
    ...policy.connectionIds.map((id) => checkConnection(world, id, name)),
  ];
}

/** The way back: the image the policy names now is still there, ready and selectable. Out-of-support images cannot be picked again. */
export function judgeRollback(world: World, policy: Policy): Pick<Check, 'outcome' | 'code' | 'facts'> {
  const old = world.images.find((image) => image.id === policy.imageId);
  if (!old) return fact('warn', 'old-image-gone', { image: policy.imageName });
  const judged = judgeImage(old, world.takenAt);
  if (judged.outcome === 'pass') return fact('pass', 'old-image-there', { image: old.name });
  if (judged.outcome === 'unknown') return fact('unknown', 'old-image-unknown', { image: old.name });
  return fact('warn', judged.outcome === 'fail' ? 'old-image-unusable' : 'old-image-ageing', {
    image: old.name,
    why: judged.code,
  });
}

function checkFleet(world: World, policy: Policy): readonly Check[] {
  const fleet = world.cloudPcs.filter((cloudPc) => cloudPc.policyId === policy.id);
  const unfit = fleet.filter((cloudPc) => !FIT_STATUSES.includes(cloudPc.status));
  const grace = fleet.filter((cloudPc) => cloudPc.status === 'inGracePeriod');
  const statuses =
    unfit.length > 0
      ? fact('warn', 'cloud-pcs-unfit', { count: unfit.length, of: fleet.length })
      : fact('pass', 'cloud-pcs-fit', { of: fleet.length });
  const none = fact('warn', 'no-cloud-pcs');
  return [
    check('cloud-pcs', policy.name, fleet.length === 0 ? none : statuses),
    check(
      'grace-period',
      policy.name,
      grace.length > 0 ? fact('warn', 'in-grace-period', { count: grace.length }) : fact('pass', 'no-grace-period'),
    ),
  ];
}

function checkConnection(world: World, id: string, policyName: string): Check {
  const connection = world.connections.find((candidate) => candidate.id === id);
  const subject = connection ? `${policyName}: ${connection.name}` : policyName;
  if (!connection) return check('connection-health', subject, fact('unknown', 'connection-unknown'));
  const { health } = connection;
  if (health === 'passed' || health === 'informational')
    return check('connection-health', subject, fact('pass', 'connection-passed'));
  if (health === 'warning') return check('connection-health', subject, fact('warn', 'connection-warning'));
  if (health === 'failed') return check('connection-health', subject, fact('fail', 'connection-failed'));
  return check('connection-health', subject, fact('unknown', 'connection-unknown'));
}

function checkSelected(intent: Intent, policies: readonly Policy[]): readonly Check[] {
  if (intent.policyIds === 'all') return [];
  const missing = intent.policyIds.filter((id) => !policies.some((policy) => policy.id === id));
  const already = policies.filter((policy) => policy.imageId === intent.imageId);
  return [
    ...missing.map((id) => check('policy-image', id, fact('fail', 'policy-missing'))),
    ...already.map((policy) => check('policy-image', policy.name, fact('warn', 'policy-already-switched'))),
  ];
}

/** Only custom images count towards the limit. At the limit a rollout still works; the next import does not. */
function checkLimit(world: World): Check {
  const count = world.images.filter((image) => image.kind === 'custom').length;
  const full = fact('warn', 'image-limit-reached', { count, limit: IMAGE_LIMIT });
  return check(
    'image-limit',
    'Device images',
    count >= IMAGE_LIMIT ? full : fact('pass', 'image-limit-free', { count, limit: IMAGE_LIMIT }),
  );
}

function checkApprovers(intent: Intent): Check {
  const others = intent.approvers.filter((approver) => approver.id !== intent.requesterId).length;
  const none = fact('fail', 'no-approver');
  return check('approvers', 'Approvers', others === 0 ? none : fact('pass', 'approvers-there', { count: others }));
}

function checkOwners(world: World, policies: readonly Policy[]): readonly Check[] {
  const ids = new Set(policies.map((policy) => policy.id));
  const owners = new Set(
    world.cloudPcs.flatMap((cloudPc) =>
      cloudPc.policyId && ids.has(cloudPc.policyId) && cloudPc.ownerId ? [cloudPc.ownerId] : [],
    ),
  );
  const people = world.people.filter((person) => owners.has(person.id));
  const guessed = people.filter((person) => !person.zoneKnown).length;
  if (people.length === 0) return [];
  return [
    check(
      'owners-known',
      'Time zones',
      guessed > 0
        ? fact('warn', 'zones-guessed', { count: guessed })
        : fact('pass', 'zones-known', { count: people.length }),
    ),
  ];
}

function isExpiring(image: DeviceImage, now: Instant): boolean {
  return image.expiresOn !== null && minutesBetween(now, image.expiresOn) < EXPIRY_WARN_DAYS * 24 * 60;
}

function imageLabel(image: DeviceImage): string {
  return image.version ? `${image.name} ${image.version}` : image.name;
}

function fact(
  outcome: Check['outcome'],
  code: string,
  facts: Check['facts'] = {},
): Pick<Check, 'outcome' | 'code' | 'facts'> {
  return { outcome, code, facts };
}

function check(id: CheckId, subject: string, judged: Pick<Check, 'outcome' | 'code' | 'facts'>): Check {
  return { id, subject, ...judged };
}
