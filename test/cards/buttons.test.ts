import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../cards/actions.ts';
import { renderView } from '../../cards/render-view.ts';
import type { StatusView } from '../../src/domain/views.ts';
import type { NoticeCall, NoticeStage } from '../../src/domain/views-notice.ts';
import { listCards } from './examples/all.ts';
import { NOTICE } from './examples/notices.ts';
import { ASK, STATUS } from './examples/rollouts.ts';
import { isObject, listObjects, textAt } from './walk.ts';

const cards = listCards();

/** Titles of the buttons at the foot of a card. */
function titlesOf(card: JsonObject | undefined): readonly string[] {
  const actions = card?.['actions'];
  return Array.isArray(actions) ? actions.filter(isObject).map((action) => textAt(action, 'title')) : [];
}

function dataOf(card: JsonObject, verb: string): JsonObject | undefined {
  return listObjects(card).find(({ object }) => object['verb'] === verb && object['type'] !== undefined)?.object[
    'data'
  ] as JsonObject | undefined;
}

const CALL: NoticeCall = {
  startAt: NOTICE.slot.startAt,
  session: 'signed-in',
  inCall: true,
  isFinal: false,
  maySnooze: true,
};

test.each<[Exclude<NoticeStage, 'last-call'>, readonly string[]]>([
  ['planned', ["I'm ready", 'Another time', 'I need help']],
  ['moved', ["I'm ready", 'Another time', 'I need help']],
  ['postponed', ["I'm ready", 'Another time', 'I need help']],
  ['ready', ['Another time', 'I need help']],
  ['help', ["I'm ready", 'Another time']],
  ['done', ['It works', "It doesn't work"]],
  ['failed', ['I need help']],
  ['held', []],
  ['aborted', []],
  ['started', []],
  ['settling', []],
  ['left-out', []],
  ['snoozed', ['30 minutes more', 'I need help']],
  ['replaced', ['Show the latest']],
])('a notice that is %s offers %j', (stage, titles) => {
  expect(titlesOf(renderView({ ...NOTICE, stage }).card)).toEqual(titles);
});

test('a person who has no date left to choose from is not offered one', () => {
  const { card } = renderView({ ...NOTICE, otherSlots: [] });
  expect(titlesOf(card)).not.toContain('Another time');
  expect(JSON.stringify(card)).toContain('can no longer be moved');
});

test("a sooner date and the last one are a click away, named in the person's own time", () => {
  const soonerSlot = { startAt: '2026-11-23T19:00:00.000Z', endAt: '2026-11-24T04:00:00.000Z', today: true };
  const lastSlot = { startAt: '2026-12-04T18:00:00.000Z', endAt: '2026-12-05T04:00:00.000Z' };
  const titles = titlesOf(renderView({ ...NOTICE, soonerSlot, lastSlot }).card);
  expect(titles).toEqual(["I'm ready", 'Tonight, 20:00', 'Another time', 'Later: Fri 4 Dec, 19:00', 'I need help']);
  const { card } = renderView({ ...NOTICE, soonerSlot: { ...soonerSlot, today: false }, lastSlot: null });
  expect(titlesOf(card)[1]).toBe('Sooner: Mon 23 Nov, 20:00');
  expect(dataOf(card, 'notice.choose')).toMatchObject({ slot: soonerSlot.startAt, slotRevision: 1 });
  const noon = { ...soonerSlot, startAt: '2026-11-23T11:00:00.000Z' };
  expect(titlesOf(renderView({ ...NOTICE, soonerSlot: noon }).card)[1]).toBe('Today, 12:00');
});

test('before the deadline the last call offers half an hour more, from it on not', () => {
  const early = renderView({ ...NOTICE, stage: 'last-call', needsReady: false, call: CALL }).card;
  expect(titlesOf(early)).toEqual(['30 minutes more', 'I need help']);
  expect(JSON.stringify(early)).toMatch(/in a call or a meeting.*nothing happens while you are/);
  expect(JSON.stringify(early)).not.toMatch(/even while you are signed in/);
  const final = renderView({
    ...NOTICE,
    stage: 'last-call',
    needsReady: false,
    call: { ...CALL, isFinal: true, maySnooze: false },
  });
  expect(titlesOf(final.card)).toEqual(['I need help']);
  expect(JSON.stringify(final.card)).toMatch(/even while you are signed in.*another device.*Unsaved work is lost/);
});

test('a last call to somebody whose answer is missing asks for that first, and promises no start before', () => {
  const missing = renderView({ ...NOTICE, stage: 'last-call', call: { ...CALL, session: 'unknown' } }).card;
  expect(titlesOf(missing)).toEqual(["I'm ready", '30 minutes more', 'I need help']);
  expect(JSON.stringify(missing)).toMatch(/nothing starts before/);
  expect(JSON.stringify(missing)).not.toMatch(/once you have signed out/);
  const proof = { verdict: 'amber', at: null, limitMinutes: 1440, findings: [], awaited: false } as const;
  const call = { ...CALL, isFinal: true, maySnooze: false };
  const measured = { ...NOTICE, stage: 'last-call', call, proof: { ...proof, wordCounts: false } } as const;
  expect(titlesOf(renderView(measured).card)).toEqual(['Check again', 'I need help']);
  expect(JSON.stringify(renderView(measured).card)).not.toMatch(/even while you are signed in/);
});

