import { expect, test } from '@jest/globals';
import { Failure } from '../../src/workflow/failure.ts';
import { askView, openTeamsSandbox } from './teams-sandbox.ts';

type Sandbox = Awaited<ReturnType<typeof openTeamsSandbox>>;

function toPerson(personId: string) {
  return { kind: 'person', personId } as const;
}

async function deliver(sandbox: Sandbox, title: string) {
  const delivery = await sandbox.messenger.send(toPerson(sandbox.personId), askView(title));
  if (delivery.outcome !== 'delivered') throw new Error(delivery.reason);
  return delivery.ref;
}

test('a person never heard from gets a chat of their own, which is remembered', async () => {
  await using sandbox = await openTeamsSandbox();
  const ref = await deliver(sandbox, 'Your date');
  expect(sandbox.conversations.all.get(sandbox.personId)).toMatchObject({ conversationId: ref.conversationId });
  expect(sandbox.servers.teams.persona(sandbox.personId).cardWith('Your date').id).toBe(ref.activityId);
});

test('the message is a card alone, with its plain words in the summary', async () => {
  await using sandbox = await openTeamsSandbox();
  await deliver(sandbox, 'Your date');
  const sent = sandbox.requests('POST').find(({ url }) => url.endsWith('/activities'))?.requestBody;
  expect(sent).toMatchObject({ type: 'message', summary: 'Repave: Your date' });
  expect(sent).not.toHaveProperty('text');
});

test('many messages at once to a new person open one chat', async () => {
  await using sandbox = await openTeamsSandbox();
  await Promise.all(['a', 'b', 'c', 'd'].map((title) => deliver(sandbox, title)));
  expect(sandbox.requests('POST').filter(({ url }) => url.endsWith('/v3/conversations'))).toHaveLength(1);
  expect(sandbox.servers.teams.persona(sandbox.personId).inbox()).toHaveLength(4);
});

test('a card that was sent can be edited', async () => {
  await using sandbox = await openTeamsSandbox();
  const ref = await deliver(sandbox, 'Your date');
  expect(await sandbox.messenger.update(ref, askView('A new date'), toPerson(sandbox.personId))).toEqual({
    outcome: 'delivered',
    ref,
    text: 'A new date',
  });
  const [message] = sandbox.servers.teams.persona(sandbox.personId).inbox();
  expect(message?.id).toBe(ref.activityId);
  expect(JSON.stringify(message?.card)).toContain('A new date');
});

test('a card that was deleted cannot be edited any more, and that is an answer', async () => {
  await using sandbox = await openTeamsSandbox();
  const ref = await deliver(sandbox, 'Your date');
  const message = sandbox.servers.teams.chats.message(ref.conversationId, ref.activityId);
  if (message === undefined) throw new Error('no message');
  sandbox.servers.teams.chats.remove(message);
  expect(await sandbox.messenger.update(ref, askView('x'), toPerson(sandbox.personId))).toEqual({
    outcome: 'unreachable',
    reason: 'message-gone',
  });
});

test('a person without the app is unreachable, and so is one who removed it', async () => {
  await using sandbox = await openTeamsSandbox();
  const never = await sandbox.messenger.send(toPerson(sandbox.unreachableId), askView('x'));
  expect(never).toEqual({ outcome: 'unreachable', reason: 'not-installed' });
  await deliver(sandbox, 'Your date');
  await sandbox.servers.teams
    .persona(sandbox.personId)
    .uninstall()
    .catch(() => undefined);
  const gone = await sandbox.messenger.send(toPerson(sandbox.personId), askView('x'));
  expect(gone).toEqual({ outcome: 'unreachable', reason: 'not-installed' });
});

test('somebody who blocked the bot is unreachable', async () => {
  await using sandbox = await openTeamsSandbox();
  sandbox.servers.teams.faults.once({ kind: '403', match: ({ operation }) => operation === 'send' });
  const delivery = await sandbox.messenger.send(toPerson(sandbox.personId), askView('x'));
  expect(delivery).toEqual({ outcome: 'unreachable', reason: 'blocked-by-user' });
});

test('a chat that is gone is opened anew once', async () => {
  await using sandbox = await openTeamsSandbox();
  const ref = await deliver(sandbox, 'first');
  const known = sandbox.conversations.all.get(sandbox.personId);
  if (known === undefined) throw new Error('nothing remembered');
  sandbox.conversations.all.set(sandbox.personId, { ...known, conversationId: 'a:gone' });
  const again = await deliver(sandbox, 'second');
  expect(again.conversationId).toBe(ref.conversationId);
  expect(sandbox.conversations.all.get(sandbox.personId)?.conversationId).toBe(ref.conversationId);
});

test('a group chat is reached by its conversation id', async () => {
  await using sandbox = await openTeamsSandbox();
  const chat = sandbox.servers.teams.chats.createGroup({ name: 'Approvals', memberIds: [sandbox.personId] });
  const delivery = await sandbox.messenger.send({ kind: 'chat', conversationId: chat.id }, askView('Please decide'));
  expect(delivery).toMatchObject({ outcome: 'delivered', ref: { conversationId: chat.id } });
  const unknown = await sandbox.messenger.send({ kind: 'chat', conversationId: '19:none@thread.v2' }, askView('x'));
  expect(unknown).toEqual({ outcome: 'unreachable', reason: 'conversation-not-found' });
});

test.each([
  ['429', 'teams-throttled', 1],
  ['412', 'teams-busy', 3],
  ['502', 'teams-unavailable', 20],
  ['timeout-after-effect', 'teams-unanswered', 20],
] as const)(
  'trouble that passes is a failure with the time to wait, and nothing is sent twice: %s',
  async (kind, code, wait) => {
    await using sandbox = await openTeamsSandbox();
    sandbox.servers.teams.faults.once({ kind, match: ({ operation }) => operation === 'send' });
    const error: unknown = await sandbox.messenger
      .send(toPerson(sandbox.personId), askView('x'))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code, attempted: 'POST conversations/activities', retryAfterSeconds: wait });
    expect(sandbox.requests('POST').filter(({ url }) => url.endsWith('/activities'))).toHaveLength(1);
  },
);

test('one token serves many messages', async () => {
  await using sandbox = await openTeamsSandbox();
  await Promise.all([deliver(sandbox, 'a'), deliver(sandbox, 'b')]);
  await sandbox.messenger.send(toPerson(sandbox.otherId), askView('c'));
  expect(sandbox.requests('POST').filter(({ url }) => url.startsWith('/token'))).toHaveLength(1);
});
