import { z } from 'zod';
import type { SandboxPerson } from '../directory.ts';
import type { SandboxRequest, SandboxResponse } from '../router.ts';
import { answerFault, NO_MEMBER, NOT_IN_ROSTER, refuse, refuseAsBadSyntax, refuseForNow } from './connector-answers.ts';
import type { ConnectorDeps, Visit } from './connector-visit.ts';

const conversationParameters = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).min(1),
  tenantId: z.string().nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).nullish() }).nullish(),
});

/** Opens the one-to-one chat with a person, named by the id of Teams or of Entra. It answers the same chat every time. */
export function createConversation(deps: ConnectorDeps, { body }: SandboxRequest): SandboxResponse {
  const parsed = conversationParameters.safeParse(body);
  if (!parsed.success) return refuseAsBadSyntax('Incorrect conversation creation parameters.');
  const { members, isGroup, tenantId, channelData } = parsed.data;
  if (isGroup === true || members.length > 1) return refuseAsBadSyntax('Bots cannot create group chats.');
  if ((tenantId ?? channelData?.tenant?.id) !== deps.tenantId) return refuseAsBadSyntax('Unknown tenant.');
  const person = findPerson(deps, members[0]?.id ?? '');
  if (person === undefined) return refuse(404, 'NotFound', 'The user was not found in the tenant.');
  if (!deps.installations.has(person.id)) return NOT_IN_ROSTER;
  return openChat(deps, person);
}

function openChat(deps: ConnectorDeps, person: SandboxPerson): SandboxResponse {
  const chat = deps.chats.personal(person.id);
  const waitSeconds = deps.faults.isThrottled() ? deps.throttle.pass(chat.id, 'create') : undefined;
  if (waitSeconds !== undefined) return refuseForNow(waitSeconds);
  const fault = deps.faults.draw({ operation: 'create', chatId: chat.id, personIds: [person.id] });
  const refusal = fault === undefined ? undefined : answerFault(fault);
  if (refusal !== undefined) return refusal;
  return fault === 'timeout-after-effect' ? { status: 0 } : { status: 201, body: { id: chat.id } };
}

export function listMembers(deps: ConnectorDeps, visit: Visit): SandboxResponse {
  return { status: 200, body: describeMembers(deps, visit) };
}

export function listMembersPaged(deps: ConnectorDeps, visit: Visit): SandboxResponse {
  return { status: 200, body: { members: describeMembers(deps, visit) } };
}

export function findMember(deps: ConnectorDeps, { request, chat }: Visit): SandboxResponse {
  const person = findPerson(deps, request.params['memberId'] ?? '');
  if (person === undefined || !chat.memberIds.includes(person.id)) return NO_MEMBER;
  return { status: 200, body: describeMember(deps, person) };
}

function findPerson({ directory }: ConnectorDeps, id: string): SandboxPerson | undefined {
  return directory.byTeamsId(id) ?? directory.byId(id);
}

function describeMembers(deps: ConnectorDeps, { chat }: Visit): Readonly<Record<string, string>>[] {
  return chat.memberIds.flatMap((id) => {
    const person = deps.directory.byId(id);
    return person === undefined ? [] : [describeMember(deps, person)];
  });
}

function describeMember({ tenantId }: ConnectorDeps, person: SandboxPerson): Readonly<Record<string, string>> {
  return {
    id: person.teamsId,
    name: person.name,
    aadObjectId: person.id,
    objectId: person.id,
    email: person.upn,
    userPrincipalName: person.upn,
    tenantId,
    userRole: 'user',
  };
}
