import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CLI_VERBS } from '../../src/cli/verbs.ts';
import { ENGINEERING_POLICY_ID, PERSONA_ADMIN } from '../../src/sandbox/ids.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterEach(() => story.close());

test('story 25: “it says ready but I can’t sign in” opens a case, pauses the wave, and is settled with its owner', async () => {
  await story.plan({ concurrency: 1 });
  const { targets } = await story.state();
  const dana = story.person(targets.find(({ planned }) => planned.wave === 0)?.planned.personId ?? '');
  story.setTemperament(dana.person.id, 'ready');
  await story.send();
  await story.approve();
  await story.town.runUntil(async () => (await targetOf(dana.person.id))?.told !== null, 24);
  await dana.click(newestWith(dana.person.id, 'notice.ready'), "I'm ready").catch(() => undefined);
  story.setTemperament(dana.person.id, 'live');
  await story.town.runUntil(async () => Boolean((await targetOf(dana.person.id))?.verifiedAt), 48);
  await story.town.settle();
  const target = await targetOf(dana.person.id);
  const [wipe] = story.town.tenant.wipes;
  const ready = newestWith(dana.person.id, 'notice.broken');
  const provisioned = Date.parse(target?.observed?.provisionedAt ?? '');
  expect(Date.parse(target?.verifiedAt ?? '')).toBeGreaterThanOrEqual(provisioned + 10 * 60_000);
  const read = await dana.click(
    ready,
    { under: "It doesn't work" },
    { what: 'sign-in', text: 'Wrong password, it says' },
  );
  expect(readOutcome(read)).toMatch(/Your case has number 1/);
  await story.town.settle();
  const begun = story.town.tenant.wipes.length;
  expect((await story.state()).rollout.hold).toMatchObject({ kind: 'failure-limit', facts: { complaints: 1 } });
  await story.pass(30);
  expect(story.town.tenant.wipes).toHaveLength(begun);

  const card = await waitForCard(story.admin, /Case 1: .* needs help/);
  expect(card.content.replaceAll('\\', '')).toMatch(
    new RegExp(`Cannot sign in[\\s\\S]*${wipe?.cloudPcName ?? ''}[\\s\\S]*Wrong password, it says`),
  );
  await offersUndoKit(story.admin);
  await story.admin.says('cases');
  expect(story.admin.cardWith(/1 open case/).content).toContain(dana.person.name);
  await story.approver.says('cases');
  await story.approver.click(story.approver.cardWith(/1 open case/), 'Case 1');
  await offersUndoKit(story.approver);
  expect(await typed('cases', [])).toContain('"what": "sign-in"');
  expect(await typed('show-case', [target?.planned.cloudPcId ?? '', '1'])).toContain('Wrong password, it says');
  await story.admin.click(card, { under: 'Close the case…' }, { note: 'The new name had to sync' });
  await story.town.settle();
  expect(dana.lastMessage().content).toMatch(/Your help case is closed[\s\S]*had to sync/);
  const again = newestWith(dana.person.id, 'case.reopen');
  await dana.click(again, { under: 'Still not right…' }, { caseText: 'Still the same' });
  await story.town.settle();
  expect(story.admin.cardWith(/Case 1: .* needs help/).content).toMatch(/Still the same/);
  await dana.click(newestWith(dana.person.id, 'notice.works'), 'It works');
  await story.admin.says('resume');
  expect(await story.runToEnd()).toBe('completed');
  await assertPromise(story);
}, 240_000);

test('story 25: who left the company is out of the plan before approval, and out of the rollout after it, and reported', async () => {
  const [first, ...others] = story.owners;
  if (!first) throw new Error('nobody owns a Cloud PC');
  leave(first.id);
  await story.plan({ deadlineDays: 4 });
  const planned = (await story.state()).targets.map((target) => target.planned.personId);
  expect(planned).not.toContain(first.id);
  const second = others.find(({ id }) => planned.includes(id) && planned.indexOf(id) > 0);
  await story.send();
  await story.approve();
  await story.town.runUntil(async () => ((await targetOf(second?.id ?? ''))?.evidence.length ?? 0) > 0, 24);
  leave(second?.id ?? '');
  expect(await story.runToEnd()).toBe('completed');
  const wiped = story.town.tenant.wipes.map(({ personId }) => personId);
  expect(wiped).not.toContain(first.id);
  expect(wiped).not.toContain(second?.id);
  const left = await targetOf(second?.id ?? '');
  expect(left?.excluded?.why.code).toBe('owner-left');
  const report = story.admin.cardWith(/^Report/m);
  expect(report.content.replaceAll('\\', '')).toContain(second?.name ?? '?');
  await assertPromise(story);
}, 240_000);

test('story 25: who has two Cloud PCs reads of both on each message, and never loses both at once', async () => {
  const [one, two] = story.town.tenant.cloudPcs.filter(({ policyId }) => policyId === ENGINEERING_POLICY_ID);
  if (!one?.personId || !two) throw new Error('two Cloud PCs are needed');
  two.personId = one.personId;
  const person = story.person(one.personId);
  await story.start({ canary: 3 });
  const { targets } = await story.state();
  const own = targets.filter(({ planned }) => planned.personId === person.person.id).map(({ planned }) => planned);
  expect(own).toHaveLength(2);
  for (const { cloudPcId, cloudPcName } of own) {
    const notice = person.inbox().find(({ card }) => JSON.stringify(card ?? {}).includes(`"cloudPcId":"${cloudPcId}"`));
    const text = notice?.content.replaceAll('\\', '') ?? '';
    for (const name of own.map((other) => other.cloudPcName)) expect(text).toContain(name);
    expect(text).toContain(cloudPcName);
  }
  await story.runToWipes(2, 48);
  await assertPromise(story);
}, 240_000);

/** The case card leads to what can be brought back, although nobody had asked for a copy. */
async function offersUndoKit(persona: Persona): Promise<void> {
  await persona.click(await waitForCard(persona, /Case 1: .* needs help/), 'What can be restored');
  const kit = await waitForCard(persona, /What can be brought back for/);
  expect(kit.content).toMatch(/OneDrive[\s\S]*Gone/i);
}

function leave(personId: string): void {
  const person = story.town.tenant.directory.byId(personId);
  if (person) story.town.tenant.directory.put({ ...person, accountEnabled: false });
}

async function targetOf(personId: string) {
  return (await story.state()).targets.find(({ planned }) => planned.personId === personId);
}

function newestWith(personId: string, verb: string): InboxMessage {
  const found = story
    .person(personId)
    .inbox()
    .findLast(({ card }) => JSON.stringify(card ?? {}).includes(`"${verb}"`));
  if (!found) throw new Error(`no card offers ${verb}`);
  return found;
}

/** What the command line prints for the admin. */
async function typed(verb: string, words: readonly string[]): Promise<string> {
  const { commands, evidence } = story.town.app;
  const { rollout } = await story.state();
  const ask = { commands, evidence, words, rollout: rollout.id, out: undefined, reason: '', now: rollout.plan.madeAt };
  const done = await CLI_VERBS[verb]?.run({ ...ask, actor: { id: PERSONA_ADMIN, name: 'Ingrid' } });
  return JSON.stringify(done, null, 2);
}
