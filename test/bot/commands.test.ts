import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSONA_ADMIN, PERSONA_APPROVER, PERSONA_DEPUTY, PERSONA_END_USER } from '../../src/sandbox/ids.ts';
import { openChatTown } from './chat.ts';
import type { Chat, ChatTown } from './chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(120_000);

let world: ChatTown;
let admin: Chat;
let approver: Chat;

beforeAll(async () => {
  world = await openChatTown();
  admin = world.chat(PERSONA_ADMIN);
  approver = world.chat(PERSONA_APPROVER);
});
afterAll(() => world.town.close());

async function makePlan(reason: string, policy = '1'): Promise<void> {
  let read = '';
  for (const text of ['replace image', '2', policy, 'everyone', 'ok', reason]) read = await admin.says(text);
  expect(read).toContain('Send for approval');
}

test.each([
  ['status', /no such rollout/i],
  ['hold', /no such rollout/i],
  ['plan', /no such rollout/i],
  ['rollouts', /no rollout yet/],
  ['check', /passed/],
  ['help', /What you can say[\s\S]*replace image/],
  ['staus', /Did you mean “status”\?[\s\S]*Nothing has been done/],
  ["don't hold", /Did you mean “hold”\?/],
  ['what a day', /did not understand/],
  ['build', /prepare image/],
  ['builds', /No image has been prepared/],
  ['done', /did not understand/],
  ['run script', /Which script/],
  ['give up', /Say why/],
  ['doctor', /Paste the lines/],
  ['images', /places for images taken/],
  ['leftovers', /Nothing is left over/],
  ['check image', /Which one should be checked/],
  ['check image W11-Golden-2026-08', /W11-Golden-2026-08/],
  ['check image nonesuch', /I do not see “nonesuch”/],
  ['inspekt', /Did you mean “inspect”/],
  ['my cloud pc', /None of your Cloud PCs/],
  ['cancel', /nothing open/],
  ['roll back', /How far back\?[\s\S]*Point the policies back/],
])('before any rollout, "%s" is answered with what to do', async (text, answer) => {
  expect(await admin.says(text)).toMatch(answer);
});

test.each([
  ['status', /Only Repave’s admins/],
  ['hold', /Only Repave’s admins/],
  ['check', /Only Repave’s admins/],
  ['rollouts', /Only Repave’s admins/],
  ['my cloud pc', /None of your Cloud PCs/],
  ['help', /my cloud pc/],
])('an owner of a Cloud PC who says "%s" is told what is theirs', async (text, answer) => {
  expect(await world.chat(PERSONA_END_USER).says(text)).toMatch(answer);
});

test('a plan goes from chat to approval, and every word on the way finds its card', async () => {
  await makePlan('November fixes');
  expect(await admin.says('rollouts')).toMatch(/One rollout[\s\S]*not yet sent/);
  expect(await admin.says('show me the plan')).toMatch(/Send for approval/);
  expect(await admin.says('checklist')).toMatch(/Checklist: \d of 4 still open/);
  await admin.says('plan');
  expect(await admin.clicks('Send for approval')).toMatch(/Sent for approval[\s\S]*a card with the whole plan/);
  await world.town.settle();
  expect(approver.persona.cardWith('asks: November fixes').content).toMatch(/Approve/);
  expect(await approver.clicks('Approve', { comment: 'Go' })).toMatch(/approved/i);
  await world.town.settle();
  await admin.says('how far are we?');
  await world.town.settle();
  expect(admin.persona.lastMessage().content).toMatch(/people are being told/);
});

test('hold, resume and abort work by word, with the reason', async () => {
  expect(await admin.says('stop')).toMatch(/Stop the line\?[\s\S]*Nothing has been done yet/);
  expect(await admin.says('hold! printers are down')).toMatch(/On hold[\s\S]*printers are down/);
  expect(await admin.says('resume tomorrow')).toMatch(/Did you mean “resume”\?/);
  expect(await admin.says('resume because they print again')).not.toMatch(/On hold/);
  expect(await admin.says('resume')).toMatch(/not possible now/);
  expect(await admin.says('abort')).toMatch(/Abort this rollout\?/);
  expect(await admin.clicks('Abort the rollout', { reason: 'wrong image' })).toMatch(/Aborted/);
  expect(await admin.says(`report #${await newestRollout()}`)).toMatch(/Report ·[\s\S]*```[\s\S]*cloud_pc,/);
});

test.each([
  ['help', /asked to decide when the approvers have let/],
  ['rollouts', /One rollout[\s\S]*Aborted/],
  ['report', /Report ·[\s\S]*cloud_pc,/],
  ['hold', /Only Repave’s admins/],
  ['abort', /Only Repave’s admins/],
  ['stop', /Only Repave’s admins/],
])('a deputy who says "%s" may read and not steer', async (text, answer) => {
  expect(await world.chat(PERSONA_DEPUTY).says(text)).toMatch(answer);
});

test('with several rollouts the bot asks which one is meant, and the button carries the words on', async () => {
  await makePlan('First');
  await admin.clicks('Send for approval');
  await makePlan('Second', '2');
  await admin.clicks('Send for approval');
  const asked = await admin.says('hold because of a storm');
  expect(asked).toMatch(/Which rollout do you mean with “hold”\?[\s\S]*Nothing has been done/);
  const buttons = JSON.stringify(admin.persona.lastMessage().card);
  expect(buttons).toMatch(/hold #[\w-]+ because a storm/);
});

test('an id that is no rollout is refused', async () => {
  expect(await admin.says('status #nothing-of-the-kind')).toMatch(/no such rollout/i);
});

test('the end of an id, as cards show it, is enough to name a rollout', async () => {
  const id = await newestRollout();
  expect(await admin.says(`plan #${id.slice(-6)}`)).toEqual(await admin.says(`plan #${id}`));
});

test('nothing went wrong on the way', () => {
  expect(world.logLines.filter((line) => line.startsWith('error'))).toEqual([]);
});

async function newestRollout(): Promise<string> {
  const lines = await world.town.app.commands.list({ id: PERSONA_ADMIN, name: 'Ingrid' });
  if (!lines.ok || !lines.value[0]) throw new Error('no rollout');
  return lines.value[0].rolloutId;
}
