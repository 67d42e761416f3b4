import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { TestAdapter } from 'botbuilder';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { createAttachments } from '../../src/adapters/attachments.ts';
import { openEmbedded } from '../../src/adapters/database.ts';
import type { Database } from '../../src/adapters/database.ts';
import { createConversations, createDocuments, createInbox } from '../../src/adapters/store-side.ts';
import type { BotDeps } from '../../src/bot/deps.ts';
import { createBot } from '../../src/bot/repave-bot.ts';
import { PERSONA_ADMIN, PERSONA_END_USER, SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { Failure } from '../../src/workflow/failure.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { openChatTown } from './chat.ts';
import type { ChatTown } from './chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(120_000);

let world: ChatTown;
let database: Database;
let log = createRecordingLog();
let rolloutId = '';
let hash = '';

beforeAll(async () => {
  world = await openChatTown();
  database = await openEmbedded(null);
  const chat = world.chat(PERSONA_ADMIN);
  for (const text of ['replace image', '2', '1', 'everyone', 'ok', 'Patches']) await chat.says(text);
  const plan = JSON.stringify(chat.persona.lastMessage().card);
  rolloutId = /"rolloutId":"([^"]+)"/.exec(plan)?.[1] ?? '';
  hash = /"hash":"([^"]+)"/.exec(plan)?.[1] ?? '';
});
afterAll(async () => {
  await database.close();
  await world.town.close();
});
beforeEach(() => {
  log = createRecordingLog();
});

const answerSchema = z.object({
  status: z.literal(200),
  body: z.object({ statusCode: z.literal(200), type: z.string(), value: z.unknown() }),
});

/** The bot with the real commands behind it; some of them can be replaced by trouble. */
function makeAdapter(change: Partial<BotDeps> = {}): TestAdapter {
  const bot = createBot({
    commands: world.town.app.commands,
    conversations: createConversations(database.db),
    documents: createDocuments(database.db),
    inbox: createInbox(database.db),
    attachments: createAttachments({ allowLoopback: true }),
    clock: { now: () => new Date(world.town.clock.now()).toISOString() },
    log,
    tenantId: SANDBOX_TENANT_ID,
    onInstalled: () => Promise.resolve(),
    ...change,
  });
  return new TestAdapter((context) => bot.run(context), { channelId: 'msteams' });
}

function describe(change: Partial<Activity>): Partial<Activity> {
  return {
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    from: { id: '29:ingrid', name: 'Ingrid', aadObjectId: PERSONA_ADMIN },
    recipient: { id: '28:bot', name: 'Repave' },
    conversation: { id: 'a:ingrid', conversationType: 'personal', isGroup: false, name: '' },
    ...change,
  };
}

/** Clicks an Action.Execute and gives what Teams shows: a sentence, or the text of the card. */
async function invoke(value: unknown, change: Partial<Activity> = {}, adapter = makeAdapter()): Promise<string> {
  await adapter.processActivity(describe({ type: 'invoke', name: 'adaptiveCard/action', value, ...change }));
  const answer = adapter.activityBuffer.find(({ type }) => type === 'invokeResponse');
  const { body } = answerSchema.parse(answer?.value);
  return typeof body.value === 'string' ? body.value : JSON.stringify(body.value);
}

function execute(verb: string, data: Readonly<Record<string, unknown>> = {}, trigger = 'manual'): unknown {
  return { action: { type: 'Action.Execute', verb, data: { verb, ...data } }, trigger };
}

const OLD = /does not fit any more/;
const MISSING = /Something is missing/;

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'approve'],
  ['a list', []],
  ['no action', {}],
  ['an action that is null', { action: null }],
  ['an action without a verb', { action: { data: {} } }],
  ['an unknown verb', execute('fleet.wipe')],
  ['a name that every object has', execute('constructor')],
  ['data that is a list', { action: { verb: 'status.refresh', data: [1] } }],
  ['no rollout', execute('status.refresh')],
  ['a rollout that is an object', execute('status.refresh', { rolloutId: { $ne: '' } })],
  ['no hash', execute('approval.approve', { rolloutId: 'r' })],
  ['a wave that is a word', execute('rollout.promote', { rolloutId: 'r', wave: 'next' })],
  [
    'a checklist item that is none',
    execute('checklist.tick', { rolloutId: 'r', hash: 'h'.repeat(64), item: 'all', reason: 'x' }),
  ],
  ['no slot revision', execute('notice.ready', { rolloutId: 'r', cloudPcId: 'c' })],
])('a click with %s is answered politely and does nothing', async (_what, value) => {
  expect(await invoke(value)).toMatch(OLD);
  expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
});

test.each([
  ['hold without a reason', 'rollout.hold', {}],
  ['hold with a reason of spaces', 'rollout.hold', { reason: '   ' }],
  ['abort without a reason', 'rollout.abort', {}],
  ['a date that is none', 'notice.postpone', { cloudPcId: 'c', slotRevision: 1, slot: 'tomorrow' }],
  ['roll back without saying how', 'rollout.roll-back', { reason: 'x' }],
])('%s asks to fill it in', async (_what, verb, data) => {
  expect(await invoke(execute(verb, { rolloutId, ...data }))).toMatch(MISSING);
});

