import { expect, test } from '@jest/globals';
import { CURRENT_IMAGE_ID, PERSONA_ADMIN, PERSONA_APPROVER, PERSONA_DEPUTY } from '../../src/sandbox/ids.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Story, StoryOptions } from '../support/story.ts';

/** Stands on an approval card alone. */
const APPROVAL = 'Your answer counts for exactly this plan';

async function tell(options: StoryOptions, acts: (story: Story) => Promise<void>): Promise<void> {
  const story = await openStory({ cloudPcs: 6, ...options });
  try {
    await acts(story);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}

async function readCard(persona: Persona, text: string | RegExp = APPROVAL): Promise<string> {
  return (await waitForCard(persona, text)).content;
}

async function listWhat(story: Story, rolloutId: string): Promise<readonly string[]> {
  return (await story.town.app.store.readAudit(rolloutId)).map(({ what }) => what);
}

/** Changes the exclusions of the plan that is shown, and answers the other questions as they stand. */
async function changePlan(story: Story, mine: InboxMessage, inputs: Readonly<Record<string, string>>): Promise<void> {
  await story.admin.click(mine, 'Change');
  for (const number of [1, 2, 3, 4, 5]) {
    const card = await waitForCard(story.admin, new RegExp(`question ${number} of 5`));
    await story.admin.click(card, 'Continue', number === 3 ? inputs : {});
  }
  await waitForCard(story.admin, 'Send for approval');
}

const SAFE = { desktop: true, documents: true, pictures: true, oneDriveSignedIn: true, pendingFiles: 0 } as const;

/** The script is in place, and nobody has anything to lose. */
async function measure(story: Story): Promise<void> {
  for (const { id } of story.town.tenant.cloudPcs)
    story.town.tenant.proofs.setData(id, { ...SAFE, outsideFiles: 0, appFiles: [] });
  await story.admin.says('proof setup confirm');
  await waitForCard(story.admin, 'Proofs are set up');
}

function countCalls(story: Story, part: 'initiateOnDemandProactiveRemediation' | 'deviceRunStates'): number {
  return story.town.servers.exchanges.list().filter(({ url }) => url.includes(part)).length;
}

test('story 13: one card says what exactly is approved and whose data is not safe, and the details come on a click', async () => {
  await tell({ temperament: (_owner, index) => (index === 1 ? 'uninstalled' : 'ready') }, async (story) => {
    const old = story.town.tenant.deviceImages.find((image) => image.id === CURRENT_IMAGE_ID);
    if (old) old.expirationDate = '2027-10-12';
    await measure(story);
    const id = await story.plan({ protection: 'restore-point' });
    const { rollout } = await story.state(id);
    const count = rollout.plan.targets.length;
    const [red, off] = rollout.plan.targets;
    story.town.tenant.proofs.setData(red?.cloudPcId ?? '', { outsideFiles: 7 });
    story.town.tenant.proofs.setMood(off?.cloudPcId ?? '', 'off');
    await story.pass(4);
    await story.send();
    const card = await readCard(story.approver);
    const { after, before } = rollout.plan.switches[0] ?? {};
    expect(card).toContain(`Approve a new image for ${count} Cloud PCs?`);
    expect(card).toContain(`${before?.imageName ?? '?'} → **${after?.imageName ?? '?'}**`);
    expect(card).toMatch(/first on .* to 05:00/);
    expect(card).toMatch(/Likely done by/);
    expect(card).toContain(`Known to be safe: the data of ${count - 2} of ${count} people.`);
    expect(card).toContain(`✕ The data of 1 person is not safe: ${red?.personName ?? '?'}.`);
    expect(card).toMatch(/! For 1 person it is not known yet whether the data is safe/);
    expect(card).toMatch(/1 person has no chat with Repave yet/);
    expect(card).toMatch(/The old image can be chosen until Tue 12 Oct 2027/);
    expect(card).toMatch(new RegExp(`Protective copies: ${count} restore points.*At most [\\d,]+ GB`));
    expect(card).toContain('Your approval covers the switch of the policies.');
    expect(card).toMatch(new RegExp(`“Engineering – Europe”: ${count} of its \\d+ Cloud PCs \\(\\d+ %\\)`));
    const { buttons } = { buttons: JSON.stringify((await waitForCard(story.approver, APPROVAL)).card) };
    expect(buttons).toMatch(/Action.ToggleVisibility/);
    const first = /"actions":\[\{"type":"Action.Execute"[^\]]*?"title":"(\w+)"/.exec(buttons)?.[1];
    expect(first).toBe('Approve');
    expect(countCalls(story, 'initiateOnDemandProactiveRemediation')).toBe(0);
  });
}, 180_000);

test('story 13: what Cloud PCs report while the card waits comes into the very card, and what was read goes on record', async () => {
  await tell({}, async (story) => {
    await measure(story);
    const id = await story.plan();
    const targets = (await story.state(id)).rollout.plan.targets;
    const [red] = targets;
    const name = red?.personName ?? '?';
    story.town.tenant.proofs.setData(red?.cloudPcId ?? '', { outsideFiles: 7 });
    await story.send();
    const asked = await readCard(story.approver);
    expect(asked).toContain(`For ${targets.length} people it is not known yet whether their data is safe`);
    expect(asked).not.toMatch(/is not safe:/);
    await story.pass(5);
    const cards = story.approver.inbox().filter(({ content }) => content.includes(APPROVAL));
    expect(cards).toHaveLength(1);
    expect(cards[0]?.content).toContain(`✕ The data of 1 person is not safe: ${name}.`);
    expect(cards[0]?.content).toContain(`the data of ${targets.length - 1} of ${targets.length} people`);
    expect(countCalls(story, 'initiateOnDemandProactiveRemediation')).toBe(0);
    await story.approve();
    expect((await story.state(id)).rollout.votes?.[0]?.seen).toContain(`not safe: ${name}`);
    expect(await story.runToWipes(1)).toBe(true);
  });
}, 240_000);

test('a script that is gone from Intune leaves everybody unknown, and is asked for no more often than one that is there', async () => {
  await tell({}, async (story) => {
    await measure(story);
    const id = await story.plan();
    const count = (await story.state(id)).rollout.plan.targets.length;
    story.town.tenant.proofs.scripts.length = 0;
    await story.send();
    await waitForCard(story.approver, APPROVAL);
    await story.pass(9);
    expect(countCalls(story, 'deviceRunStates')).toBe(3);
    expect(await readCard(story.approver)).toContain(`Known to be safe: the data of 0 of ${count} people.`);
  });
}, 180_000);

test('story 14: who asked for it cannot approve it, hears who may, and the try is written down', async () => {
  await tell({}, async (story) => {
    const both = story.both();
    const id = await story.plan({}, both);
    await story.send(both);
    const { card } = await waitForCard(story.approver, APPROVAL);
    const forged = { ...both.lastMessage(), ...(card ? { card } : {}) };
    const read = readOutcome(await both.click(forged, 'Approve'));
    expect(read).toMatch(/Nobody can approve their own request/);
    expect(read).toContain(story.approver.person.name);
    expect(read).not.toMatch(new RegExp(`may approve it:[^.]*${both.person.name}`));
    const tries = await story.town.app.store.readAudit(id);
    expect(tries.filter(({ what }) => what === 'approval-refused')).toMatchObject([
      { actor: { id: both.person.id }, facts: { why: 'own-approval' } },
    ]);
    expect(await story.phase(id)).toBe('awaiting-approval');
    await story.pass(48);
    expect(story.town.tenant.wipes).toEqual([]);
  });
}, 180_000);

test('story 15: a click on the plan of before says what changed, approves nothing, and votes given before are void', async () => {
  await tell({}, async (story) => {
    const [first] = story.owners;
    const other = story.colleague('approver');
    const id = await story.plan({ quorum: 2, exclusions: `${first?.upn ?? ''}: on leave` });
    const mine = await waitForCard(story.admin, 'Send for approval');
    await story.send();
    const seen = await waitForCard(story.approver, APPROVAL);
    expect(readOutcome(await other.click(await waitForCard(other, APPROVAL), 'Approve'))).toMatch(/1 of 2/);
    const before = (await story.state(id)).rollout.plan.targets.length;
    await changePlan(story, mine, { exclusions: '' });
    await story.send();
    expect((await story.state(id)).rollout.votes ?? []).toEqual([]);
    const read = readOutcome(await story.approver.click(seen, 'Approve'));
    expect(read).toMatch(/nothing was approved/);
    expect(read).toContain(`Cloud PCs: ${before} → ${before + 1}`);
    expect(read).toContain(`Added: ${first?.name ?? '?'}`);
    expect((await story.state(id)).rollout.votes ?? []).toEqual([]);
    const fresh = await readCard(other);
    expect(fresh).toMatch(/New since you last looked \(revision 1\)/);
    expect(fresh).toContain(`Added: ${first?.name ?? '?'}`);
    expect(fresh.indexOf('New since')).toBeLessThan(fresh.indexOf('Likely done by'));
    await story.pass(2);
    expect(story.town.tenant.wipes).toEqual([]);
  });
}, 240_000);

test('story 16: on a plane: a reminder, then the deputy, who may not before', async () => {
  await tell({}, async (story) => {
    const ines = story.person(PERSONA_DEPUTY);
    const id = await story.plan({ approvalHours: 8, leadMinutes: 60, windowStart: '17:00' });
    await story.send();
    const { card } = await waitForCard(story.approver, APPROVAL);
    expect(ines.findCard(APPROVAL)).toBeUndefined();
    const early = { ...ines.lastMessage(), ...(card ? { card } : {}) };
    const refused = readOutcome(await ines.click(early, 'Approve'));
    expect(refused).toMatch(/approvers still have time to answer.*from Mon 23 Nov 2026, 15:00/s);
    const count = () => story.approver.inbox().filter(({ content }) => content.includes(APPROVAL)).length;
    const before = count();
    await story.pass(4.1);
    expect(count()).toBe(before + 1);
    expect(ines.findCard(APPROVAL)).toBeUndefined();
    await story.pass(2);
    const asked = await readCard(ines);
    expect(asked).toMatch(/approvers have not answered.*Ines Duarte/);
    expect(await clickOn(ines, APPROVAL, { button: 'Approve' })).toMatch(/✓ Approved/);
    await story.town.settle();
    expect((await story.state(id)).rollout.votes).toMatchObject([{ by: { id: PERSONA_DEPUTY }, as: 'deputy' }]);
    expect(await listWhat(story, id)).toEqual(expect.arrayContaining(['deputies-asked', 'plan-approved']));
    expect(await story.runToWipes(1)).toBe(true);
  });
}, 240_000);

test('story 16: the date has passed when the yes comes: it asks, and starts nothing by default', async () => {
  await tell({}, async (story) => {
    await story.plan({ approvalHours: 24 });
    await story.send();
    await waitForCard(story.approver, APPROVAL);
    await story.pass(18.5);
    expect(await readCard(story.person(PERSONA_DEPUTY))).toMatch(/deputies were asked/);
    const read = await clickOn(story.person(PERSONA_DEPUTY), APPROVAL, { button: 'Approve' });
    expect(read).toMatch(/Approved, but late/);
    await story.pass(48);
    expect(story.town.tenant.wipes).toEqual([]);
  });
}, 180_000);

test('story 16: without anybody in the group of deputies everything stays as it was', async () => {
  await tell({}, async (story) => {
    story.town.tenant.setRole(PERSONA_DEPUTY, 'deputy', false);
    const id = await story.plan({ approvalHours: 8 });
    await story.send();
    await story.pass(7);
    expect(story.person(PERSONA_DEPUTY).findCard(APPROVAL)).toBeUndefined();
    expect(await listWhat(story, id)).not.toContain('deputies-asked');
    await story.pass(2);
    expect(await story.phase(id)).toBe('expired');
  });
}, 180_000);

test('story 17: pressed twice, from phone and desktop: one decision, and the second click shows it', async () => {
  await tell({}, async (story) => {
    const id = await story.plan();
    await story.send();
    const card = await waitForCard(story.approver, APPROVAL);
    const press = async () => readOutcome(await story.approver.click(card, 'Approve', { comment: 'go' }));
    const both = await Promise.all([press(), press()]);
    expect(both.map((read) => /✓ Approved/.test(read))).toEqual([true, true]);
    expect(await press()).toMatch(/✓ Approved[\s\S]*By Mateus Carvalho[\s\S]*“go”/);
    await story.town.settle();
    const said = (await listWhat(story, id)).filter((what) => what.startsWith('plan-approved'));
    expect(said).toHaveLength(1);
    const { votes, hash } = (await story.state(id)).rollout;
    expect(votes).toMatchObject([{ by: { id: PERSONA_APPROVER }, as: 'approver', hash, comment: 'go' }]);
    expect(votes?.[0]?.seen).toMatch(/Approve a new image for 4 Cloud PCs\?[\s\S]*This cannot be undone/);
    const entry = (await story.town.app.store.readAudit(id)).find(({ what }) => what === 'plan-approved');
    expect(entry?.facts['seen']).toBe(votes?.[0]?.seen);
    expect(entry?.seals?.words?.names).toContain('seen');
  });
}, 180_000);

test('story 17: where the edit of a card failed, the vote keeps the text that stood there, and says so', async () => {
  await tell({}, async (story) => {
    const other = story.colleague('approver');
    const id = await story.plan({ quorum: 2 });
    await story.send();
    const stood = await waitForCard(story.approver, APPROVAL);
    const theirs = await waitForCard(other, APPROVAL);
    const { faults } = story.town.servers.teams;
    faults.once({
      kind: '403',
      match: ({ operation, personIds }) => operation === 'update' && personIds.includes(PERSONA_APPROVER),
    });
    expect(readOutcome(await other.click(theirs, 'Approve', { comment: 'fine by me' }))).toMatch(/1 of 2/);
    await story.town.settle();
    expect(faults.pending()).toBe(0);
    expect((await waitForCard(story.approver, APPROVAL)).content).toBe(stood.content);
    await story.approver.click(stood, 'Approve');
    const votes = (await story.state(id)).rollout.votes ?? [];
    expect(votes).toMatchObject([{ seenAs: 'delivered' }, { by: { id: PERSONA_APPROVER }, seenAs: 'delivered' }]);
    expect(votes[1]?.seen).toMatch(/Approve a new image for \d+ Cloud PCs\?[\s\S]*This cannot be undone/);
    expect(votes[1]?.seen).not.toMatch(/1 of 2|fine by me/);
  });
}, 180_000);

test('story 17: with a quorum of two, one person pressing twice is still one, and the second person decides', async () => {
  await tell({}, async (story) => {
    const other = story.colleague('approver');
    const id = await story.plan({ quorum: 2 });
    await story.send();
    const card = await waitForCard(story.approver, APPROVAL);
    const press = async () => readOutcome(await story.approver.click(card, 'Approve'));
    const both = await Promise.all([press(), press()]);
    expect(both.join(' ')).not.toMatch(/✓ Approved/);
    expect(await press()).toMatch(/1 of 2 have approved: Mateus Carvalho\. 1 more person is needed/);
    await story.town.settle();
    expect(await readCard(other)).toMatch(/1 of 2 have approved/);
    expect(await story.phase(id)).toBe('awaiting-approval');
    await story.pass(1);
    expect(story.town.tenant.wipes).toEqual([]);
    expect(await clickOn(other, APPROVAL, { button: 'Approve' })).toMatch(/✓ Approved[\s\S]*Together with Mateus/);
    await story.town.settle();
    expect(await story.runToEnd()).toBe('completed');
    expect(story.town.tenant.wipes).toHaveLength(4);
  });
}, 240_000);

test('a request dies with its requester’s role: at the next answer, and when cards are repeated', async () => {
  await tell({}, async (story) => {
    const id = await story.plan({ approvalHours: 24 });
    await story.send();
    await waitForCard(story.approver, APPROVAL);
    story.town.tenant.setRole(PERSONA_ADMIN, 'admin', false);
    const read = await clickOn(story.approver, APPROVAL, { button: 'Approve' });
    expect(read).toMatch(/This request has ended[\s\S]*Ingrid Solberg is no longer an admin/);
    await story.town.settle();
    expect(await story.phase(id)).toBe('aborted');
    expect((await story.state(id)).rollout.aborted).toMatchObject({ code: 'requester-lost-role' });
    expect(story.admin.lastMessage().content).toMatch(/This request has ended/);
    expect(await listWhat(story, id)).toContain('request-ended');
    story.town.tenant.setRole(PERSONA_ADMIN, 'admin', true);
    const next = await story.plan({ approvalHours: 24 });
    await story.send();
    const count = () => story.approver.inbox().filter(({ content }) => content.includes(APPROVAL)).length;
    const before = count();
    story.town.tenant.setRole(PERSONA_ADMIN, 'admin', false);
    await story.pass(12.2);
    expect(count()).toBeLessThanOrEqual(before);
    expect(await story.phase(next)).toBe('aborted');
    expect(story.approver.lastMessage().content).toMatch(/This request has ended/);
    expect(story.town.tenant.wipes).toEqual([]);
  });
}, 240_000);

test('an approved rollout whose requester lost the role is held before it starts; somebody else takes it over', async () => {
  await tell({}, async (story) => {
    const id = await story.start();
    story.town.tenant.setRole(PERSONA_ADMIN, 'admin', false);
    expect((await story.runToHold(24))?.kind).toBe('role-lost');
    await story.pass(3);
    expect(story.town.tenant.wipes).toEqual([]);
    expect(await readCard(story.approver, 'no longer an admin')).toMatch(/answers for it from then on/);
    story.town.tenant.setRole(PERSONA_ADMIN, 'approver', true);
    await story.admin.says('resume because I say so');
    await story.town.settle();
    expect(story.admin.lastMessage().content).toMatch(/somebody else must resume it/);
    expect((await story.state(id)).rollout.hold?.kind).toBe('role-lost');
    await story.approver.says('resume because I answer for it');
    await story.town.settle();
    expect((await story.state(id)).rollout).toMatchObject({ hold: null, sponsor: { id: PERSONA_APPROVER } });
  });
}, 240_000);
