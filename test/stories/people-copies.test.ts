import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createRestorePoint } from '../../src/sandbox/world/restore-points.ts';
import { listButtons } from '../../src/sandbox/teams/card-walk.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';
import { planWithCopies, readTargets, startWithCopies } from '../support/story-copies.ts';

const POINT = { kind: 'restore-point' } as const;

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 60_000);
afterEach(() => story.close());

test('each Cloud PC is copied hours before its date, and wiped only when its point is listed and healthy', async () => {
  const id = await startWithCopies(story, POINT);
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  const { tenant } = story.town;
  expect(tenant.wipes).toHaveLength(3);
  expect(tenant.copies.orders).toHaveLength(3);
  for (const wipe of tenant.wipes) {
    const order = tenant.copies.orders.find(({ cloudPcId }) => cloudPcId === wipe.cloudPcId);
    expect(wipe.manualPoint).toMatchObject({ health: 'healthy', createdAt: order?.at });
  }
  const audit = await readAudit();
  for (const what of ['copy-intended', 'copy-ordered', 'copy-ready'])
    expect(audit.filter((entry) => entry.what === what)).toHaveLength(3);
  expect(audit.findLast(({ what }) => what === 'reprovision-intended')?.facts['snapshot']).toMatch(/^CPC_/);
  await story.admin.says('report');
  const report = await waitForCard(story.admin, /is deleted on/);
  expect(report.content).toMatch(/3 restore points in Windows 365; the first is deleted on/);
  await readUndoKit(id);
  await assertPromise(story);
}, 240_000);

test('an unhealthy point clears nobody: it is taken again, and who never gets a good one is not wiped', async () => {
  const id = await startWithCopies(story, POINT);
  const [first, second] = await readTargets(story, id);
  const { copies, wipes } = story.town.tenant;
  copies.next('unhealthy', first.planned.cloudPcId);
  for (let tries = 0; tries < 30; tries += 1) copies.next('unhealthy', second.planned.cloudPcId);
  expect(await story.runToWipes(2, 24 * 2)).toBe(true);
  expect(copies.orders.filter(({ cloudPcId }) => cloudPcId === first.planned.cloudPcId)).toHaveLength(2);
  expect(wipes.map(({ cloudPcId }) => cloudPcId)).not.toContain(second.planned.cloudPcId);
  await story.admin.says('status');
  await story.town.settle();
  expect(story.admin.cardWith('Waiting').content).toMatch(/with(out)? (a|the) copy that/);
  const failed = (await readAudit()).filter(({ what }) => what === 'copy-failed');
  expect(new Set(failed.map(({ facts }) => facts['cloudPcId'])).size).toBe(2);
  await assertPromise(story);
}, 240_000);

test('who has a restore point of their own is named before it is overwritten, on the plan and to the approver', async () => {
  const { tenant } = story.town;
  const mine = tenant.cloudPcs[0];
  if (!mine) throw new Error('no Cloud PC');
  createRestorePoint(tenant, mine);
  await story.pass(2);
  const id = await planWithCopies(story, POINT);
  const { id: adminId, name } = story.admin.person;
  const checked = await story.town.app.commands.check({ id: adminId, name }, 'all', null);
  expect(checked.ok && checked.value.checks).toContainEqual(
    expect.objectContaining({ subject: 'GET snapshots', code: 'permission-pass' }),
  );
  const { rollout, targets } = await story.state(id);
  const owner = targets.find(({ planned }) => planned.cloudPcId === mine.id)?.planned.personName;
  expect(owner).toBeDefined();
  expect(rollout.plan.copies?.overwrites.map(({ personName }) => personName)).toEqual([owner]);
  expect(rollout.plan.checks).toContainEqual(
    expect.objectContaining({ code: 'copy-overwrites', outcome: 'warn', facts: { count: 1, names: owner, more: 0 } }),
  );
  await story.send();
  await story.approve();
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  const order = tenant.copies.orders.findLast(({ cloudPcId }) => cloudPcId === mine.id);
  expect(order?.replaces).not.toBeNull();
  await assertPromise(story);
}, 240_000);

