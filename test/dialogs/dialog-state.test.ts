import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSONA_ADMIN } from '../../src/sandbox/ids.ts';
import { openChatTown } from '../bot/chat.ts';
import type { Chat, ChatTown } from '../bot/chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(120_000);

let world: ChatTown;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repave-dialog-'));
  world = await openChatTown({ dataDir: folder });
});
afterAll(async () => {
  await world.town.close();
  await rm(folder, { recursive: true });
});

async function walk(chat: Chat, ...texts: readonly string[]): Promise<string> {
  let read = '';
  for (const text of texts) read = await chat.says(text);
  return read;
}

function countPlans(): Promise<number> {
  return world.town.app.commands
    .list({ id: PERSONA_ADMIN, name: 'Ingrid' })
    .then((lines) => (lines.ok ? lines.value.length : Number.NaN));
}

test('a restart in the middle loses no answer', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await walk(chat, 'replace image', '2', '1', 'except a@contoso.example: on leave', 'lead 3 days');
  await world.town.restart();
  expect(await chat.says('back')).toContain('question 4 of 5');
  expect(await chat.says('ok')).toMatch(/Left out: 1 entry[\s\S]*Told ahead: 3 days/);
  await chat.says('cancel');
});

test('two admins do not disturb each other', async () => {
  const [one, other] = [world.chat(PERSONA_ADMIN), world.chat(world.findOtherAdmin())];
  await walk(one, 'replace image', '1');
  await walk(other, 'replace image', '2', '2');
  expect(await one.says('1')).toContain('question 3 of 5');
  expect(await other.says('everyone')).toContain('question 4 of 5');
  await Promise.all([one.says('cancel'), other.says('cancel')]);
});

test('a card of an earlier question still answers that question', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await chat.says('replace image');
  const first = chat.persona.cardWith('question 1 of 5');
  await walk(chat, '2', '1');
  await chat.persona.click(first, 'Continue', { imageId: firstImage(first.card) });
  expect(chat.persona.lastMessage().content).toContain('question 2 of 5');
  await chat.says('cancel');
  await chat.persona.click(first, 'Continue', { imageId: firstImage(first.card) });
  expect(chat.persona.lastMessage().content).toContain('These questions are closed');
});

test('a second click on the last answer makes no second plan', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await walk(chat, 'replace image', '2', '1', 'all', 'ok');
  const last = chat.persona.cardWith('question 5 of 5');
  const before = await countPlans();
  const click = () => chat.persona.click(last, 'Continue', { reason: 'Patches' });
  await Promise.allSettled([click(), click(), click()]);
  expect(await countPlans()).toBe(before + 1);
});

test('of two answers at the same moment each is an answer to its own question', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await walk(chat, 'replace image', '2', '1');
  const read = await Promise.all([chat.says('everyone'), chat.says('everyone')]);
  expect(read.join()).toMatch(/question 4 of 5/);
  expect(await chat.says('back')).toContain('question 3 of 5');
  await chat.says('cancel');
});

test('"Change" on a plan asks again with its values and makes the next revision', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await walk(chat, 'replace image', '2', '1', 'except a@contoso.example: on leave', 'lead 5 days', 'Patches');
  expect(chat.persona.lastMessage().content).toContain('revision 1');
  const before = await countPlans();
  expect(await chat.clicks('Change')).toMatch(/Change what you like[\s\S]*question 1 of 5/);
  await walk(chat, '2', '1', 'everyone');
  expect(await chat.says('ok')).toMatch(/Left out: nobody[\s\S]*Told ahead: 5 days/);
  expect(await chat.says('Patches, all of them')).toContain('revision 2');
  expect(await countPlans()).toBe(before);
});

function firstImage(card: unknown): string {
  const [id = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(card)) ?? [];
  return id;
}

test('the questions of prepare image survive a restart, too, and give way to others', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await walk(chat, 'prepare image', '1', 'group rg-kept; subnet 1', '1');
  await world.town.restart();
  expect(await chat.says('managed')).toContain('question 5 of 7');
  await walk(chat, 'ok', 'ok');
  expect(chat.persona.lastMessage().content).toMatch(/Where: rg-kept/);
  expect(await chat.says('back')).toContain('question 6 of 7');
  await chat.says('cancel');
  expect(await walk(chat, 'prepare image', '2', 'cancel', 'replace image')).toContain('question 1 of 5');
  await chat.says('cancel');
});

test('a second click on "Start" begins no second build', async () => {
  const chat = world.chat(PERSONA_ADMIN);
  await walk(chat, 'prepare image', '3', 'W11-Golden-2026-08', 'ok');
  const last = chat.persona.cardWith('Shall it begin?');
  const click = () => chat.persona.click(last, 'Start');
  await Promise.allSettled([click(), click(), click()]);
  const builds = await world.town.app.commands.listBuilds({ id: PERSONA_ADMIN, name: 'Ingrid' });
  expect(builds.ok ? builds.value.length : 0).toBe(1);
});
