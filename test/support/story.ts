import type { SandboxReach, Town } from '../../src/demo/town.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import { rolloutPhase } from '../../src/domain/rollout.ts';
import type { SandboxPerson, Temperament } from '../../src/sandbox/directory.ts';
import {
  ADMIN_GROUP_ID,
  APPROVER_GROUP_ID,
  ENGINEERING_POLICY_ID,
  NEW_IMAGE_ID,
  PERSONA_ADMIN,
  PERSONA_APPROVER,
} from '../../src/sandbox/ids.ts';
import type { ButtonChoice, FilledInputs } from '../../src/sandbox/teams/card-click.ts';
import type { ClickOutcome } from '../../src/sandbox/teams/click-button.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import type { Store } from '../../src/workflow/ports-store.ts';
import { openTestTown } from './postgres.ts';
import { createRecordingLog } from './recording-log.ts';
import { recordActs, wordAnswer } from './story-acts.ts';
import type { Act } from './story-acts.ts';

/** What an admin answers to the questions of `replace image`, in units that a test can count with. */
export interface Asked {
  readonly imageId: string;
  readonly policyIds: readonly string[];
  readonly only: string;
  readonly exclusions: string;
  /** 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[];
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly freeze: readonly string[];
  readonly leadMinutes: number;
  readonly postponements: number;
  readonly deadlineDays: number;
  readonly canary: number;
  readonly percents: string;
  readonly concurrency: number;
  readonly promotion: 'automatic' | 'by-person';
  readonly failurePercent: number;
  readonly failureCount: number;
  readonly settleMinutes: number;
  readonly approvalHours: number;
  readonly reason: string;
  readonly proof: 'automatic' | 'measured' | 'measured-or-attested' | 'attested';
  /** As people write them: "1 day, 1 hour"; "none" in most stories, which are about something else. */
  readonly reminders: string;
  readonly quorum: number;
  readonly goLive: 'with-plan' | 'separate';
  /** Why it is urgent; empty when it is not. */
  readonly expedite: string;
  readonly protection: 'none' | 'restore-point' | 'export';
  readonly storageAccount: string;
}

/** Small and quick: one canary, then everybody; a short notice, evenings and nights from Monday to Friday, one week. */
export const QUICK: Asked = {
  imageId: NEW_IMAGE_ID,
  policyIds: [ENGINEERING_POLICY_ID],
  only: '',
  exclusions: '',
  days: [1, 2, 3, 4, 5],
  windowStart: '19:00',
  windowEnd: '05:00',
  freeze: [],
  leadMinutes: 240,
  postponements: 2,
  deadlineDays: 7,
  canary: 1,
  percents: '100',
  concurrency: 2,
  promotion: 'automatic',
  failurePercent: 10,
  failureCount: 2,
  settleMinutes: 10,
  approvalHours: 24,
  reason: 'Windows 11 25H2',
  proof: 'automatic',
  reminders: 'none',
  quorum: 1,
  goLive: 'with-plan',
  expedite: '',
  protection: 'none',
  storageAccount: '',
};

export interface StoryOptions {
  readonly cloudPcs?: number;
  readonly seed?: number;
  readonly faults?: string;
  readonly startAt?: string;
  readonly dataDir?: string;
  readonly languages?: 'english' | 'own';
  readonly reach?: SandboxReach;
  /** A real Postgres instead, in a schema of its own. */
  readonly postgres?: { readonly url: string; readonly schema: string };
  /** How owners of Cloud PCs behave, by their place in the fleet; everybody is ready when absent. */
  readonly temperament?: (owner: SandboxPerson, index: number) => Temperament;
}

/** What a story needs of a town; Repave may as well run in another process. */
export type StoryTown = Pick<Town, 'tenant' | 'servers' | 'clock' | 'settle' | 'runUntil' | 'close'> & {
  readonly app: { readonly store: Pick<Store, 'listRollouts' | 'readRollout' | 'readAudit'> };
};

