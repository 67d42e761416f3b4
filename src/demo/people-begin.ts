import { ENGINEERING_POLICY_ID, NEW_IMAGE_ID, PERSONA_ADMIN, PERSONA_APPROVER } from '../sandbox/ids.ts';
import type { SandboxPerson } from '../sandbox/directory.ts';
import { listButtons } from '../sandbox/teams/card-walk.ts';
import { listChoices } from '../sandbox/teams/card-click.ts';
import type { FilledInputs } from '../sandbox/teams/card-click.ts';
import type { InboxMessage } from '../sandbox/teams/inbox.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import { hear, say } from './talk.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/** Who plays in the story. */
export interface Cast {
  readonly town: Town;
  readonly transcript: Transcript;
  readonly rolloutId: string;
  readonly admin: Persona;
  readonly approver: Persona;
  readonly colleague: Persona;
  /** Owners of Cloud PCs of the last wave. Aiko's Teams speaks Japanese. */
  readonly aiko: Persona;
  readonly tom: Persona;
  readonly dana: Persona;
}

const TIMING = {
  lead: '4 hours',
  reminders: '1 day, 1 hour',
  postponements: '1',
  deadline: '6 days',
  quorum: '2',
  canary: '1',
  percents: '100',
  concurrency: '4',
  settle: '20 minutes',
  protection: 'restore-point',
};

/** Asks for the rollout; one owner lives in Tokyo, two others of the last wave are in the story. */
export async function openCast(town: Town, transcript: Transcript): Promise<Cast> {
  const { teams } = town.servers;
  const admin = teams.persona(PERSONA_ADMIN);
  const aiko = moveToTokyo(town);
  await teams.installForAll();
  await say(town, admin, transcript, 'replace image');
  const answers: readonly (readonly [string, FilledInputs])[] = [
    ['the new image', { imageId: NEW_IMAGE_ID }],
    ['the policy of Engineering', { policyIds: ENGINEERING_POLICY_ID }],
    ['everybody', {}],
    ['two approvers, a restore point of each Cloud PC, reminders a day and an hour ahead', TIMING],
    ['the reason', { reason: 'Windows 11 25H2' }],
  ];
  for (const [what, inputs] of answers) {
    await admin.click(admin.lastMessage(), 'Continue', inputs);
    transcript.tell(town.clock.now(), admin.person.name, `answers: ${what}`);
    await town.settle();
  }
  hear(town, admin, transcript);
  const [newest] = await town.app.store.listRollouts();
  const rolloutId = newest?.rolloutId ?? '';
  const [tom, dana] = await chooseOwners(town, rolloutId, aiko);
  const approvers = town.tenant.directory
    .all()
    .filter(({ role, id }) => role === 'approver' && id !== PERSONA_APPROVER);
  const second = approvers[0];
  if (!tom || !dana || !second) throw new Error('the story needs more people: please name more Cloud PCs.');
  for (const owner of [tom, dana]) town.tenant.directory.put({ ...owner, temperament: 'live' });
  const [approver, colleague] = [teams.persona(PERSONA_APPROVER), teams.persona(second.id)];
  const owners = { aiko: teams.persona(aiko.id), tom: teams.persona(tom.id), dana: teams.persona(dana.id) };
  return { town, transcript, rolloutId, admin, approver, colleague, ...owners };
}

/** The first owner under the policy works in Tokyo, and her Teams speaks Japanese. */
function moveToTokyo({ tenant }: Town): SandboxPerson {
  const cloudPc = tenant.cloudPcs.find(({ policyId, personId }) => policyId === ENGINEERING_POLICY_ID && personId);
  const owner = tenant.directory.byId(cloudPc?.personId ?? '');
  if (!owner) throw new Error('nobody has a Cloud PC under the policy of Engineering.');
  const moved = { ...owner, timeZone: 'Tokyo Standard Time', locale: 'ja-JP', temperament: 'live' } as const;
  tenant.directory.put(moved);
  return moved;
}

async function chooseOwners(town: Town, rolloutId: string, aiko: SandboxPerson): Promise<readonly SandboxPerson[]> {
  const state = await town.app.store.readRollout(rolloutId);
  const last = (state?.targets ?? []).filter(({ planned }) => planned.wave === 1 && planned.personId !== aiko.id);
  return [...new Set(last.map(({ planned }) => planned.personId))].flatMap(
    (id) => town.tenant.directory.byId(id) ?? [],
  );
}

/** Sends it; one yes is not enough, the second one is. */
export async function approveTogether(cast: Cast): Promise<void> {
  const { town, admin, approver, colleague, transcript } = cast;
  await admin.click(admin.lastMessage(), 'Send for approval');
  transcript.tell(town.clock.now(), admin.person.name, 'clicks “Send for approval”');
  await town.settle();
  quote(transcript, approver.lastMessage(), 14);
  for (const by of [approver, colleague]) {
    await clickOn(cast, by, { verb: 'approval.approve', inputs: { comment: 'Checked the list.' }, says: 'approves' });
    quote(transcript, by.lastMessage(), 4);
  }
}

/** What two of them read, each in their own language and zone. */
export function tellNotices({ aiko, dana, transcript }: Cast): void {
  quote(transcript, aiko.lastMessage(), 6);
  quote(transcript, dana.lastMessage(), 9);
}

/** The first lines of a card, as people read them. */
export function quote(transcript: Transcript, message: InboxMessage, lines: number): void {
  const shown = message.content.split('\n').filter((line) => line.trim() !== '');
  for (const line of shown.slice(0, lines)) transcript.note(`│ ${line.replace(/[*\u200b\\]/g, '')}`);
}

/** Starts of the dates that the newest notice of this person lets them choose from. */
export function offeredDates(who: Persona): readonly string[] {
  const withDates = who.inbox().findLast(({ card }) => JSON.stringify(card ?? {}).includes('"notice.postpone"'));
  const forms = listButtons(withDates?.card ?? {}).flatMap(({ inputs }) => inputs);
  const pick = forms.find((input) => input['id'] === 'slot');
  return pick ? listChoices(pick) : [];
}

interface Click {
  readonly verb: string;
  readonly inputs?: FilledInputs;
  readonly says: string;
}

/** Clicks on the newest card of that person which has such a button, wherever it hides. */
export async function clickOn({ town, transcript }: Cast, by: Persona, { verb, inputs, says }: Click): Promise<void> {
  const card = by.inbox().findLast((message) => JSON.stringify(message.card ?? {}).includes(`"${verb}"`));
  if (!card) throw new Error(`${by.person.name} has no card with ${verb}`);
  await by.click(card, { verb }, inputs);
  transcript.tell(town.clock.now(), by.person.name, says);
  await town.settle();
}
