import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { openBuildTown, take } from '../support/build-town.ts';
import type { BuildTown } from '../support/build-town.ts';

let story: BuildTown;
afterEach(() => story.close(), 60_000);

/** Passwords have a length of their own, and a sign among their letters. */
const SHOWN = /"(?=[^"]*[-_.!+])([-\w.!+]{24})"/;

async function askFor(id: string): Promise<string | undefined> {
  take(await story.commands().askPassword(story.actor, id));
  await story.town.runUntil(() => findPassword() !== undefined, 0.3);
  return findPassword();
}

function findPassword(): string | undefined {
  const cards = story.admin.inbox().map(({ card }) => SHOWN.exec(JSON.stringify(card ?? ''))?.[1]);
  return cards.find((password) => password !== undefined);
}

async function expectNowhere(password: string): Promise<void> {
  const { store } = story.town.app;
  const kept = JSON.stringify([await store.listBuilds(), await store.readAudit(null)]);
  expect(kept).not.toContain(password);
  expect(story.logLines.join('\n')).not.toContain(password);
  const answers = story.town.servers.exchanges.list().map(({ responseBody }) => JSON.stringify(responseBody ?? ''));
  expect(answers.filter((answer) => answer.includes(password))).toEqual([]);
}

test('a password is shown once for ten minutes, then the card says that it is gone', async () => {
  story = await openBuildTown();
  const id = await story.begin();
  await story.walkTo(id, 'customise');
  const password = await askFor(id);
  expect(password).toBeDefined();
  await expectNowhere(password ?? '');
  await story.town.runUntil(() => false, 0.3);
  expect(findPassword()).toBeUndefined();
  expect(JSON.stringify(story.admin.inbox())).not.toContain(password);
  expect((await story.build(id)).handover?.state).toBe('removed');
}, 90_000);

test('who has it can have it taken away at once, and a fresh one works afterwards', async () => {
  story = await openBuildTown();
  const id = await story.begin();
  await story.walkTo(id, 'customise');
  const first = await askFor(id);
  take(await story.commands().removePassword(story.actor, id));
  await story.town.settle();
  expect(findPassword()).toBeUndefined();
  const second = await askFor(id);
  expect(second).toBeDefined();
  expect(second).not.toBe(first);
}, 90_000);

test('a restart while it is shown takes it away all the same', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'repave-password-'));
  story = await openBuildTown({ dataDir });
  const id = await story.begin();
  await story.walkTo(id, 'customise');
  const password = await askFor(id);
  expect(password).toBeDefined();
  await story.town.restart();
  await story.town.runUntil(() => false, 0.5);
  expect(findPassword()).toBeUndefined();
  await expectNowhere(password ?? '');
  await rm(dataDir, { recursive: true, force: true });
}, 90_000);

test('with a vault it goes there, and the chat says only where', async () => {
  story = await openBuildTown({ vault: true });
  const id = await story.begin();
  await story.walkTo(id, 'customise');
  expect(await askFor(id)).toBeUndefined();
  expect(story.admin.inbox().some(({ content }) => content.includes('is in the vault'))).toBe(true);
  expect((await story.build(id)).handover?.vaultName).toContain('password');
}, 90_000);