/** A town and the people in it, told as given, when, then. Everything people do goes through Teams' doors. */
export interface Story<T extends StoryTown = Town> {
  readonly town: T;
  readonly admin: Persona;
  readonly approver: Persona;
  /** What Repave logged. */
  readonly logLines: readonly string[];
  /** What people did, oldest first. */
  readonly acts: readonly Act[];
  /** What was asked for, by rollout; the newest plan counts. */
  readonly asked: ReadonlyMap<string, Asked>;
  /** Owners of Cloud PCs in the order of the fleet, each once. */
  readonly owners: readonly SandboxPerson[];
  person(personId: string): Persona;
  /** Somebody else with this role; not the two personas, and not somebody who holds both roles. */
  colleague(role: 'admin' | 'approver'): Persona;
  /** The one who is admin and approver. */
  both(): Persona;
  /** How somebody will behave from now on. */
  setTemperament(personId: string, temperament: Temperament): void;
  /** Answers the five questions; gives the id of the rollout that was planned. */
  plan(asked?: Partial<Asked>, by?: Persona): Promise<string>;
  /** Sends the newest plan for approval, and the approvers get their cards. */
  send(by?: Persona): Promise<void>;
  /** Clicks "Approve" on the newest approval card; gives what the approver then reads. */
  approve(by?: Persona): Promise<string>;
  /** Plan, send, approve, and everybody is told. Gives the rollout's id. */
  start(asked?: Partial<Asked>): Promise<string>;
  /** The rollout of that id, or the only one. */
  state(rolloutId?: string): Promise<RolloutState>;
  phase(rolloutId?: string): Promise<string>;
  /** Turns the clock until the rollout is over (or the hours are); answers its phase. */
  runToEnd(limitHours?: number, rolloutId?: string): Promise<string>;
  /** Turns the clock until the tenant has seen this many wipes. */
  runToWipes(count: number, limitHours?: number): Promise<boolean>;
  /** Turns the clock until Repave, or a person, has put the rollout on hold. */
  runToHold(limitHours?: number): Promise<RolloutState['rollout']['hold']>;
  pass(hours: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStory(options: StoryOptions = {}): Promise<Story> {
  const { temperament = () => 'ready', cloudPcs = 10, ...rest } = options;
  const log = createRecordingLog();
  const town = await openTestTown({ ...rest, cloudPcs, log });
  return tellStory(town, { temperament, logLines: log.lines });
}

/** A story in a town that is open already. */
export async function tellStory<T extends StoryTown>(
  town: T,
  options: {
    readonly temperament: Exclude<StoryOptions['temperament'], undefined>;
    readonly logLines: readonly string[];
  },
): Promise<Story<T>> {
  const { temperament, logLines } = options;
  const owners = listOwners(town);
  for (const [index, owner] of owners.entries()) {
    if (owner.accountEnabled) town.tenant.directory.put({ ...owner, temperament: temperament(owner, index) });
  }
  const acts = recordActs(town);
  await town.servers.teams.installForAll();
  const asked = new Map<string, Asked>();
  return assemble({ town, acts, asked, owners, logLines });
}

type Setting<T extends StoryTown> = Pick<Story<T>, 'town' | 'acts' | 'owners' | 'logLines'> & {
  readonly asked: Map<string, Asked>;
};

function assemble<T extends StoryTown>(setting: Setting<T>): Story<T> {
  const { town, asked } = setting;
  const { teams } = town.servers;
  const admin = teams.persona(PERSONA_ADMIN);
  const approver = teams.persona(PERSONA_APPROVER);
  async function plan(answers: Partial<Asked> = {}, by = admin): Promise<string> {
    const complete = { ...QUICK, ...answers };
    await answerQuestions(by, complete);
    const rolloutId = readRolloutId(await waitForCard(by, /^Plan: /m));
    asked.set(rolloutId, complete);
    return rolloutId;
  }
  async function send(by = admin): Promise<void> {
    await by.click(by.cardWith('Send for approval'), 'Send for approval');
    await town.settle();
  }
  async function approve(by = approver): Promise<string> {
    const outcome = await by.click(await waitForCard(by, 'Your answer counts for exactly this plan'), 'Approve');
    await town.settle();
    return readOutcome(outcome);
  }
  return {
    ...setting,
    ...createTime(town),
    admin,
    approver,
    person: teams.persona,
    colleague: (role) => teams.persona(findColleague(town, role)),
    both: () => teams.persona(findBoth(town)),
    setTemperament(personId, temperament) {
      town.tenant.directory.put({ ...teams.persona(personId).person, temperament });
    },
    plan,
    send,
    approve,
    async start(answers) {
      const rolloutId = await plan(answers);
      await send();
      await approve();
      return rolloutId;
    },
    close: () => town.close(),
  };
}

type Time = Pick<Story, 'state' | 'phase' | 'runToEnd' | 'runToWipes' | 'runToHold' | 'pass'>;

function createTime(town: StoryTown): Time {
  async function state(rolloutId?: string): Promise<RolloutState> {
    const [first] = await town.app.store.listRollouts();
    const found = await town.app.store.readRollout(rolloutId ?? first?.rolloutId ?? '');
    if (!found) throw new Error('there is no such rollout');
    return found;
  }
  async function phase(rolloutId?: string): Promise<string> {
    const { rollout, targets } = await state(rolloutId);
    return rolloutPhase(
      rollout,
      targets.some(({ attempts }) => attempts.length > 0),
    );
  }
  return {
    state,
    phase,
    async runToEnd(limitHours = 24 * 16, rolloutId) {
      const isOver = async () => !['noticing', 'rolling', 'awaiting-approval'].includes(await phase(rolloutId));
      await town.runUntil(isOver, limitHours);
      return phase(rolloutId);
    },
    runToWipes: (count, limitHours = 24 * 8) => town.runUntil(() => town.tenant.wipes.length >= count, limitHours),
    async runToHold(limitHours = 24 * 8) {
      await town.runUntil(async () => (await state()).rollout.hold !== null, limitHours);
      return (await state()).rollout.hold;
    },
    async pass(hours) {
      await town.runUntil(() => false, hours);
    },
  };
}

/** "replace image" and its five questions, by clicks. */
export async function answerQuestions(by: Persona, asked: Asked): Promise<void> {
  await by.says('replace image');
  const { imageId, policyIds, only, exclusions, reason } = asked;
  await answerQuestion(by, 1, { imageId });
  await answerQuestion(by, 2, { policyIds: policyIds.join(',') });
  await answerQuestion(by, 3, { only, exclusions });
  await answerQuestion(by, 4, writeTiming(asked));
  await answerQuestion(by, 5, { reason });
}

async function answerQuestion(by: Persona, number: number, inputs: FilledInputs): Promise<void> {
  const card = await waitForCard(by, new RegExp(`question ${number} of 5`));
  await by.click(card, 'Continue', inputs);
}

function writeTiming(asked: Asked): FilledInputs {
  return {
    days: asked.days.join(','),
    windowStart: asked.windowStart,
    windowEnd: asked.windowEnd,
    freeze: asked.freeze.join(', '),
    lead: `${asked.leadMinutes} minutes`,
    postponements: String(asked.postponements),
    deadline: `${asked.deadlineDays} days`,
    canary: String(asked.canary),
    percents: asked.percents,
    concurrency: String(asked.concurrency),
    promotion: asked.promotion,
    failurePercent: String(asked.failurePercent),
    failureCount: String(asked.failureCount),
    settle: `${asked.settleMinutes} minutes`,
    approval: `${asked.approvalHours} hours`,
    proof: asked.proof,
    reminders: asked.reminders,
    quorum: String(asked.quorum),
    goLive: asked.goLive,
    expedite: asked.expedite,
    protection: asked.protection,
    storageAccount: asked.storageAccount,
  };
}

/** An answer that takes longer than Teams waits comes as a message of its own. */
const PATIENCE_MS = 30_000;

/** The newest card with this text, as soon as it is there. */
export async function waitForCard(persona: Persona, text: string | RegExp): Promise<InboxMessage> {
  const end = performance.now() + PATIENCE_MS;
  while (persona.findCard(text) === undefined && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return persona.cardWith(text);
}

/** Clicks a button of the newest card with this text; gives what the person then reads. */
export async function clickOn(
  persona: Persona,
  text: string | RegExp,
  click: { readonly button: ButtonChoice; readonly inputs?: FilledInputs },
): Promise<string> {
  return readOutcome(await persona.click(persona.cardWith(text), click.button, click.inputs));
}

export function readOutcome(outcome: ClickOutcome): string {
  return outcome.kind === 'invoke' ? wordAnswer(outcome.response.value) : '';
}

function readRolloutId(message: InboxMessage): string {
  const found = /"rolloutId":"([^"]+)"/.exec(JSON.stringify(message.card));
  if (!found?.[1]) throw new Error(`no rollout stands on this card: ${message.content}`);
  return found[1];
}

function listOwners({ tenant }: StoryTown): readonly SandboxPerson[] {
  const ids = new Set(tenant.cloudPcs.flatMap(({ personId }) => personId ?? []));
  return [...ids].flatMap((id) => tenant.directory.byId(id) ?? []);
}

function findBoth({ tenant }: StoryTown): string {
  const found = tenant.groups.members(ADMIN_GROUP_ID).find((id) => tenant.groups.has(APPROVER_GROUP_ID, id));
  if (found === undefined) throw new Error('nobody holds both roles');
  return found;
}

function findColleague({ tenant }: StoryTown, role: 'admin' | 'approver'): string {
  const groupOf = { admin: ADMIN_GROUP_ID, approver: APPROVER_GROUP_ID };
  const other = role === 'admin' ? APPROVER_GROUP_ID : ADMIN_GROUP_ID;
  const found = tenant.directory.all().find(({ id }) => {
    const isPersona = id === PERSONA_ADMIN || id === PERSONA_APPROVER;
    return !isPersona && tenant.groups.has(groupOf[role], id) && !tenant.groups.has(other, id);
  });
  if (!found) throw new Error(`nobody else is ${role}`);
  return found.id;
}
