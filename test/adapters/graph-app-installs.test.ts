import { expect, test } from '@jest/globals';
import { createAppInstalls } from '../../src/adapters/graph-app-installs.ts';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { createGraphManagers } from '../../src/adapters/graph-managers.ts';
import { PERSONA_ADMIN, SANDBOX_BOT_APP_ID, SANDBOX_TEAMS_APP_ID } from '../../src/sandbox/ids.ts';
import { createContractChecker } from '../support/contracts.ts';
import { openGraphSandbox } from './graph-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

type Sandbox = Awaited<ReturnType<typeof openGraphSandbox>>;

function installerFor(sandbox: Sandbox, catalogueId = SANDBOX_TEAMS_APP_ID) {
  return createAppInstalls({
    graph: sandbox.graph,
    baseUrl: sandbox.servers.graphUrl,
    catalogueId,
    manifestId: SANDBOX_BOT_APP_ID,
    sleep: () => Promise.resolve(),
    nowMs: Date.now,
  });
}

function ownerOf({ tenant, servers }: Sandbox, hasApp: boolean): string {
  const personId = tenant.cloudPcs.find((cloudPc) => cloudPc.personId !== null)?.personId ?? '';
  servers.teams.setInstalled(personId, hasApp);
  return personId;
}

const contracts = process.env['REPAVE_CONTRACTS_DIR'];

/** Every exchange of the sandbox so far that does not fit the published contracts. */
function watchContracts({ servers }: Sandbox): readonly string[] {
  const problems: string[] = [];
  if (contracts === undefined) return problems;
  const checker = createContractChecker(contracts);
  servers.exchanges.subscribe((exchange) => {
    if (!exchange.url.includes('/manager')) problems.push(...checker.check(exchange));
  });
  return problems;
}

test('the app is put there for who never had it, and the chat is named', async () => {
  await using sandbox = await openGraphSandbox();
  const problems = watchContracts(sandbox);
  const personId = ownerOf(sandbox, false);
  const chatId = sandbox.servers.teams.chats.personal(personId).id;
  expect(await installerFor(sandbox).install(personId)).toEqual({ outcome: 'installed', chatId });
  expect(sandbox.servers.teams.apps.has(personId)).toBe(true);
  expect(await installerFor(sandbox).install(personId)).toEqual({ outcome: 'already-there', chatId });
  expect(problems).toEqual([]);
});

test('a wrong id of the catalogue is told apart from a person who is gone', async () => {
  await using sandbox = await openGraphSandbox();
  const wrong = installerFor(sandbox, '11111111-2222-4333-8444-555555555555');
  expect(await wrong.install(ownerOf(sandbox, false))).toEqual({ outcome: 'not-in-catalogue' });
  const nobody = '99999999-2222-4333-8444-555555555555';
  expect(await installerFor(sandbox).install(nobody)).toEqual({ outcome: 'refused', reason: 'person-not-found' });
});

test('without the permission, and where a policy forbids it, the answer is no for that person', async () => {
  await using sandbox = await openGraphSandbox();
  const personId = ownerOf(sandbox, false);
  sandbox.tenant.appAccess.blockedFor.add(personId);
  expect(await installerFor(sandbox).install(personId)).toEqual({ outcome: 'refused', reason: 'forbidden' });
  sandbox.tenant.appAccess.blockedFor.clear();
  sandbox.tenant.appAccess.mayInstall = false;
  expect(await installerFor(sandbox).install(personId)).toEqual({ outcome: 'refused', reason: 'forbidden' });
  expect(sandbox.servers.teams.apps.has(personId)).toBe(false);
});

test('check says whether installing works: permission, and the right id', async () => {
  await using sandbox = await openGraphSandbox();
  const outcomes = async (installer: ReturnType<typeof installerFor>) =>
    (await installer.selfTest(PERSONA_ADMIN)).map(({ outcome }) => outcome);
  expect(await outcomes(installerFor(sandbox))).toEqual(['pass']);
  expect(await outcomes(installerFor(sandbox, '11111111-2222-4333-8444-555555555555'))).toEqual(['fail']);
  sandbox.servers.teams.setInstalled(PERSONA_ADMIN, false);
  expect(await outcomes(installerFor(sandbox))).toEqual(['unknown']);
  sandbox.tenant.appAccess.mayInstall = false;
  expect(await installerFor(sandbox).selfTest(PERSONA_ADMIN)).toMatchObject([
    { outcome: 'fail', permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All' },
  ]);
});

test('throttling waits as long as Graph asks, and a wait too long for now is trouble that passes', async () => {
  const waits: number[] = [];
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(429, { 'retry-after': server.seen.length === 1 ? '7' : '900' });
    response.end();
  });
  const sleep = (ms: number) => Promise.resolve(waits.push(ms));
  const installer = createAppInstalls({
    graph: createGraphClient({ baseUrl: server.url, cloud: 'global', credential: undefined, sleep }),
    baseUrl: server.url,
    catalogueId: SANDBOX_TEAMS_APP_ID,
    manifestId: SANDBOX_BOT_APP_ID,
    sleep,
    nowMs: Date.now,
  });
  await expect(installer.install('p1')).rejects.toMatchObject({ code: 'graph-throttled', retryAfterSeconds: 900 });
  expect(waits).toEqual([7000]);
});

test('never more than 25 calls a second leave, whoever waits', async () => {
  const clock = { at: 0 };
  const sent: number[] = [];
  await using server = await startTinyServer((_request, response) => {
    sent.push(clock.at);
    sendJson(response, { error: { code: 'Forbidden' } }, 403);
  });
  const installer = createAppInstalls({
    graph: createGraphClient({ baseUrl: server.url, cloud: 'global', credential: undefined }),
    baseUrl: server.url,
    catalogueId: SANDBOX_TEAMS_APP_ID,
    manifestId: SANDBOX_BOT_APP_ID,
    sleep: (ms) => Promise.resolve((clock.at += ms)),
    nowMs: () => clock.at,
  });
  for (let count = 0; count < 60; count += 1) await installer.install(`p${count}`);
  expect(sent.filter((at) => at < 1000)).toHaveLength(25);
  expect(sent.filter((at) => at >= 1000 && at < 2000)).toHaveLength(25);
});

test.each([
  ['their manager', (sandbox: Sandbox, id: string) => sandbox.tenant.managers.get(id)],
  ['nobody', (sandbox: Sandbox, id: string) => void sandbox.tenant.managers.delete(id)],
])('the directory names %s', async (_what, prepare) => {
  await using sandbox = await openGraphSandbox();
  const personId = ownerOf(sandbox, true);
  const expected = prepare(sandbox, personId);
  const found = (await createGraphManagers(sandbox.graph).find([personId])).get(personId);
  expect(found).toEqual(expected ? { id: expected, name: 'Renee Dubois' } : null);
});
