import { PENDING_IMAGE_ID } from '../ids.ts';
import type { CloudPc } from './cloud-pc.ts';
import { settleImport } from './image-imports.ts';
import { beginGracePeriod } from './membership.ts';
import { describeFailure, describeWarning } from './reprovision.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;

/** What makes a tenant a real one: a leaver, a failed Cloud PC, one with warnings, people at work, an import under way. */
export function addOddities(world: World): void {
  const [, , , leaver, , broken, , warned] = world.cloudPcs.length >= 8 ? world.cloudPcs : [];
  if (leaver) closeAccount(world, leaver);
  if (broken) Object.assign(broken, { status: 'failed', statusDetail: describeFailure(world) });
  if (warned) Object.assign(warned, { status: 'provisionedWithWarnings', statusDetail: describeWarning(world) });
  for (const [index, cloudPc] of world.cloudPcs.entries()) {
    if (index % 10 === 9 && cloudPc.status === 'provisioned') letWork(world, cloudPc);
  }
  const pending = world.deviceImages.find(({ id }) => id === PENDING_IMAGE_ID);
  if (pending) settleImport(world, pending, { dueAt: world.clock.now() + HOUR_MS });
}

function closeAccount(world: World, cloudPc: CloudPc): void {
  const person = world.directory.byId(cloudPc.personId ?? '');
  if (!person) return;
  world.directory.put({ ...person, accountEnabled: false, temperament: 'uninstalled' });
  for (const { id } of world.groups.groupsOf(person.id)) world.groups.leave(id, person.id);
  beginGracePeriod(world, cloudPc);
}

/** Signed in now, and gone within the day. */
function letWork(world: World, cloudPc: CloudPc): void {
  const now = world.clock.now();
  Object.assign(cloudPc, { signedIn: true, lastLoginAt: now - HOUR_MS, lastLogoffAt: null });
  world.agenda.add(now + world.random.int(1, 7) * HOUR_MS, (at) => {
    if (cloudPc.signedIn) Object.assign(cloudPc, { signedIn: false, lastLogoffAt: at });
  });
}
