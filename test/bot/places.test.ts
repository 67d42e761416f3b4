import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSONA_ADMIN, PERSONA_APPROVER, PERSONA_END_USER } from '../../src/sandbox/ids.ts';
import { openChatTown } from './chat.ts';
import type { ChatTown } from './chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(120_000);

let world: ChatTown;

beforeAll(async () => {
  world = await openChatTown();
});
afterAll(() => world.town.close());

function countHellos(personId: string): number {
  const { persona } = world.chat(personId);
  return persona.inbox().filter(({ content }) => content.startsWith('Hello')).length;
}

test('everybody is welcomed once an installation, in words for what they are', async () => {
  const { persona } = world.chat(PERSONA_END_USER);
  await persona.install();
  await persona.install();
  expect(countHellos(PERSONA_END_USER)).toBe(1);
  expect(persona.cardWith(/^Hello/).content).toMatch(/I tell you when, and what to save/);
  await persona.uninstall();
  await persona.install();
  expect(countHellos(PERSONA_END_USER)).toBe(2);
});

test('an admin and an approver are welcomed in their own words', async () => {
  await world.chat(PERSONA_ADMIN).persona.install();
  await world.chat(PERSONA_APPROVER).persona.install();
  expect(world.chat(PERSONA_ADMIN).persona.cardWith(/^Hello/).content).toMatch(/A plan first/);
  expect(world.chat(PERSONA_APPROVER).persona.cardWith(/^Hello/).content).toMatch(/one card to decide on/);
});

test('in a group chat the bot answers there, each person with their own questions', async () => {
  const { teams } = world.town.servers;
  const other = world.findOtherAdmin();
  const group = await teams.createGroupChat('Rollout room', [PERSONA_ADMIN, other, PERSONA_END_USER]);
  const [one, two] = [teams.persona(PERSONA_ADMIN), teams.persona(other)];
  await one.says('replace image', group);
  await two.says('replace image', group);
  await one.says('2', group);
  await two.says('1', group);
  expect(one.lastMessage()).toMatchObject({ chatId: group.id });
  expect(one.lastMessage().content).toMatch(/question 2[\s\S]*get \*\*Contoso W11 24H2/);
  await teams.persona(PERSONA_END_USER).says('my cloud pc', group);
  expect(one.lastMessage().text).toMatch(/only about you/);
});

test("somebody else's question cannot be answered in a group", async () => {
  const { teams } = world.town.servers;
  const group = await teams.createGroupChat('Second room', [PERSONA_ADMIN, PERSONA_END_USER]);
  await teams.persona(PERSONA_ADMIN).says('replace image', group);
  const stranger = teams.persona(PERSONA_END_USER);
  await stranger.click(stranger.cardWith('question 1 of 5'), 'Cancel');
  expect(stranger.lastMessage().text).toMatch(/These questions are closed/);
  await teams.persona(PERSONA_ADMIN).says('2', group);
  expect(teams.persona(PERSONA_ADMIN).lastMessage().content).toMatch(/question 2/);
});

test('the bot says hello to a group once', async () => {
  const { teams } = world.town.servers;
  await teams.createGroupChat('Third room', [PERSONA_ADMIN, PERSONA_APPROVER]);
  const hellos = teams
    .persona(PERSONA_APPROVER)
    .inbox()
    .filter(({ text }) => text.startsWith('Hello! I am Repave'));
  expect(hellos.length).toBe(1);
});