test.each([
  ['status.refresh', {}],
  ['plan.show', {}],
  ['rollout.hold', { reason: 'x' }],
  ['rollout.promote', { wave: 0 }],
  ['rollout.report', {}],
  ['approval.approve', { hash: 'f'.repeat(64) }],
  ['notice.ready', { cloudPcId: 'c', slotRevision: 1 }],
])('%s for a rollout that does not exist is refused in words', async (verb, data) => {
  expect(await invoke(execute(verb, { rolloutId: 'somebody-elses', ...data }))).toMatch(/^[A-Z].*\.$/);
  expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
});

test('the same activity delivered twice acts once', async () => {
  const id = randomUUID();
  const hold = execute('rollout.report', { rolloutId });
  expect(await invoke(hold, { id })).not.toMatch(/has arrived already/);
  expect(await invoke(hold, { id })).toMatch(/has arrived already/);
});

test('a message delivered twice is answered once', async () => {
  const adapter = makeAdapter();
  const message = describe({ type: 'message', text: 'help' });
  await adapter.processActivity(message);
  await adapter.processActivity(message);
  expect(adapter.activityBuffer.length).toBe(1);
});

test('Teams refreshing a card by itself may look but not act', async () => {
  expect(await invoke(execute('plan.submit', { rolloutId, hash }, 'automatic'))).toMatch(OLD);
  expect(await invoke(execute('plan.show', { rolloutId }, 'automatic'))).toMatch(/Send for approval/);
});

test('a person without a directory id can do nothing', async () => {
  const from = { id: '29:guest', name: 'Guest' };
  expect(await invoke(execute('plan.show', { rolloutId }), { from })).toMatch(OLD);
});

test('what the card says about the clicking person is not believed', async () => {
  const from = { id: '29:somebody', name: 'Somebody', aadObjectId: PERSONA_END_USER };
  const forged = execute('plan.submit', { rolloutId, hash, actor: { id: PERSONA_ADMIN }, aadObjectId: PERSONA_ADMIN });
  expect(await invoke(forged, { from })).toMatch(/Only Repave’s admins/);
});

test('a button of an older revision shows the current plan and does nothing', async () => {
  const shown = await invoke(execute('plan.discard', { rolloutId, hash: '0'.repeat(64) }));
  expect(shown).toMatch(/Send for approval/);
  expect(await invoke(execute('plan.show', { rolloutId }))).toMatch(/Send for approval/);
});

test('clients without Action.Execute get the same by message, with the card changed in place', async () => {
  const adapter = makeAdapter();
  await adapter.processActivity(describe({ type: 'message', text: 'plan' }));
  const cardId = adapter.activityBuffer[0]?.id ?? '';
  const value = { verb: 'checklist.open', rolloutId, hash, item: 'onedrive' };
  await adapter.processActivity(describe({ type: 'message', value, replyToId: cardId }));
  expect(adapter.activityBuffer.map(({ id }) => id)).toEqual([cardId]);
  expect(JSON.stringify(adapter.activityBuffer)).toMatch(/Checklist:/);
});

test('typed text with an empty value along is typed text', async () => {
  const adapter = makeAdapter();
  await adapter.processActivity(describe({ type: 'message', text: 'help', value: {} }));
  expect(JSON.stringify(adapter.activityBuffer)).toMatch(/What you can say/);
});

test('when the cloud is in trouble the person is told, and nothing looks done', async () => {
  const commands = {
    ...world.town.app.commands,
    status: () => Promise.reject(new Failure('graph-503', 'read the fleet')),
  };
  expect(await invoke(execute('status.refresh', { rolloutId }), {}, makeAdapter({ commands }))).toMatch(
    /cloud does not answer/,
  );
  expect(log.lines).toEqual([expect.stringContaining('warn command failed in the cloud')]);
});

test('a fault of our own is told without its text, and logged with it', async () => {
  const commands = { ...world.town.app.commands, status: () => Promise.reject(new Error('secret detail')) };
  const shown = await invoke(execute('status.refresh', { rolloutId }), {}, makeAdapter({ commands }));
  expect(shown).toMatch(/went wrong on my side/);
  expect(log.lines.join()).toMatch(/secret detail/);
});

test('a click that takes long is answered at once, and the result comes as a message', async () => {
  const gate = Promise.withResolvers<void>();
  const real = world.town.app.commands;
  const commands: BotDeps['commands'] = {
    ...real,
    viewPlan: (...ask) => gate.promise.then(() => real.viewPlan(...ask)),
  };
  const adapter = makeAdapter({ commands, answerWithinMs: 1 });
  const turn = invoke(execute('plan.show', { rolloutId }), {}, adapter);
  while (adapter.activityBuffer.length === 0) await new Promise((resolve) => setImmediate(resolve));
  gate.resolve();
  expect(await turn).toMatch(/takes a moment/);
  expect(adapter.activityBuffer.map(({ type }) => type)).toEqual(['invokeResponse', 'message']);
  expect(JSON.stringify(adapter.activityBuffer.at(-1))).toMatch(/Send for approval/);
});

test('invokes that no card of ours sends are answered', async () => {
  expect(await invoke({ queryText: 'x' }, { name: 'application/search' })).toMatch(OLD);
});
