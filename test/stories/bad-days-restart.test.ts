import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import { assertPromise } from '../support/promise.ts';
import { answerQuestions, clickOn, openStory, QUICK } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'repave-story-'));
  story = await openStory({ cloudPcs: 5, dataDir });
}, 120_000);
afterEach(async () => {
  await assertPromise(story);
  await story.close();
  await rm(dataDir, { recursive: true, force: true });
}, 120_000);

test('a bot that restarts in the middle of the questions goes on with the answers that were given', async () => {
  const asked = { ...QUICK, only: '' };
  await story.admin.says('replace image');
  await clickOn(story.admin, /question 1 of 5/, { button: 'Continue', inputs: { imageId: asked.imageId } });
  await story.town.restart();
  await clickOn(story.admin, /question 2 of 5/, {
    button: 'Continue',
    inputs: { policyIds: asked.policyIds.join(',') },
  });
  expect(story.admin.cardWith(/question 3 of 5/).content).toContain('everybody: 3 Cloud PCs');
  await story.admin.says('cancel');
  await answerQuestions(story.admin, asked);
  expect(await story.town.app.store.listRollouts()).toHaveLength(1);
}, 120_000);

test('a deploy before approval, before the notices, in the middle of each wave and at the end repeats nothing', async () => {
  const { tenant } = story.town;
  const rolloutId = await story.plan();
  await story.town.restart();
  await story.send();
  await story.town.restart();
  await story.approve();
  await story.town.restart();
  for (let wipes = 1; wipes <= 3; wipes += 1) {
    expect(await story.runToWipes(wipes)).toBe(true);
    await story.town.restart();
  }
  expect(await story.runToEnd(24 * 16, rolloutId)).toBe('completed');
  await story.town.restart();
  await story.pass(24);
  expect(tenant.wipes).toHaveLength(3);
  expect(new Set(tenant.wipes.map(({ cloudPcId }) => cloudPcId)).size).toBe(3);
  expect(findBrokenEntry(await story.town.app.store.readAudit(null))).toBeNull();
  const reports = story.admin.inbox().filter(({ content }) => /^Report/m.test(content));
  expect(reports).toHaveLength(1);
}, 120_000);
