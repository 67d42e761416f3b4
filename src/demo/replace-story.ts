import {
  ENGINEERING_POLICY_ID,
  NEW_IMAGE_ID,
  PERSONA_ADMIN,
  PERSONA_APPROVER,
  SALES_POLICY_ID,
} from '../sandbox/ids.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import { reportCsv } from '../domain/report-csv.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { targetPhase } from '../domain/target.ts';
import { viewReport } from '../domain/view-status.ts';
import { listBrokenPromises } from './promises.ts';
import { hear, say } from './talk.ts';
import { tellAudit } from './tell-audit.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/** Longest the story may take by the tenant's clock, in hours: the deadline and the nights after it. */
const LIMIT_HOURS = 24 * 14;

/** Replace the image on a whole fleet, from `replace image` to the report. Answers every promise that was not kept. */
export async function playReplaceStory(town: Town, transcript: Transcript): Promise<readonly string[]> {
  const admin = town.servers.teams.persona(PERSONA_ADMIN);
  const approver = town.servers.teams.persona(PERSONA_APPROVER);
  await town.servers.teams.installForAll();
  transcript.scene('Asking');
  await ask(town, admin, transcript);
  transcript.scene('Approval');
  await approve(town, { admin, approver }, transcript);
  transcript.scene('Rollout');
  const rolloutId = await newestRollout(town);
  const follower = createFollower(town, transcript, rolloutId);
  const done = await town.runUntil(async () => (await follower()).rollout.completedAt !== null, LIMIT_HOURS);
  transcript.scene('Report');
  await tellReport(town, admin, transcript, rolloutId);
  const broken = await listBrokenPromises(town, rolloutId);
  return done ? broken : ['the rollout did not end in time', ...broken];
}

async function ask(town: Town, admin: Persona, transcript: Transcript): Promise<void> {
  const answers: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['the new image', { imageId: NEW_IMAGE_ID }],
    ['two policies', { policyIds: `${ENGINEERING_POLICY_ID},${SALES_POLICY_ID}` }],
    ['everybody', {}],
    ['evenings and nights, done within 6 days', { deadline: '6 days' }],
    ['the reason', { reason: 'Windows 11 25H2 with the November patches' }],
  ];
  await say(town, admin, transcript, 'replace image');
  for (const [what, inputs] of answers) {
    const card = admin.lastMessage();
    await admin.click(card, 'Continue', inputs);
    transcript.tell(town.clock.now(), admin.person.name, `answers: ${what}`);
    await town.settle();
    hear(town, admin, transcript);
  }
  await admin.click(admin.lastMessage(), 'Send for approval');
  transcript.tell(town.clock.now(), admin.person.name, 'clicks “Send for approval”');
  await town.settle();
}

async function approve(
  town: Town,
  people: { admin: Persona; approver: Persona },
  transcript: Transcript,
): Promise<void> {
  const { approver } = people;
  hear(town, approver, transcript);
  await approver.click(approver.lastMessage(), 'Approve', { comment: 'Checked the list. Go.' });
  transcript.tell(town.clock.now(), approver.person.name, 'clicks “Approve”');
  await town.settle();
}

async function newestRollout(town: Town): Promise<string> {
  const [newest] = await town.app.store.listRollouts();
  if (!newest) throw new Error('no rollout was made: the questions did not lead to a plan.');
  return newest.rolloutId;
}

/** Tells, each time it is asked, what the audit chain says has happened since; answers the rollout as it stands. */
function createFollower(town: Town, transcript: Transcript, rolloutId: string): () => Promise<RolloutState> {
  const told = { entries: 0 };
  return async () => {
    const state = await town.app.store.readRollout(rolloutId);
    if (!state) throw new Error('the rollout is gone.');
    const fresh = (await town.app.store.readAudit(rolloutId)).slice(told.entries);
    told.entries += fresh.length;
    tellAudit(fresh, transcript);
    return state;
  };
}

async function tellReport(town: Town, admin: Persona, transcript: Transcript, rolloutId: string): Promise<void> {
  await town.settle();
  hear(town, admin, transcript);
  const state = await town.app.store.readRollout(rolloutId);
  if (!state) return;
  const phases = new Map<string, number>();
  for (const target of state.targets) phases.set(targetPhase(target), (phases.get(targetPhase(target)) ?? 0) + 1);
  transcript.note([...phases].map(([phase, count]) => `${count} ${phase}`).join(', '));
  const csv = reportCsv(viewReport(state, { entries: 0, brokenAt: null }));
  transcript.note(
    `CSV with ${csv.trim().split('\r\n').length - 1} Cloud PCs; ${town.app.graph.countCalls().total} Graph calls; ${town.tenant.wipes.length} wipes in the tenant's own log`,
  );
}
