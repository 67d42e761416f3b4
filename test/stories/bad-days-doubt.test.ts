import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 120_000);
afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

const DID_NOT_START = 'It did not start: try again';

/** Calls that asked for a reprovision, as the tenant's doors saw them. */
function countReprovisionCalls(): number {
  return story.town.servers.exchanges
    .list()
    .filter(({ service, method, url }) => service === 'graph' && method === 'POST' && /\/reprovision$/.test(url))
    .length;
}

async function outcomes(): Promise<readonly string[]> {
  return (await story.state()).targets.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome));
}

test.each(['504-after-effect', 'drop-after-effect', 'timeout-after-effect'] as const)(
  'a call that took effect and was never answered (%s) is found in the tenant and not made again',
  async (kind) => {
    story.town.tenant.faults.next('reprovision', kind);
    await story.start();
    expect(await story.runToEnd()).toBe('completed');
    const { wipes, refusedWipes } = story.town.tenant;
    expect(new Set(wipes.map(({ cloudPcId }) => cloudPcId)).size).toBe(wipes.length);
    expect(countReprovisionCalls()).toBe(wipes.length);
    expect(refusedWipes).toEqual([]);
    expect(await outcomes()).not.toContain('in-doubt');
    expect((await story.state()).targets.some(({ verifiedAt }) => verifiedAt !== null)).toBe(true);
  },
  120_000,
);

test('a call that may have been lost is never repeated by itself: after half an hour a person is asked', async () => {
  story.town.tenant.faults.next('reprovision', 'drop-before-effect');
  await story.start();
  await story.town.runUntil(async () => (await outcomes()).includes('in-doubt'), 48);
  const [attempt] = (await story.state()).targets.flatMap(({ attempts }) => attempts);
  const sinceMs = Date.parse(attempt?.intentAt ?? '');
  expect(story.admin.findCard(DID_NOT_START)).toBeUndefined();
  await story.town.runUntil(() => story.admin.findCard(DID_NOT_START) !== undefined, 2);
  expect(story.admin.cardWith(DID_NOT_START).sentAt - sinceMs).toBeGreaterThanOrEqual(30 * 60_000);
  await story.pass(24 * 2);
  expect(story.town.tenant.wipes).toEqual([]);
  expect(countReprovisionCalls()).toBe(1);
}, 120_000);

test('a person who has looked settles the doubt, and the Cloud PC is reprovisioned once', async () => {
  story.town.tenant.faults.next('reprovision', 'drop-before-effect');
  await story.start();
  await story.town.runUntil(() => story.admin.findCard(DID_NOT_START) !== undefined, 48);
  const doubtful = (await story.state()).targets.find(({ attempts }) => attempts.length > 0)?.planned.cloudPcId;
  await clickOn(story.admin, DID_NOT_START, { button: DID_NOT_START });
  await story.town.settle();
  expect(await story.runToEnd()).toBe('completed');
  const { wipes } = story.town.tenant;
  expect(wipes.filter(({ cloudPcId }) => cloudPcId === doubtful)).toHaveLength(1);
  expect(new Set(wipes.map(({ cloudPcId }) => cloudPcId)).size).toBe(wipes.length);
  expect((await outcomes()).filter((outcome) => outcome === 'did-not-happen')).toHaveLength(1);
}, 120_000);

test('a doubt of a rollout that was aborted can still be settled: until it is, no other rollout takes that Cloud PC up', async () => {
  story.town.tenant.faults.next('reprovision', 'drop-before-effect');
  const rolloutId = await story.start();
  await story.town.runUntil(async () => (await outcomes()).includes('in-doubt'), 48);
  await story.admin.says('abort');
  await story.admin.click(story.admin.cardWith('Abort this rollout?'), 'Abort the rollout', { reason: 'Wrong image' });
  await story.town.runUntil(() => story.admin.findCard(DID_NOT_START) !== undefined, 2);
  await clickOn(story.admin, DID_NOT_START, { button: DID_NOT_START });
  await story.town.settle();
  const { targets } = await story.state(rolloutId);
  expect(targets.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome))).toEqual(['did-not-happen']);
  await story.pass(24);
  expect(story.town.tenant.wipes).toEqual([]);
  const next = await story.plan();
  expect((await story.state(next)).targets).toHaveLength(targets.length);
}, 120_000);

test('a second click on the question of a doubt cannot settle the next doubt', async () => {
  const { faults } = story.town.tenant;
  faults.next('reprovision', 'drop-before-effect');
  await story.start();
  await story.town.runUntil(() => story.admin.findCard(DID_NOT_START) !== undefined, 48);
  const old = story.admin.cardWith(DID_NOT_START);
  faults.next('reprovision', 'drop-before-effect');
  await story.admin.click(old, DID_NOT_START);
  await story.town.runUntil(async () => (await outcomes()).at(-1) === 'in-doubt', 24);
  await story.admin.click(old, DID_NOT_START);
  await story.town.settle();
  expect(await outcomes()).toEqual(['did-not-happen', 'in-doubt']);
  expect(countReprovisionCalls()).toBe(2);
}, 120_000);

test('a person who is wrong about a doubt wipes nobody twice', async () => {
  const { faults } = story.town.tenant;
  faults.next('reprovision', '504-after-effect');
  await story.start();
  // From the moment of the wipe on Graph answers nothing, so that nobody can see that it happened.
  const stop = story.town.servers.exchanges.subscribe(({ method, url }) => {
    if (method === 'POST' && url.endsWith('/reprovision')) faults.setRates({ '503': 1 });
  });
  await story.runToWipes(1);
  stop();
  const [first] = story.town.tenant.wipes;
  await story.town.runUntil(() => story.admin.findCard(DID_NOT_START) !== undefined, 2);
  faults.setRates({});
  await clickOn(story.admin, DID_NOT_START, { button: DID_NOT_START });
  await story.town.settle();
  await story.runToEnd();
  expect(story.town.tenant.wipes.filter(({ cloudPcId }) => cloudPcId === first?.cloudPcId)).toHaveLength(1);
}, 120_000);

test('a rebuild that never ends is reported as stuck, holds the rollout, and is not started again', async () => {
  story.town.tenant.faults.next('reprovision', 'stuck');
  await story.start({ failureCount: 1 });
  const hold = await story.runToHold();
  expect(hold?.kind).toBe('failure-limit');
  const failed = (await story.state()).targets.filter((target) => target.failed);
  expect(failed.map((target) => target.failed?.why.code)).toEqual(['stuck']);
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(1);
  expect(story.admin.cardWith('Resume without them').content).toMatch(/\d/);
}, 120_000);
