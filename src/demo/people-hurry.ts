import { NEW_IMAGE_ID, SALES_POLICY_ID } from '../sandbox/ids.ts';
import type { SandboxPerson } from '../sandbox/directory.ts';
import { listButtons } from '../sandbox/teams/card-walk.ts';
import { readRollout } from './people-approval.ts';
import type { Played } from './people-approval.ts';
import { answer } from './people-begin.ts';
import type { Cast } from './people-cast.ts';
import { clickOn, quoteWhere, waitForCard } from './people-talk.ts';
import { listBrokenPromises } from './promises.ts';
import { say } from './talk.ts';

/** Half an hour of notice, at any time of the day, and nobody may postpone. */
const TONIGHT = {
  expedite: 'CVE-2026-1234 is exploited already',
  lead: '30 minutes',
  days: '1,2,3,4,5,6,7',
  windowStart: '06:00',
  windowEnd: '23:00',
  reminders: 'none',
  postponements: '0',
  deadline: '1 day',
  canary: '1',
  percents: '100',
  concurrency: '4',
  settle: '5 minutes',
};

/** Days before: one of the two people of the emergency has a licence file on the Cloud PC, and answers nothing. */
export function putLabAtRisk(cast: Cast): void {
  const { proofs, directory } = cast.town.tenant;
  const [one, lab] = castHurried(cast);
  directory.put({ ...one.person, temperament: 'ready' });
  directory.put({ ...lab.person, temperament: 'silent' });
  proofs.setData(lab.cloudPcId, { appFiles: ['C:\\Lab\\bench.lic'] });
}

/** Story 18: an emergency is quicker, not blinder, and somebody looks back at it. */
export async function hurry(cast: Played): Promise<readonly string[]> {
  const wiped = cast.town.tenant.wipes.length;
  const played = { ...cast, rolloutId: await askForHurry(cast) };
  const card = await approveHurry(played);
  const waived = await waive(played);
  const isOver = async () => (await readRollout(played)).rollout.completedAt !== null;
  const done = await cast.town.runUntil(isOver, 72);
  await cast.town.settle();
  const { town } = cast;
  const wipes = town.tenant.wipes.slice(wiped);
  const seen = { ...town, tenant: { ...town.tenant, wipes } };
  return [
    ...card,
    ...waived,
    ...(done && wipes.length === 2 ? [] : [`the emergency reached ${wipes.length} of 2 Cloud PCs`]),
    ...(await review(played)),
    ...(await listBrokenPromises(seen, played.rolloutId)),
  ];
}

async function askForHurry(cast: Cast): Promise<string> {
  const { town, admin, transcript } = cast;
  const [one, lab] = castHurried(cast);
  await say(town, admin, transcript, 'replace image');
  await answer(cast, admin, [
    ['', { imageId: NEW_IMAGE_ID }],
    ['', { policyIds: SALES_POLICY_ID }],
    [`${one.person.name} and ${lab.person.name}`, { only: `${one.person.upn}, ${lab.person.upn}`, exclusions: '' }],
    ['it is an emergency: people are told half an hour ahead, and nobody can postpone', TONIGHT],
    ['', { reason: 'Windows 11 25H2' }],
  ]);
  await waitForCard(admin, 'Send for approval');
  const [newest] = await town.app.store.listRollouts();
  await clickOn(cast, admin, { verb: 'plan.submit', says: 'sends it for approval' });
  return newest?.rolloutId ?? '';
}

async function approveHurry(played: Played): Promise<readonly string[]> {
  const { approver, colleague, transcript } = played;
  const listed = quoteWhere(transcript, approver.lastMessage().content, [
    /Emergency: checks are skipped/,
    /^Why it cannot wait/,
    /Skipped: the usual notice/,
    /Shortened: quiet time/,
    /Not skipped: everybody/,
    /different people must approve\.$/,
    /is not safe: /,
  ]);
  await clickOn(played, approver, { verb: 'approval.approve', says: 'approves' });
  const alone = (await readRollout(played)).rollout.approval !== null;
  await clickOn(played, colleague, { verb: 'approval.approve', says: 'approves, too' });
  return [...listed, ...(alone ? ['one person alone approved an emergency'] : [])];
}

/** Of one person, with a reason; there is no tick for everybody. */
async function waive(played: Played): Promise<readonly string[]> {
  const { town, approver, transcript, rolloutId } = played;
  const [, lab] = castHurried(played);
  await say(town, approver, transcript, `checklist #${rolloutId}`);
  const list = await waitForCard(approver, 'Checklist:');
  const isAppData = (action: object) => JSON.stringify(action).includes('"app-data"');
  const open = listButtons(list.card ?? {}).find(
    ({ action }) => action['verb'] === 'checklist.open' && isAppData(action),
  );
  if (!open) return ['the checklist does not open'];
  await approver.click({ ...list, card: { type: 'AdaptiveCard', version: '1.5', actions: [open.action] } }, open.title);
  const inputs = { cloudPcId: lab.cloudPcId, reason: 'A machine of the lab, set up anew every week' };
  const says = `waives it for ${lab.person.name} alone: a machine of the lab`;
  const read = await clickOn(played, approver, { verb: 'checklist.waive', inputs, says });
  return quoteWhere(transcript, read, [/1 waived/]);
}

/** The requester may not; who has both roles and did not approve it does. */
async function review(played: Played): Promise<readonly string[]> {
  const { town, admin, requester, transcript, rolloutId } = played;
  await say(town, admin, transcript, `review #${rolloutId} because all went well`);
  const own = (await readRollout(played)).rollout.review !== undefined;
  const asked = await waitForCard(requester, 'Was it right to hurry?');
  const question = quoteWhere(transcript, asked.content, [/Was it right/, /Somebody other than/]);
  const inputs = { text: 'One licence was waived, nobody lost a file.' };
  const read = await clickOn(played, requester, { verb: 'review.close', inputs, says: 'writes the review' });
  return [
    ...question,
    ...quoteWhere(transcript, read, [/The emergency is reviewed/, /nobody lost a file/]),
    ...(own ? ['who asked for the emergency reviewed it'] : []),
  ];
}

interface Hurried {
  readonly person: SandboxPerson;
  readonly cloudPcId: string;
}

/** Two people of another policy with one Cloud PC each. */
function castHurried({ town }: Cast): readonly [Hurried, Hurried] {
  const { cloudPcs, directory } = town.tenant;
  const held = cloudPcs.filter(({ policyId, status }) => policyId === SALES_POLICY_ID && status === 'provisioned');
  const hurried = held.flatMap(({ personId, id }) => {
    const person = directory.byId(personId ?? '');
    const isOnly = cloudPcs.filter((other) => other.personId === personId).length === 1;
    return person && isOnly && person.role === 'end-user' ? [{ person, cloudPcId: id }] : [];
  });
  const [one, lab] = hurried.filter(({ person }) => person.temperament !== 'uninstalled');
  if (!one || !lab) throw new Error('the story needs more people: please name more Cloud PCs.');
  return [one, lab];
}
