import { afterEach, expect, test } from '@jest/globals';
import { CURRENT_IMAGE_ID, ENGINEERING_POLICY_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

afterEach(() => story.close());

/** How people say no in the worst of moments: Repave has made up its mind, and the tenant has not heard of it yet. */
const NOES: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['somebody holds', () => story.colleague('admin').says('hold because the wrong image was built')],
  ['somebody stops the line', () => story.approver.says('stop because the printers are gone')],
  [
    'the rollout is aborted',
    async () => {
      await story.admin.says('abort');
      const card = story.admin.cardWith('Abort this rollout?');
      await story.admin.click(card, 'Abort the rollout', { reason: 'Wrong image' });
    },
  ],
];

test.each(NOES)(
  'between the decision to switch a policy and the switch %s: nothing is switched',
  async (_what, sayNo) => {
    story = await openStory({ cloudPcs: 4 });
    await story.start();
    await meet({ request: /\/provisioningPolicies\?/, until: () => hasHappened('policy-switch-intended'), sayNo });
    expect(story.town.tenant.policies.find(({ id }) => id === ENGINEERING_POLICY_ID)?.imageId).toBe(CURRENT_IMAGE_ID);
    expect(await hasHappened('policy-switch-withheld')).toBe(true);
    expect(await hasHappened('policy-switched')).toBe(false);
    expect(story.town.tenant.wipes).toEqual([]);
    await assertPromise(story);
  },
  120_000,
);

test.each(NOES)(
  'between the last look at a session and the wipe %s: nothing is wiped',
  async (_what, sayNo) => {
    story = await openStory({ cloudPcs: 4 });
    await story.start();
    const firstAt = Math.min(...(await story.state()).targets.map(({ slot }) => Date.parse(slot.startAt)));
    const hasBegun = () => Promise.resolve(story.town.clock.now() >= firstAt);
    await meet({ request: /getRealTimeRemoteConnectionStatus/, until: hasBegun, sayNo });
    expect(await hasHappened('reprovision-intended')).toBe(false);
    expect(story.town.tenant.wipes).toEqual([]);
    await assertPromise(story);
  },
  120_000,
);

interface Moment {
  /** Kept waiting at the tenant's door, one by one, until what is waited for is so. */
  readonly request: RegExp;
  readonly until: () => Promise<boolean>;
  readonly sayNo: () => Promise<unknown>;
}

/** Turns the clock, says no while the tenant has the request before it, and looks on for a day and a half. */
async function meet({ request, until, sayNo }: Moment): Promise<void> {
  const { faults } = story.town.tenant;
  let stall = faults.stall((_method, url) => request.test(url));
  const turning = story.pass(72);
  for (;;) {
    await stall.arrived;
    if (await until()) break;
    const { release } = stall;
    stall = faults.stall((_method, url) => request.test(url));
    release();
  }
  await sayNo().finally(stall.release);
  await turning;
}

async function hasHappened(event: string): Promise<boolean> {
  return (await story.town.app.store.readAudit(null)).some(({ what }) => what === event);
}
