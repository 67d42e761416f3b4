import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { countByPolicy, listCloudPcs } from '../../src/adapters/graph-fleet.ts';
import { listImages } from '../../src/adapters/graph-images.ts';
import { resolveOwners } from '../../src/adapters/graph-members.ts';
import { listPolicies } from '../../src/adapters/graph-policies.ts';
import { createGraphPresences } from '../../src/adapters/graph-presence.ts';
import { runSelfTest } from '../../src/adapters/graph-self-test.ts';
import { checkProbe } from '../../src/domain/checks.ts';
import { readSession } from '../../src/adapters/graph-session.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

async function serve<T>(answer: unknown, run: (graph: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
  await using server = await startTinyServer((_request, response) => sendJson(response, answer));
  return await run(createClient(server.url));
}

function createClient(baseUrl: string) {
  return createGraphClient({ baseUrl, cloud: 'global', credential: undefined, sleep: () => Promise.resolve() });
}

test('a status newer than the contract becomes unknownFutureValue', async () => {
  const [cloudPc] = await serve({ value: [{ id: 'a', status: 'hibernating' }] }, (graph) => listCloudPcs(graph, ['p']));
  expect(cloudPc).toMatchObject({ id: 'a', status: 'unknownFutureValue', ownerId: null, lastAction: null });
});

test('a Cloud PC without a status is not taken for a provisioned one', async () => {
  const [cloudPc] = await serve({ value: [{ id: 'a' }] }, (graph) => listCloudPcs(graph, ['p']));
  expect(cloudPc?.status).toBe('unknownFutureValue');
});

test('the year 1, which means never, is no time', async () => {
  const row = { id: 'a', status: 'provisioned', provisionedDateTime: '0001-01-01T00:00:00Z' };
  const [cloudPc] = await serve({ value: [row] }, (graph) => listCloudPcs(graph, ['p']));
  expect(cloudPc?.provisionedAt).toBeNull();
});

test('a fleet with a row that cannot be read fails as a whole', async () => {
  const rows = { value: [{ id: 'a', status: 'provisioned' }, { status: 'provisioned' }] };
  await expect(serve(rows, (graph) => listCloudPcs(graph, ['p']))).rejects.toMatchObject({
    code: 'graph-unexpected-answer',
    attempted: 'GET cloudPCs',
  });
});

test('a Cloud PC that slides from one page to the next is listed once, as seen last', async () => {
  await using server = await startTinyServer(({ url }, response, root) =>
    url.includes('$skiptoken')
      ? sendJson(response, { value: [{ id: 'a', status: 'failed' }] })
      : sendJson(response, {
          value: [{ id: 'a', status: 'provisioning' }],
          '@odata.nextLink': `${root}/beta/x?$skiptoken=1`,
        }),
  );
  expect(await listCloudPcs(createClient(server.url), ['p'])).toMatchObject([{ id: 'a', status: 'failed' }]);
});

test('no policy asked for means no request', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, { value: [] }));
  expect(await listCloudPcs(createClient(server.url), [])).toEqual([]);
  expect(server.seen).toEqual([]);
});

test('policies are or-ed ten to a filter, and a quote in an id cannot leave its literal', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, { value: [] }));
  const ids = [...Array.from({ length: 11 }, (_, index) => `p${index}`), "x' or '1' eq '1"];
  await listCloudPcs(createClient(server.url), ids);
  const filters = server.seen.map(({ url }) => new URL(url, server.url).searchParams.get('$filter') ?? '');
  expect(filters.map((filter) => filter.split(' or provisioningPolicyId').length)).toEqual([10, 2]);
  expect(filters[1]).toContain("'x'' or ''1'' eq ''1'");
});

test('an image and a policy with words newer than the contract stay readable', async () => {
  const [image] = await serve({ value: [{ id: 'i', status: 'thawing', osStatus: 'retired' }] }, listImages);
  expect(image).toMatchObject({ status: 'unknownFutureValue', osStatus: 'unknown', errorCode: null });
  const [policy] = await serve(
    { value: [{ id: 'p', imageType: 'stream', assignments: [{ target: null }] }] },
    listPolicies,
  );
  expect(policy).toMatchObject({ imageType: 'unknown', groupIds: [], connectionIds: [] });
});

test('Cloud PCs without a policy are not counted', async () => {
  const rows = { value: [{ provisioningPolicyId: 'p' }, { provisioningPolicyId: null }, {}] };
  expect(await serve(rows, countByPolicy)).toEqual(new Map([['p', 1]]));
});

test.each([
  ['a column that is missing', { Schema: [{ Column: 'Else' }], Values: [['SignedIn']] }, 'unknown'],
  ['a word never seen', { Schema: [{ Column: 'SignInStatus' }], Values: [['Dozing']] }, 'unknown'],
  ['no row', { Schema: [{ Column: 'SignInStatus' }], Values: [] }, 'not-signed-in'],
  ['two rows', { Schema: [{ Column: 'SignInStatus' }], Values: [['NotSignedIn'], ['SignedIn']] }, 'signed-in'],
] as const)('the session report is read with care: %s', async (_name, report, state) => {
  expect(await serve(report, (graph) => readSession(graph, 'a'))).toBe(state);
});

