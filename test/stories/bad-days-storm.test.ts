import { afterEach, expect, test } from '@jest/globals';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;
afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

const DID_NOT_START = 'It did not start: try again';

/** Answers what Repave asks, as an admin would who has looked into the tenant first. */
async function answerDoubts(): Promise<void> {
  const card = story.admin.findCard(DID_NOT_START);
  if (!card) return;
  const { targets } = await story.state();
  for (const { planned, attempts } of targets) {
    const since = Date.parse(attempts.at(-1)?.intentAt ?? '');
    const isLost = !story.town.tenant.wipes.some(({ cloudPcId, at }) => cloudPcId === planned.cloudPcId && at >= since);
    if (attempts.at(-1)?.outcome !== 'in-doubt' || !isLost) continue;
    await clickOn(story.admin, DID_NOT_START, { button: DID_NOT_START, inputs: { cloudPcId: planned.cloudPcId } });
  }
}

const STORMS = {
  'Graph is throttled and away': '429=0.15,503=0.15',
  'calls are lost on either side of their effect':
    'drop-before-effect=0.2,drop-after-effect=0.2,timeout-after-effect=0.2',
  'Teams is busy': '412=0.2,502=0.2',
} as const;

test.each(Object.entries(STORMS))(
  'while %s, the rollout ends and nobody is wiped twice',
  async (_name, faults) => {
    story = await openStory({ cloudPcs: 8 });
    await story.plan({ deadlineDays: 14, failureCount: 5, failurePercent: 100 });
    await story.send();
    await story.approve();
    story.town.tenant.faults.setRates(Object.fromEntries(faults.split(',').map(readRate)));
    for (let day = 0; day < 14 && (await story.phase()) !== 'completed'; day += 1) {
      await story.runToEnd(24);
      await answerDoubts();
    }
    story.town.tenant.faults.setRates({});
    expect(await story.runToEnd()).toBe('completed');
    const { wipes } = story.town.tenant;
    expect(wipes.length).toBeGreaterThan(0);
    expect(new Set(wipes.map(({ cloudPcId }) => cloudPcId)).size).toBe(wipes.length);
    expect(findBrokenEntry(await story.town.app.store.readAudit(null))).toBeNull();
    expect(story.town.servers.exchanges.unknown()).toEqual([]);
  },
  240_000,
);

function readRate(pair: string): [string, number] {
  const [kind = '', share = '0'] = pair.split('=');
  return [kind, Number(share)];
}
