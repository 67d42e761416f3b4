import { afterEach, expect, test } from '@jest/globals';
import { createDirectory } from '../../src/sandbox/directory.ts';
import type { SandboxPerson } from '../../src/sandbox/directory.ts';
import { ADAPTIVE_CARD_TYPE } from '../../src/sandbox/teams/activity.ts';
import type { TeamsSideOptions } from '../../src/sandbox/teams/teams-side.ts';
import { ANNA, cardActivity, invokeAnswer, makePerson, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
afterEach(async () => {
  world.teams.close();
  await world.close();
});

const HOUR_MS = 3_600_000;

const slots = { type: 'Input.ChoiceSet', id: 'slot', choices: [choice('mon'), choice('tue')] };
const words = { type: 'Input.Text', id: 'text', isRequired: true };
const notice = {
  body: [{ type: 'TextBlock', text: 'Your Cloud PC gets a new image' }],
  actions: [
    execute("I'm ready"),
    { type: 'Action.ShowCard', title: 'Later', card: { body: [slots], actions: [execute('Move my date')] } },
    { type: 'Action.ShowCard', title: 'I need help', card: { body: [words], actions: [execute('Send')] } },
  ],
};

function choice(value: string): Record<string, string> {
  return { title: value.toUpperCase(), value };
}

function execute(title: string): Record<string, string> {
  return { type: 'Action.Execute', title, verb: `v.${title}` };
}

async function start(over: Partial<SandboxPerson>, options: Partial<TeamsSideOptions> = {}): Promise<void> {
  const directory = createDirectory([makePerson({ id: ANNA, name: 'Anna', ...over })]);
  world = await startTeamsWorld({ directory, ...options });
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'Noted'));
}

async function passHour(): Promise<number> {
  world.clock.advanceTo(world.clock.now() + HOUR_MS);
  return world.teams.step();
}

function clicked(): unknown[] {
  return world.bot.requests.map(({ body }) => (body as { value?: { action?: unknown } }).value?.action);
}

test('a ready person confirms after a while, not at once', async () => {
  await start({ temperament: 'ready' });
  await world.send(ANNA, cardActivity(notice));
  expect(await world.teams.step()).toBe(0);
  const dueAt = world.teams.nextEventAt();
  expect(dueAt).toBeGreaterThan(world.clock.now());
  expect(await passHour()).toBe(1);
  expect(clicked()).toMatchObject([{ verb: "v.I'm ready" }]);
  expect(world.teams.nextEventAt()).toBeUndefined();
});

test('a person who wants another time takes the first slot of the show-card, and agrees to the next notice', async () => {
  await start({ temperament: 'later' });
  await world.send(ANNA, cardActivity(notice));
  await passHour();
  await world.send(ANNA, cardActivity(notice));
  await passHour();
  expect(clicked()).toMatchObject([{ verb: 'v.Move my date', data: { slot: 'mon' } }, { verb: "v.I'm ready" }]);
});

test('a person who wants another time also fills in the form that comes as an answer', async () => {
  await start({ temperament: 'later' });
  const form = { type: 'AdaptiveCard', body: [slots], actions: [execute('Choose')] };
  world.bot.answer(() => invokeAnswer(200, ADAPTIVE_CARD_TYPE, form));
  await world.send(ANNA, cardActivity({ actions: [execute("I'm ready"), execute('Later')] }));
  await passHour();
  expect(clicked()).toMatchObject([{ verb: 'v.Later' }, { verb: 'v.Choose', data: { slot: 'mon' } }]);
});

test('a person in need of help says so in words', async () => {
  await start({ temperament: 'help' });
  await world.send(ANNA, cardActivity(notice));
  await passHour();
  expect(clicked()).toMatchObject([{ verb: 'v.Send', data: { text: expect.stringContaining('call me') } }]);
});

test.each(['silent', 'live'] as const)('a %s person does nothing by themselves', async (temperament) => {
  await start({ temperament });
  await world.send(ANNA, cardActivity(notice));
  expect(world.teams.nextEventAt()).toBeUndefined();
  expect(await passHour()).toBe(0);
});

test('a card that has changed before the person looks is read as it stands then', async () => {
  await start({ temperament: 'ready' });
  const { chatId, messageId } = await world.send(ANNA, cardActivity(notice));
  const over = cardActivity({ body: [{ type: 'TextBlock', text: 'Called off' }] });
  await world.call('PUT', `v3/conversations/${chatId}/activities/${messageId}`, over);
  expect(await passHour()).toBe(0);
});

test('a card that never changes is not clicked for ever', async () => {
  await start({ temperament: 'ready' });
  const { chatId, messageId } = await world.send(ANNA, cardActivity(notice));
  for (let round = 0; round < 6; round += 1) {
    await passHour();
    await world.call('PUT', `v3/conversations/${chatId}/activities/${messageId}`, cardActivity(notice));
  }
  expect(clicked()).toHaveLength(3);
});

test('an approver approves by themselves only when the sandbox is told so', async () => {
  const approval = cardActivity({ actions: [execute('Approve'), execute('Reject')] });
  await start({ temperament: 'ready', role: 'approver' });
  await world.send(ANNA, approval);
  expect(await passHour()).toBe(0);
  await world.close();
  await start({ temperament: 'ready', role: 'approver' }, { autoApprove: true });
  await world.send(ANNA, approval);
  expect(await passHour()).toBe(1);
  expect(clicked()).toMatchObject([{ verb: 'v.Approve' }]);
});

test('a bot that is down makes a step fail loudly, or people try again when that is asked for', async () => {
  await start({ temperament: 'ready' });
  world.bot.answer(() => ({ status: 503 }));
  await world.send(ANNA, cardActivity(notice));
  await expect(passHour()).rejects.toThrow(/503/);
  await world.close();
  await start({ temperament: 'ready' }, { onDeliveryFailure: 'try-again' });
  world.bot.answer(() => ({ status: 503 }));
  await world.send(ANNA, cardActivity(notice));
  expect(await passHour()).toBe(0);
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'Noted'));
  expect(await passHour()).toBe(1);
});

test('the same seed gives the same times', async () => {
  const times: unknown[] = [];
  for (const seed of [1, 1, 2]) {
    await start({ temperament: 'ready' }, { seed });
    await world.send(ANNA, cardActivity(notice));
    times.push(world.teams.nextEventAt());
    await world.close();
  }
  expect(times[0]).toBe(times[1]);
  await start({ temperament: 'silent' });
});
