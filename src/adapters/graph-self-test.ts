import type { Probe } from '../domain/world.ts';
import { Failure } from '../workflow/failure.ts';
import { SIGN_IN_FAILED } from './graph-client.ts';
import type { GraphClient } from './graph-client.ts';
import { describeAnswer, isSuccess } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { listGroupMembers } from './graph-members.ts';
import type { GroupMember } from './graph-members.ts';

export interface RoleGroups {
  readonly adminGroupId: string;
  readonly approverGroupId: string;
  /** People who stand in for the approvers; none when absent. */
  readonly deputyGroupId?: string | undefined;
}

interface Call {
  readonly call: string;
  readonly permission: string;
  readonly warnCode?: string;
}

// Least privileges: "Microsoft Graph permissions reference"; the permission of each call is on its reference page.
const READ_CLOUD_PCS = 'CloudPC.Read.All';
const READ_GROUPS = 'GroupMember.Read.All';
const READ_USERS = 'User.Read.All';
const READ_MAILBOXES = 'MailboxSettings.Read';
const READ_PRESENCES = 'Presence.Read.All';

const LISTS = ['deviceImages', 'provisioningPolicies', 'cloudPCs', 'onPremisesConnections'];

/** One cheap read for each permission. A refused call is a `fail` with the permission to grant, a cloud in trouble `unknown`. */
export async function runSelfTest(graph: GraphClient, groups: RoleGroups): Promise<Probe[]> {
  const [lists, members] = await Promise.all([
    Promise.all(LISTS.map((name) => probeList(graph, name))),
    Promise.all([groups.adminGroupId, groups.approverGroupId].map((groupId) => probeGroup(graph, groupId))),
  ]);
  const somebody = members.flatMap(({ people }) => people)[0];
  const others = [
    probeDeputies(graph, groups),
    probePerson(graph, MAILBOX, somebody),
    probePerson(graph, PRESENCE, somebody),
  ];
  return [...lists, ...members.map(({ probe }) => probe), ...(await Promise.all(others)).flat()];
}

function probeList(graph: GraphClient, name: string): Promise<Probe> {
  const call = { call: `GET ${name}`, permission: READ_CLOUD_PCS };
  const path = `deviceManagement/virtualEndpoint/${name}`;
  const query: Record<string, string> = name === 'cloudPCs' ? { $top: '1', $select: 'id,status' } : {};
  const version = name === 'cloudPCs' || name === 'provisioningPolicies' ? 'beta' : 'v1.0';
  return probe(call, async () => judgeAnswer(call, await graph.send({ method: 'GET', version, path, query })));
}

async function probeGroup(graph: GraphClient, groupId: string): Promise<{ probe: Probe; people: GroupMember[] }> {
  const call = { call: `GET groups/${groupId}/transitiveMembers`, permission: READ_GROUPS };
  const found: { people: GroupMember[] } = { people: [] };
  const result = await probe(call, async () => {
    found.people = await listGroupMembers(graph, groupId);
    return judgeMembers(call, found.people);
  });
  return { probe: result, people: found.people };
}

function judgeMembers(call: Call, people: readonly GroupMember[]): Probe {
  if (people.length === 0) return { ...call, outcome: 'fail', detail: 'the group has no members' };
  if (people.some(({ enabled }) => enabled === null)) {
    return { ...call, permission: READ_USERS, outcome: 'fail', detail: 'accountEnabled cannot be read' };
  }
  return { ...call, outcome: 'pass', detail: `${people.length} members` };
}

/** Deputies are optional, and so is being right about them: but with the admins as deputies, admins approve each other's plans. */
async function probeDeputies(graph: GraphClient, groups: RoleGroups): Promise<Probe[]> {
  const { adminGroupId, approverGroupId, deputyGroupId } = groups;
  if (deputyGroupId === undefined) return [];
  const same = deputyGroupId === adminGroupId ? 'admins' : deputyGroupId === approverGroupId ? 'approvers' : undefined;
  if (same === undefined) return [{ ...(await probeGroup(graph, deputyGroupId)).probe, warnCode: 'deputies-refused' }];
  const call = { call: 'REPAVE_DEPUTY_GROUP_ID', permission: READ_GROUPS };
  return [{ ...call, outcome: 'fail', detail: same, warnCode: 'deputies-not-apart' }];
}

/** Zones and languages: without them Teams and the directory tell, and a guess is named as one. */
const MAILBOX = { about: 'mailboxSettings', permission: READ_MAILBOXES, warnCode: 'mailboxes-refused' };
/** Who is in a call: asked for courtesy, no rule rests on it. */
const PRESENCE = { about: 'presence', permission: READ_PRESENCES, warnCode: 'presence-refused' };

/** One read about one person. Where there is nothing to read of them (404), the permission was there all the same. */
async function probePerson(
  graph: GraphClient,
  { about, permission, warnCode }: typeof MAILBOX,
  person: GroupMember | undefined,
): Promise<Probe> {
  const call = { call: `GET users/{id}/${about}`, permission, warnCode };
  if (person === undefined) return { ...call, outcome: 'unknown', detail: 'no person was found to try it with' };
  const path = `users/${encodeURIComponent(person.id)}/${about}`;
  return probe(call, async () => {
    const answer = await graph.send({ method: 'GET', version: 'v1.0', path });
    if (answer.status === 404) return { ...call, outcome: 'pass', detail: 'the person tried has none' };
    return judgeAnswer(call, answer);
  });
}

function judgeAnswer(call: Call, answer: GraphAnswer): Probe {
  if (isSuccess(answer)) return { ...call, outcome: 'pass', detail: '' };
  const isCloudInTrouble = answer.status === 429 || answer.status >= 500;
  return { ...call, outcome: isCloudInTrouble ? 'unknown' : 'fail', detail: describeAnswer(answer) };
}

async function probe(call: Call, run: () => Promise<Probe>): Promise<Probe> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isRefused = error.retryAfterSeconds === null || error.code === SIGN_IN_FAILED;
    return { ...call, outcome: isRefused ? 'fail' : 'unknown', detail: error.code };
  }
}