test('an order whose answer is lost is looked for, and never given twice for one date', async () => {
  const { tenant } = story.town;
  const isOrder = (method: string, url: string) => method === 'POST' && /createSnapshot/.test(url);
  for (const kind of ['504-after-effect', 'drop-after-effect', 'drop-before-effect'] as const)
    tenant.faults.once({ match: isOrder, kind });
  const id = await startWithCopies(story, POINT);
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  const perCloudPc = Map.groupBy(tenant.copies.orders, ({ cloudPcId }) => cloudPcId);
  expect([...perCloudPc.values()].map((orders) => orders.length)).toEqual([1, 1, 1]);
  const lost = (await readTargets(story, id)).map(({ copy }) => copy?.detail);
  expect(lost.filter((detail) => detail !== '')).not.toEqual([]);
  expect(tenant.wipes).toHaveLength(3);
  await assertPromise(story);
}, 240_000);

test('a worker that dies between the order and its record leaves one order, which is found again', async () => {
  const { tenant } = story.town;
  const id = await startWithCopies(story, POINT);
  await story.town.runUntil(() => tenant.copies.orders.length > 0, 24 * 5);
  const [ordered] = tenant.copies.orders;
  const cloudPcId = ordered?.cloudPcId ?? '';
  await forgetAnswer(id, cloudPcId);
  await story.town.settle();
  expect(tenant.copies.orders.filter((order) => order.cloudPcId === cloudPcId)).toHaveLength(1);
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  expect(tenant.copies.orders.filter((order) => order.cloudPcId === cloudPcId)).toHaveLength(1);
  expect(tenant.wipes.map((wipe) => wipe.cloudPcId)).toContain(cloudPcId);
  await assertPromise(story);
}, 240_000);

test('a point that somebody else replaces before the wipe does not count any more', async () => {
  const { tenant } = story.town;
  const id = await startWithCopies(story, POINT);
  const [first] = await readTargets(story, id);
  const { cloudPcId } = first.planned;
  await story.town.runUntil(async () => (await copyOf(id, cloudPcId))?.state === 'ready', 24 * 5);
  const cloudPc = tenant.cloudPcById.get(cloudPcId);
  if (!cloudPc) throw new Error('no Cloud PC');
  tenant.copies.next('unhealthy', cloudPcId);
  createRestorePoint(tenant, cloudPc);
  expect(await story.runToEnd(24 * 8, id)).toBe('completed');
  const wipe = tenant.wipes.find((one) => one.cloudPcId === cloudPcId);
  expect(wipe?.manualPoint?.health).toBe('healthy');
  expect(tenant.copies.orders.filter((one) => one.cloudPcId === cloudPcId).length).toBeGreaterThan(2);
  await assertPromise(story);
}, 240_000);

test('an export goes to the account that was approved, and clears nobody before it is reported as done', async () => {
  const { tenant } = story.town;
  const vault = tenant.copies.accounts.find(({ isImmutable }) => isImmutable);
  if (!vault) throw new Error('no account');
  const id = await startWithCopies(story, { kind: 'export', storageAccountId: vault.id });
  const { rollout } = await story.state(id);
  expect(rollout.plan.checks.map(({ code }) => code)).toContain('copy-account-immutable');
  const [first] = await readTargets(story, id);
  const { cloudPcId } = first.planned;
  tenant.copies.next('export-unreported', cloudPcId);
  expect(await story.runToWipes(2, 24 * 2)).toBe(true);
  await story.town.runUntil(async () => (await copyOf(id, cloudPcId))?.state === 'unconfirmed', 12);
  expect((await copyOf(id, cloudPcId))?.trouble).toBe('export-unconfirmed');
  expect(tenant.wipes.map((wipe) => wipe.cloudPcId)).not.toContain(cloudPcId);
  expect(tenant.copies.orders).toHaveLength(3);
  for (const wipe of tenant.wipes) expect(wipe.exportedDisks).toMatchObject([{ storageAccountId: vault.id }]);
  await story.admin.says('report');
  expect((await waitForCard(story.admin, /exported disk/)).content).toMatch(/2 exported disks in stcloudpcvault/);
  await assertPromise(story);
}, 240_000);

