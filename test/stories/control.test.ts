import { expect, test } from '@jest/globals';
import { CURRENT_IMAGE_ID, ENGINEERING_POLICY_ID, NEW_IMAGE_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

test('a hold starts nothing new and is seen on every notice; resume goes on with new dates', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    await story.start({ concurrency: 1 });
    await story.runToWipes(1);
    await story.admin.says('status');
    await story.town.settle();
    const read = await clickOn(story.admin, 'Refresh', {
      button: { under: 'Hold' },
      inputs: { reason: 'The licence server is down' },
    });
    expect(read).toMatch(/On hold[\s\S]*The licence server is down/);
    await story.pass(48);
    expect(story.town.tenant.wipes).toHaveLength(1);
    expect(await newestNotices(story)).toEqual([
      expect.stringMatching(DONE),
      ...Array<unknown>(3).fill(expect.stringMatching(/On hold: nothing happens[\s\S]*licence server/)),
    ]);
    expect(await clickOn(story.admin, 'On hold', { button: 'Resume' })).not.toMatch(/On hold/);
    await story.town.settle();
    expect((await newestNotices(story)).join('\n')).not.toMatch(/On hold/);
    expect(await story.runToEnd()).toBe('completed');
    expect(story.town.tenant.wipes).toHaveLength(4);
    expect(await newestNotices(story)).toEqual(Array(4).fill(expect.stringMatching(DONE)));
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);

test('an abort names what is under way, lets it finish, puts the policy back, and tells everybody else', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    await story.start();
    await story.runToWipes(3);
    expect(imageOfPolicy(story)).toBe(NEW_IMAGE_ID);
    const { targets } = await story.state();
    const underWay = targets.filter(({ attempts, verifiedAt }) => attempts.length > 0 && !verifiedAt);
    await story.admin.says('abort');
    const card = await waitForCard(story.admin, 'Abort this rollout?');
    expect(card.content).toMatch(/What cannot be stopped: 2 rebuilds under way/);
    for (const { planned } of underWay) expect(card.content.replaceAll('\\', '')).toContain(planned.personName);
    await story.admin.click(card, 'Abort the rollout', { reason: 'Wrong image' });
    await story.pass(24);
    expect(story.town.tenant.wipes).toHaveLength(3);
    expect(imageOfPolicy(story)).toBe(CURRENT_IMAGE_ID);
    const after = await story.state();
    expect(after.targets.filter(({ verifiedAt }) => verifiedAt)).toHaveLength(3);
    expect(await newestNotices(story)).toEqual([
      ...Array<unknown>(3).fill(expect.stringMatching(DONE)),
      expect.stringMatching(/Called off: your Cloud PC stays as it is[\s\S]*Wrong image/),
    ]);
    await story.admin.says('report');
    expect((await waitForCard(story.admin, /^Report/m)).content).toMatch(/3 of 4 Cloud PCs done/);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);

test('hold wins when it is clicked while the window is open, whoever of the admins clicks', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    await story.start({ concurrency: 1, canary: 4, percents: '100' });
    await story.runToWipes(2);
    await story.colleague('admin').says('hold because of a call from the service desk');
    await story.pass(30);
    expect(story.town.tenant.wipes).toHaveLength(2);
    const person = story.person(story.owners[0]?.id ?? '');
    await person.says('resume');
    await story.pass(24);
    expect(story.town.tenant.wipes).toHaveLength(2);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);

/** The end of a notice: ready, or what its person said to that. */
const DONE = /Your Cloud PC is ready|Great that it works/;

/** What the owners read last, those who are done first. */
async function newestNotices(story: Story): Promise<readonly string[]> {
  const { targets } = await story.state();
  return [...targets]
    .sort((one, other) => Number(other.verifiedAt !== null) - Number(one.verifiedAt !== null))
    .map(({ planned }) => story.person(planned.personId).lastMessage().content);
}

function imageOfPolicy({ town }: Story): string | undefined {
  return town.tenant.policies.find(({ id }) => id === ENGINEERING_POLICY_ID)?.imageId;
}

test('a hold that arrives while starts are going on stops those that are not begun', async () => {
  const story = await openStory({ cloudPcs: 24 });
  try {
    await story.start({ concurrency: 12 });
    await story.runToWipes(1);
    const clicks: Promise<void>[] = [];
    const stop = story.town.servers.exchanges.subscribe(({ url }) => {
      if (!url.includes('getRealTimeRemoteConnectionStatus') || clicks.length > 0) return;
      clicks.push(story.colleague('admin').says('hold because the wrong plan was approved'));
    });
    await story.runToWipes(2);
    await Promise.all(clicks);
    stop();
    const begun = story.town.tenant.wipes.length;
    await story.pass(48);
    expect(clicks).toHaveLength(1);
    expect((await story.state()).rollout.hold?.kind).toBe('person');
    expect(story.town.tenant.wipes).toHaveLength(begun);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);
