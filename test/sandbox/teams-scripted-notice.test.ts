import { afterEach, expect, test } from '@jest/globals';
import { renderView } from '../../cards/render-view.ts';
import { createDirectory } from '../../src/sandbox/directory.ts';
import type { Temperament } from '../../src/sandbox/directory.ts';
import type { NoticeView } from '../../src/domain/views-notice.ts';
import { ANNA, cardActivity, invokeAnswer, makePerson, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
afterEach(() => world.close());

const slots = ['2026-12-02', '2026-12-03'].map((day) => ({
  startAt: `${day}T18:00:00.000Z`,
  endAt: `${day}T23:00:00.000Z`,
}));

function makeNotice(over: Partial<NoticeView>): Record<string, unknown> {
  const view = {
    kind: 'notice',
    rolloutId: 'r1',
    cloudPcId: 'c1',
    slotRevision: 1,
    stage: 'planned',
    personName: 'Anna',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    cloudPcName: 'CPC-Anna',
    otherCloudPcs: [],
    imageBefore: 'W11 24H2',
    imageAfter: 'W11 25H2',
    slot: { startAt: '2026-12-01T18:00:00.000Z', endAt: '2026-12-01T23:00:00.000Z' },
    p50Minutes: 45,
    p90Minutes: 90,
    otherSlots: slots,
    postponementsLeft: 2,
    deadlineAt: '2026-12-10T18:00:00.000Z',
    needsReady: true,
    requesterName: 'Ingrid',
    reason: '',
    works: null,
    ...over,
  } as unknown as NoticeView;
  return cardActivity(renderView(view).card);
}

test.each<[Temperament, Partial<NoticeView>, object]>([
  ['ready', {}, { verb: 'notice.ready' }],
  ['later', {}, { verb: 'notice.postpone', data: { slot: slots[0]?.startAt } }],
  ['later', { otherSlots: [] }, { verb: 'notice.ready' }],
  ['help', {}, { verb: 'notice.help' }],
  ['ready', { stage: 'done' }, { verb: 'notice.works' }],
])('on a real notice a %s person (card: %j) finds their button', async (temperament, over, action) => {
  const directory = createDirectory([makePerson({ id: ANNA, name: 'Anna', temperament })]);
  world = await startTeamsWorld({ directory });
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'Noted'));
  await world.send(ANNA, makeNotice(over));
  world.clock.advanceTo(world.clock.now() + 3_600_000);
  expect(await world.teams.step()).toBe(1);
  expect(world.bot.requests.map(({ body }) => body)).toMatchObject([{ value: { action } }]);
});
