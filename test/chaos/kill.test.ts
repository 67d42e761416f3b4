import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openKillTown } from '../support/kill-town.ts';
import type { KillTown } from '../support/kill-town.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, tellStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let town: KillTown;
let story: Story<KillTown>;

beforeEach(async () => {
  town = await openKillTown({ cloudPcs: 5 });
  story = await tellStory(town, { temperament: () => 'ready', logLines: [] });
}, 120_000);
afterEach(() => town.close(), 120_000);

const ANSWER_COUNTS = 'Your answer counts for exactly this plan';
const LIMIT_HOURS = 24 * 10;
const REPROVISION = { method: 'POST', path: /\/reprovision$/ } as const;
const SWITCH = { method: 'PATCH', path: /\/provisioningPolicies\// } as const;

/** What must be so at the end, however often the process died. */
async function expectEveryoneOnce(): Promise<void> {
  expect(await story.runToEnd(LIMIT_HOURS)).toBe('completed');
  const { targets } = await story.state();
  expect(targets.filter(({ verifiedAt }) => verifiedAt === null)).toEqual([]);
  const wiped = town.tenant.wipes.map(({ cloudPcId }) => cloudPcId);
  expect(wiped.sort()).toEqual(targets.map(({ planned }) => planned.cloudPcId).sort());
  await assertPromise(story);
}

function countCalls(rule: typeof REPROVISION | typeof SWITCH): number {
  const { exchanges } = town.servers;
  return exchanges.list().filter(({ method, url }) => method === rule.method && rule.path.test(url)).length;
}

test('killed each time after the tenant obeyed and before that was written down, Repave finds what happened and repeats nothing', async () => {
  await story.start();
  await town.killAt(town.graph.hold({ ...SWITCH, when: 'after-effect' }), LIMIT_HOURS);
  await town.killAt(town.graph.hold({ ...REPROVISION, when: 'after-effect' }), LIMIT_HOURS);
  await town.killAt(town.graph.hold({ ...REPROVISION, when: 'after-effect' }), LIMIT_HOURS);
  await expectEveryoneOnce();
  expect([countCalls(SWITCH), countCalls(REPROVISION)]).toEqual([1, 3]);
}, 240_000);

test('killed between intent and call, Repave switches the policy again, and wipes nobody before a person has looked', async () => {
  await story.start();
  await town.killAt(town.graph.hold({ ...SWITCH, when: 'before-effect' }), LIMIT_HOURS);
  await town.killAt(town.graph.hold({ ...REPROVISION, when: 'before-effect' }), LIMIT_HOURS);
  const asks = 'It did not start: try again';
  await town.runUntil(() => story.admin.findCard(asks) !== undefined, 48);
  expect(town.tenant.wipes).toEqual([]);
  await clickOn(story.admin, asks, { button: asks });
  await expectEveryoneOnce();
  expect([countCalls(SWITCH), countCalls(REPROVISION)]).toEqual([1, 3]);
}, 240_000);

test.each(['before-effect', 'after-effect'] as const)(
  'killed while a notice is on its way (%s), the person is told again, and the lead counts from the certain one',
  async (when) => {
    await story.plan();
    await story.send();
    const personId = (await story.state()).targets[0]?.planned.personId ?? '';
    const chatId = town.servers.teams.chats.personal(personId).id.replace(/^a:/, '');
    const path = new RegExp(`${chatId}/activities$`);
    const held = town.teams.hold({ method: 'POST', path, when });
    await story.approver.click(await waitForCard(story.approver, ANSWER_COUNTS), 'Approve');
    await town.killAt(held, LIMIT_HOURS);
    await expectEveryoneOnce();
    const target = (await story.state()).targets.find(({ planned }) => planned.personId === personId);
    expect(target?.slotRevision).toBeGreaterThan(1);
  },
  240_000,
);

test('killed while an approval is being taken, nothing is approved until the click is made again', async () => {
  await story.plan();
  await story.send();
  const asksForRole = { method: 'GET', path: /transitiveMember|checkMember/, when: 'before-effect' } as const;
  const held = town.graph.hold(asksForRole);
  const card = story.approver.cardWith(ANSWER_COUNTS);
  const click = story.approver.click(card, 'Approve').catch(() => undefined);
  await held.arrived;
  await town.kill();
  await click;
  await town.start();
  await town.settle();
  expect((await story.state()).rollout.approval).toBeNull();
  await story.approve();
  await expectEveryoneOnce();
}, 240_000);

test('killed again and again at any request, the rollout still ends with every Cloud PC done once', async () => {
  await story.start();
  for (const skip of [3, 7, 11, 5]) {
    const anyRead = { method: 'GET', path: /./, when: 'after-effect', skip } as const;
    await town.killAt(town.graph.hold(anyRead), LIMIT_HOURS);
  }
  await expectEveryoneOnce();
}, 240_000);
