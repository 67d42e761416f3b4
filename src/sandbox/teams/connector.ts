import { route } from '../router.ts';
import type { Handler, Route, SandboxRequest, SandboxResponse } from '../router.ts';
import type { Chat } from './chats.ts';
import { answerFault, NO_CONVERSATION, NOT_AUTHORIZED, NOT_IN_ROSTER, refuseForNow } from './connector-answers.ts';
import { createConversation, findMember, listMembers, listMembersPaged } from './connector-people.ts';
import { removeMessage, sendMessage, updateMessage } from './connector-messages.ts';
import type { ConnectorDeps, Visit } from './connector-visit.ts';
import type { ConnectorCall, ConnectorOperation } from './teams-faults.ts';

/** Where the connector is mounted; with the trailing slash it is the service URL that activities carry. */
export const CONNECTOR_PATH = '/teams';

const CHATS = `${CONNECTOR_PATH}/v3/conversations`;
const CHAT = `${CHATS}/{chatId}`;

/** The part of the Bot Connector API that bots in Teams use. Every call needs a token from the token endpoint. */
export function createConnectorRoutes(deps: ConnectorDeps): Route[] {
  return [
    route(
      'POST',
      CHATS,
      withBot(deps, (request) => createConversation(deps, request)),
    ),
    route('POST', `${CHAT}/activities`, inChat(deps, 'send', sendMessage)),
    route('POST', `${CHAT}/activities/{activityId}`, inChat(deps, 'send', sendMessage)),
    route('PUT', `${CHAT}/activities/{activityId}`, inChat(deps, 'update', updateMessage)),
    route('DELETE', `${CHAT}/activities/{activityId}`, inChat(deps, 'delete', removeMessage)),
    route('GET', `${CHAT}/members`, inChat(deps, 'members', listMembers)),
    route('GET', `${CHAT}/pagedmembers`, inChat(deps, 'members', listMembersPaged)),
    route('GET', `${CHAT}/members/{memberId}`, inChat(deps, 'members', findMember)),
  ];
}

type Guarded = (request: SandboxRequest) => SandboxResponse;

function withBot(deps: ConnectorDeps, handle: Guarded): Handler {
  return (request) => {
    const [scheme, token] = (request.headers['authorization'] ?? '').split(' ');
    const isBot = scheme === 'Bearer' && deps.tokens.readBotToken(token ?? '') === deps.botAppId;
    return isBot ? handle(request) : NOT_AUTHORIZED;
  };
}

type ChatAct = (deps: ConnectorDeps, visit: Visit) => SandboxResponse;

function inChat(deps: ConnectorDeps, operation: ConnectorOperation, act: ChatAct): Handler {
  return withBot(deps, (request) => {
    const chat = deps.chats.byId(request.params['chatId'] ?? '');
    if (chat === undefined) return NO_CONVERSATION;
    if (!isOpen(deps, chat)) return NOT_IN_ROSTER;
    const waitSeconds = deps.faults.isThrottled() ? deps.throttle.pass(chat.id, operation) : undefined;
    if (waitSeconds !== undefined) return refuseForNow(waitSeconds);
    return actUnderFaults(deps, { request, chat, operation }, act);
  });
}

type FaultyAct = { readonly request: SandboxRequest; readonly chat: Chat; readonly operation: ConnectorOperation };

function actUnderFaults(deps: ConnectorDeps, { request, chat, operation }: FaultyAct, act: ChatAct): SandboxResponse {
  const call: ConnectorCall = { operation, chatId: chat.id, personIds: chat.memberIds };
  const fault = deps.faults.draw(call);
  const refusal = fault === undefined ? undefined : answerFault(fault);
  if (refusal !== undefined) return refusal;
  const answer = act(deps, { request, chat, isLost: fault === 'lost-notice' });
  return fault === 'timeout-after-effect' ? { status: 0 } : answer;
}

function isOpen(deps: ConnectorDeps, chat: Chat): boolean {
  return chat.kind === 'groupChat' || chat.memberIds.every((id) => deps.installations.has(id));
}