test('a plan whose account does not exist is refused, with what to do', async () => {
  const rule = {
    kind: 'export',
    storageAccountId: '/subscriptions/s/resourceGroups/g/x/storageAccounts/nowhere',
  } as const;
  await expect(planWithCopies(story, rule)).rejects.toThrow(/check-failed.*copy-account-missing/);
  expect(story.town.tenant.copies.orders).toEqual([]);
}, 60_000);

/** What is there for one person, until when, and what nobody promises; for admins alone. */
test('what cannot be read of one Cloud PC ends neither the wait of its owner at once nor the turn of the others', async () => {
  const { tenant } = story.town;
  const id = await startWithCopies(story, POINT);
  const [first] = await readTargets(story, id);
  const { cloudPcId } = first.planned;
  await story.town.runUntil(async () => (await readTargets(story, id)).every(({ told }) => told !== null), 24);
  tenant.cloudPcById.delete(cloudPcId);
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  const tries = (await readAudit()).filter(
    ({ what, facts }) => what === 'copy-failed' && facts['cloudPcId'] === cloudPcId,
  );
  expect(tries.map(({ facts }) => facts['trouble'])).toContain('not-sent');
  expect(tries.length).toBeLessThanOrEqual(3 * 3);
  expect(tenant.wipes.map((wipe) => wipe.cloudPcId)).toHaveLength(2);
  await assertPromise(story);
}, 240_000);

async function readUndoKit(id: string): Promise<void> {
  const [{ planned }] = await readTargets(story, id);
  await story.admin.says(`undo ${planned.upn}`);
  const card = await waitForCard(story.admin, /What can be brought back for/);
  expect(card.content).toContain(planned.personName);
  expect(card.content).toMatch(/Windows 365 deletes it on/);
  expect(card.content).toMatch(/does not document whether restore points survive a rebuild/);
  expect(card.content).toMatch(/deletes everything local a second time/);
  expect(card.content).not.toContain(planned.cloudPcId);
  await story.admin.says(`undo ${planned.cloudPcName} #${id}`);
  expect(story.admin.lastMessage().content).toMatch(/What can be brought back for/);
  await story.admin.says('undo');
  expect(story.admin.lastMessage().content).toMatch(/Whose way back.*roll back/s);
  await story.admin.says('undo somebody@else.example');
  expect(story.admin.lastMessage().content).toMatch(/No rollout knows/);
  await story.approver.says(`undo ${planned.upn}`);
  const read = await waitForCard(story.approver, /What can be brought back for/);
  const titles = [card, read].map((kit) => listButtons(kit.card ?? {}).map(({ title }) => title));
  expect(titles.map((shown) => shown.includes('Plan the old image for all'))).toEqual([true, false]);
  const owner = story.person(planned.personId);
  await owner.says(`undo ${planned.upn}`);
  expect(owner.inbox().filter(({ content }) => /What can be brought back for/.test(content))).toEqual([]);
}

async function copyOf(id: string, cloudPcId: string) {
  return (await story.state(id)).targets.find(({ planned }) => planned.cloudPcId === cloudPcId)?.copy;
}

function readAudit() {
  return story.town.app.store.readAudit(null);
}

/** The record as a process leaves it that died right after the call: the intent, and no answer. */
async function forgetAnswer(rolloutId: string, cloudPcId: string): Promise<void> {
  await story.town.app.store.transact(async (tx) => {
    const locked = await tx.lockTarget(rolloutId, cloudPcId);
    if (!locked?.target.copy) throw new Error('nothing was ordered');
    const copy = { ...locked.target.copy, state: 'wanted', answeredAt: null, readAt: null } as const;
    await tx.saveTarget(rolloutId, { ...locked.target, copy });
    await tx.wake(rolloutId, copy.orderedAt);
  });
}