test('the shorter the time left, the shorter the card, down to the one thing to do', () => {
  const sizes = [undefined, 1440, 60].map((reminder) => {
    const { card } = renderView({ ...NOTICE, needsReady: false, ...(reminder === undefined ? {} : { reminder }) });
    return JSON.stringify({ ...card, actions: [] }).length;
  });
  expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
  const hour = JSON.stringify(renderView({ ...NOTICE, needsReady: false, reminder: 60 }).card);
  expect(hour).toMatch(/One thing to do.*sign out before 19:00/);
  expect(hour).not.toMatch(/Apps you installed yourself/);
});

test('the buttons of a notice carry the Cloud PC and the revision of its date', () => {
  const { card } = renderView({ ...NOTICE, slotRevision: 4 });
  const { rolloutId, cloudPcId } = NOTICE;
  expect(dataOf(card, 'notice.ready')).toEqual({ verb: 'notice.ready', rolloutId, cloudPcId, slotRevision: 4 });
});

test('"Another time" offers each free date in the person\'s own time, the first one chosen', () => {
  const { card } = renderView({ ...NOTICE, zone: 'Asia/Tokyo' });
  const pick = listObjects(card).find(({ object }) => object['id'] === 'slot')?.object;
  expect(pick?.['value']).toBe(NOTICE.otherSlots[0]?.startAt);
  expect(pick?.['choices']).toHaveLength(NOTICE.otherSlots.length);
  expect(pick?.['label']).toContain('Tokyo time (GMT+9)');
});

test('a person whose data is not known to be safe is told that nothing happens before they answer', () => {
  expect(JSON.stringify(renderView({ ...NOTICE, needsReady: true }).card)).toContain('not touched before you do');
  expect(JSON.stringify(renderView({ ...NOTICE, needsReady: false }).card)).not.toContain('not touched before you do');
});

test.each([
  ['approval-pending', ['Approve', 'Reject', 'Checklist']],
  ['approval-changed', ['Approve', 'Reject', 'Checklist']],
  ['approval-late', ['Start now', 'Plan again']],
  ['approval-new-to-you', ['Approve', 'Reject', 'Checklist']],
  ['approval-ended', []],
  ['go-live', ['Approve the switch', 'Reject']],
  ['go-live-approved', ['Status']],
  ['review-owed', ['Write the review']],
  ['review-done', ['Status']],
  ['approval-void', ['Show the current plan']],
  ['approval-rejected', []],
  ['approval-expired', []],
  ['approval-aborted', []],
])('%s offers %j', (name, titles) => {
  expect(titlesOf(cards[name])).toEqual(titles);
});

test('only a pending or late approval warns that it cannot be undone', () => {
  const warning = /This cannot be undone/;
  const warned = Object.keys(cards).filter(
    (name) => /^approval/.test(name) && warning.test(JSON.stringify(cards[name])),
  );
  expect(warned.sort()).toEqual([
    'approval-attested',
    'approval-changed',
    'approval-expedite',
    'approval-late',
    'approval-new-to-you',
    'approval-pending',
  ]);
});

test('a plan that something stands in the way of cannot be sent', () => {
  expect(titlesOf(cards['plan'])).toContain('Send for approval');
  expect(titlesOf(cards['plan-blocked'])).not.toContain('Send for approval');
});

test.each<[string, Partial<StatusView>, readonly string[]]>([
  ['runs', {}, ['Hold', 'Stop the line…', 'Retry the 2 failed', 'Abort…', 'Report']],
  [
    'is told',
    { phase: 'noticing', counts: { ...STATUS.counts, failed: 0 } },
    ['Hold', 'Stop the line…', 'Abort…', 'Report', 'Refresh'],
  ],
  ['waits', { phase: 'awaiting-approval' }, ['Refresh']],
  ['is finished', { phase: 'completed', counts: { ...STATUS.counts, failed: 0 } }, ['Report', 'Roll back…']],
  ['is finished with failures', { phase: 'completed' }, ['Report', 'Retry the 2 failed', 'Roll back…']],
  ['was aborted', { phase: 'aborted' }, ['Report', 'Roll back…']],
  ['is a finished roll back', { phase: 'completed', planKind: 'roll-back' }, ['Report', 'Retry the 2 failed']],
])('the status of a rollout that %s offers the levers that fit', (_name, change, titles) => {
  expect(titlesOf(renderView({ ...STATUS, ...change }).card)).toEqual(titles);
});

test('a held rollout offers to resume, and not to hold', () => {
  expect(titlesOf(cards['status-held'])).toContain('Resume');
  expect(titlesOf(cards['status-held'])).not.toContain('Hold');
});

test('the answer "start the next wave" names the wave that was judged', () => {
  expect(dataOf(renderView(ASK).card, 'rollout.promote')).toMatchObject({ rolloutId: ASK.rolloutId, wave: ASK.wave });
});

test('a question that was answered offers nothing any more', () => {
  expect(titlesOf(cards['ask-answered'])).toEqual([]);
});

test('looking, going back, leaving and steering do not ask for something else first', () => {
  const free = [
    ...['ask.back', 'ask.cancel', 'checklist.open', 'plan.show'],
    ...['rollout.resume', 'rollout.retry', 'rollout.promote', 'rollout.ask-abort', 'status.refresh'],
  ];
  for (const card of Object.values(cards)) {
    const buttons = listObjects(card).filter(({ object }) => {
      const data = object['data'];
      return isObject(data) && free.includes(textAt(data, 'verb')) && hasRequiredInput(card);
    });
    for (const { object } of buttons) expect(object['associatedInputs']).toBe('none');
  }
});

function hasRequiredInput(card: JsonObject): boolean {
  const own = { ...card, actions: [] };
  return listObjects(own).some(({ object }) => object['isRequired'] === true);
}
