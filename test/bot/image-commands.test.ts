import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSONA_ADMIN, PERSONA_END_USER } from '../../src/sandbox/ids.ts';
import { openChatTown } from './chat.ts';
import type { Chat, ChatTown } from './chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(240_000);

const INGRID = { id: PERSONA_ADMIN, name: 'Ingrid' };
const LOG = [
  '2026-11-20 10:02:11, Error SYSPRP Package Contoso.Clock_1.2.3.4_x64__abc was installed for a user, but not provisioned for all users.',
  '2026-11-20 10:02:11, Error SYSPRP Failed to remove apps for the current user: 0x80073cf2.',
].join('\n');

let world: ChatTown;
let admin: Chat;

beforeAll(async () => {
  world = await openChatTown();
  admin = world.chat(PERSONA_ADMIN);
  await begin('first-image');
  expect(await world.town.runUntil(() => isAt('customise'), 4)).toBe(true);
});
afterAll(() => world.town.close());

/** Answers the questions of a Marketplace image, under a name of its own. */
async function begin(name: string): Promise<void> {
  let read = '';
  for (const text of ['prepare image', '1', 'subnet 1', '1', 'managed', 'ok', `name ${name}; capture ${name}`, 'start'])
    read = await admin.says(text);
  expect(read).toMatch(/Begun/);
}

async function listBuilds() {
  const lines = await world.town.app.commands.listBuilds(INGRID);
  return lines.ok ? lines.value : [];
}

async function isAt(step: string): Promise<boolean> {
  return (await listBuilds()).some((line) => line.step === step);
}

async function settled(text: string): Promise<string> {
  await admin.says(text);
  await world.town.settle();
  return admin.persona.lastMessage().content;
}

test('"status" without a rollout tells of the image that is being prepared', async () => {
  expect(await admin.says('status')).toMatch(/No rollout is under way, but an image is being prepared/);
});

test('"build" brings the live card to one’s own chat, "builds" lists all', async () => {
  expect(await settled('build')).toMatch(/windows-ent-cpc/);
  expect(await admin.says('my builds')).toMatch(/One preparation[\s\S]*the machine waits for you/);
});

test('an inspection and a script are asked for by word, the script as it was written', async () => {
  await settled('inspect');
  await world.town.runUntil(async () => !(await isBusy()), 2);
  expect(await admin.says('run script Get-Date\nGet-Process')).toMatch(/windows-ent-cpc/);
  await world.town.runUntil(async () => !(await isBusy()), 2);
});

async function isBusy(): Promise<boolean> {
  const build = await world.town.app.commands.viewBuild(INGRID);
  return build.ok && build.value.guest !== null;
}

test('a script in a file is run when the words say so, and only then', async () => {
  const file = { name: 'tidy.ps1', content: '# tidy up\nGet-Item C:\\' };
  await admin.persona.attaches('', file);
  expect(admin.persona.lastMessage().content).toMatch(/What should I do with this file/);
  await admin.persona.attaches('please run this script', file);
  expect(admin.persona.lastMessage().content).toMatch(/windows-ent-cpc/);
  expect(await isBusy()).toBe(true);
  await world.town.runUntil(async () => !(await isBusy()), 2);
});

test('a log is read wherever it comes from: after "doctor", alone, or in a file', async () => {
  const read = [await admin.says(`doctor ${LOG}`), await admin.says(LOG)];
  await admin.persona.attaches('', { name: 'setuperr.log', content: LOG });
  read.push(admin.persona.lastMessage().content);
  for (const one of read) expect(one).toMatch(/Contoso\S*Clock/);
});

test('a file that is no text is refused politely, and its address stays out of the log', async () => {
  await admin.persona.attaches('doctor', { name: 'setupact.log', content: 'MZ\u0001\u0002' });
  expect(admin.persona.lastMessage().content).toMatch(/could not read this file/);
  expect(world.logLines.join('\n')).not.toMatch(/\/files\//);
});

test('a password is asked for in one’s own chat only', async () => {
  const { teams } = world.town.servers;
  const group = await teams.createGroupChat('Image room', [PERSONA_ADMIN, PERSONA_END_USER]);
  await admin.persona.says('build', group);
  const card = admin.persona.lastMessage();
  expect(card).toMatchObject({ chatId: group.id });
  await admin.persona.click(card, { verb: 'build.password' });
  expect(JSON.stringify(admin.persona.lastInvokeResponse())).toMatch(/only in a chat between you and Repave/);
  expect(await world.town.app.commands.viewBuild(INGRID)).toMatchObject({ ok: true });
});

test('with two builds, a word without a number is asked back, and nothing is given up by mistake', async () => {
  await begin('second-image');
  expect(await admin.says('inspect')).toMatch(/Which preparation do you mean with “inspect”/);
  expect(await admin.says('give up because of the weather')).toMatch(/Which preparation do you mean with “give up”/);
  const long = `run script ${'Get-Date; '.repeat(60)}`;
  expect(await admin.says(long)).toMatch(/send it again with the number/);
  expect((await listBuilds()).filter(({ isOver }) => !isOver)).toHaveLength(2);
  const [second] = (await listBuilds()).filter(({ step }) => step !== 'customise');
  expect(await admin.says(`give up #${second?.buildId ?? ''} wrong one`)).toMatch(/windows-ent-cpc/);
  await world.town.runUntil(async () => (await listBuilds()).some(({ isOver }) => isOver), 8);
});

test('"done" ends the customising when there is some', async () => {
  expect(await admin.says("I'm done")).toMatch(/windows-ent-cpc/);
});

test.each(['images', 'leftovers', 'builds', 'build', 'inspect', 'check image'])(
  'an owner of a Cloud PC who says "%s" is refused',
  async (text) => {
    expect(await world.chat(PERSONA_END_USER).says(text)).toMatch(/Only Repave’s admins/);
  },
);