test('an owner that the list names by sign-in name only is looked up', async () => {
  const answer = { responses: [{ id: '1', status: 200, body: { id: 'person' } }] };
  const [row] = await serve({ value: [{ id: 'a', userPrincipalName: 'a@b.c' }] }, (graph) =>
    listCloudPcs(graph, ['p']),
  );
  if (row === undefined) throw new Error('no row');
  const [owned] = await serve(answer, (graph) => resolveOwners(graph, [row]));
  expect(owned?.ownerId).toBe('person');
});

const GROUPS = { adminGroupId: 'admins', approverGroupId: 'approvers' };

async function probesAt(status: number): Promise<string[]> {
  await using server = await startTinyServer((_request, response: ServerResponse) => sendJson(response, {}, status));
  const probes = await runSelfTest(createClient(server.url), GROUPS);
  return [...new Set(probes.slice(0, 6).map(({ outcome }) => outcome))];
}

test('a refused call fails its probe, a cloud in trouble leaves it unknown', async () => {
  expect(await probesAt(403)).toEqual(['fail']);
  expect(await probesAt(503)).toEqual(['unknown']);
});

const OPTIONAL = ['MailboxSettings.Read', 'Presence.Read.All'];

test('a refused read about people is a warning that names the optional permission', async () => {
  await using server = await startTinyServer(({ url }, response) =>
    url.includes('transitiveMembers')
      ? sendJson(response, { value: [{ id: 'a', accountEnabled: true }] })
      : sendJson(response, {}, 403),
  );
  const probes = await runSelfTest(createClient(server.url), GROUPS);
  const asked = probes.filter(({ permission }) => OPTIONAL.includes(permission)).map(checkProbe);
  expect(asked.map(({ outcome, code }) => `${code} ${outcome}`)).toEqual([
    'mailboxes-refused warn',
    'presence-refused warn',
  ]);
});

test.each([
  ['nobody is in it', 'deputies', 'deputies-refused', 'the group has no members'],
  ['it is the group of the admins', 'admins', 'deputies-not-apart', 'admins'],
  ['it is the group of the approvers', 'approvers', 'deputies-not-apart', 'approvers'],
])('a group of deputies is warned about when %s', async (_what, deputyGroupId, code, detail) => {
  const probes = await serve({ value: [] }, (graph) => runSelfTest(graph, { ...GROUPS, deputyGroupId }));
  const [deputies] = probes.filter(({ warnCode }) => warnCode?.startsWith('deputies')).map(checkProbe);
  expect(deputies).toMatchObject({ outcome: 'warn', code, facts: { detail } });
});

test('a group of deputies of its own passes', async () => {
  const members = { value: [{ id: 'a', accountEnabled: true }] };
  const probes = await serve(members, (graph) => runSelfTest(graph, { ...GROUPS, deputyGroupId: 'deputies' }));
  expect(probes.find(({ call }) => call.includes('groups/deputies'))?.outcome).toBe('pass');
});

test.each([
  ['the whole request', 403, {}],
  ['each person', 200, { responses: [{ id: '1', status: 403, body: { error: { code: 'Forbidden' } } }] }],
])('without Presence.Read.All (%s is refused) nothing is known of anybody', async (_what, status, body) => {
  await using server = await startTinyServer((_request, response) => sendJson(response, body, status));
  const presences = createGraphPresences(createClient(server.url), () => Promise.resolve());
  expect(await presences.look(['ada'])).toEqual(new Map());
  expect(server.seen).toHaveLength(1);
});

test.each([
  [{ availability: 'Busy', activity: 'InACall' }, 'in-call'],
  [{ availability: 'DoNotDisturb', activity: 'Presenting' }, 'in-call'],
  [{ availability: 'Available', activity: 'Available' }, 'there'],
  [{ availability: 'BeRightBack', activity: 'BeRightBack' }, 'there'],
  [{ availability: 'AvailableIdle', activity: 'Available' }, 'there'],
  [{ availability: 'Away', activity: 'Away' }, 'away'],
  [{ availability: 'Offline', activity: 'Offline' }, 'away'],
  [{ availability: 'PresenceUnknown', activity: 'PresenceUnknown' }, undefined],
  [{ availability: 7 }, undefined],
  [{}, undefined],
])('presence %j is %s', async (body, seen) => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { responses: [{ id: '1', status: 200, body }] }),
  );
  const presences = createGraphPresences(createClient(server.url), () => Promise.resolve());
  expect((await presences.look(['ada'])).get('ada')).toBe(seen);
});

test('a group whose members hide whether their account is open names the missing permission', async () => {
  const members = { value: [{ id: 'a', accountEnabled: null }] };
  const probes = await serve(members, (graph) => runSelfTest(graph, GROUPS));
  expect(probes.find(({ call }) => call.includes('groups/admins'))).toMatchObject({
    outcome: 'fail',
    permission: 'User.Read.All',
  });
});
