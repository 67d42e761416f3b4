import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { NEW_IMAGE_ID, ENGINEERING_POLICY_ID, PERSONA_ADMIN, PERSONA_APPROVER } from '../../src/sandbox/ids.ts';

// The production entry against servers that are not ours: the sandbox runs in a process of its own and only its addresses are known.
const databaseUrl = process.env['REPAVE_TEST_DATABASE_URL'];
const story = databaseUrl ? test : test.skip;
if (!databaseUrl)
  process.stderr.write(
    'own-servers: skipped, because REPAVE_TEST_DATABASE_URL names no Postgres (tenant mode takes nothing else).\n',
  );

const addressesSchema = z.object({
  graphUrl: z.string(),
  armUrl: z.string(),
  openIdMetadataUrl: z.string(),
  tokenUrl: z.string(),
  teamsServiceUrl: z.string(),
  controlUrl: z.string(),
  tenantId: z.string(),
  botAppId: z.string(),
  subscriptionId: z.string(),
  adminGroupId: z.string(),
  approverGroupId: z.string(),
});
const inboxSchema = z.object({ messages: z.array(z.object({ id: z.string(), content: z.string() })) });
const wipesSchema = z.object({
  wipes: z.array(z.object({ cloudPcId: z.string(), personId: z.string() })),
  refused: z.array(z.unknown()),
});
const peopleSchema = z.object({
  people: z.array(z.object({ id: z.string(), role: z.string(), upn: z.string(), temperament: z.string() })),
});

const children: ChildProcess[] = [];
const database = `repave_own_${process.pid}`;
const state: { control: string; graph: string } = { control: '', graph: '' };

beforeAll(async () => {
  if (!databaseUrl) return;
  await onServer(`create database ${database}`);
  const sandbox = start(['src/sandbox/standalone.ts', '--seed', '3', '--cloud-pcs', '8', '--speed', '900'], {}, true);
  const addresses = addressesSchema.parse(JSON.parse(await firstLine(sandbox)));
  const port = await freePort();
  start(['src/main.ts'], settings(addresses, port));
  await until(async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok, 60);
  state.control = addresses.controlUrl;
  await post('/sandbox/bot', { endpoint: `http://127.0.0.1:${port}/api/messages` });
}, 120_000);

afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    child.kill('SIGTERM');
    await Promise.race([once(child, 'exit'), wait(8_000)]);
    child.kill('SIGKILL');
  }
  if (databaseUrl) await onServer(`drop database if exists ${database} with (force)`);
}, 30_000);

story(
  'npm start against servers of somebody else leads an admin from the question to reprovisioned Cloud PCs',
  async () => {
    const { people } = peopleSchema.parse(await get('/sandbox/people'));
    for (const person of people.filter((one) => one.temperament !== 'uninstalled'))
      await post(`/sandbox/people/${person.id}/install`, {});
    await post(`/sandbox/people/${PERSONA_ADMIN}/says`, { text: 'replace image' });
    const answers = [
      { imageId: NEW_IMAGE_ID },
      { policyIds: ENGINEERING_POLICY_ID },
      {},
      {
        days: 'Mon-Sun',
        windowStart: '00:00',
        windowEnd: '00:00',
        lead: '0',
        settle: '0',
        canary: '50',
        deadline: '3 days',
      },
      { reason: 'somebody else’s tenant' },
    ];
    for (const inputs of answers) await click(PERSONA_ADMIN, 'Continue', inputs);
    await click(PERSONA_ADMIN, 'Send for approval', {});
    await until(async () => (await newest(PERSONA_APPROVER)).content.includes('Approve'), 30);
    await click(PERSONA_APPROVER, 'Approve', {});
    await until(async () => wipesSchema.parse(await get('/sandbox/wipes')).wipes.length > 0, 90);
    await until(async () => (await countDone(PERSONA_ADMIN)) > 0, 60);
    const { wipes, refused } = wipesSchema.parse(await get('/sandbox/wipes'));
    expect(new Set(wipes.map((wipe) => wipe.cloudPcId)).size).toBe(wipes.length);
    expect(refused).toEqual([]);
    expect(z.object({ unknown: z.array(z.string()) }).parse(await get('/sandbox/exchanges/count')).unknown).toEqual([]);
  },
  200_000,
);

function settings(addresses: z.infer<typeof addressesSchema>, port: number): Record<string, string> {
  const url = new URL(databaseUrl ?? '');
  url.pathname = `/${database}`;
  return {
    REPAVE_MODE: 'tenant',
    LOG_LEVEL: 'warn',
    PORT: String(port),
    MicrosoftAppId: addresses.botAppId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: addresses.tenantId,
    MicrosoftAppPassword: 'not-checked-here',
    AZURE_TENANT_ID: addresses.tenantId,
    AZURE_SUBSCRIPTION_ID: addresses.subscriptionId,
    DATABASE_URL: url.href,
    REPAVE_ADMIN_GROUP_ID: addresses.adminGroupId,
    REPAVE_APPROVER_GROUP_ID: addresses.approverGroupId,
    GRAPH_BASE_URL: addresses.graphUrl,
    ARM_BASE_URL: addresses.armUrl,
    BOT_OPENID_METADATA_URL: addresses.openIdMetadataUrl,
    BOT_TOKEN_URL: addresses.tokenUrl,
    TEAMS_SERVICE_URL: addresses.teamsServiceUrl,
    TEAMS_SERVICE_URL_HOSTS: new URL(addresses.teamsServiceUrl).host,
  };
}

function start(args: readonly string[], env: Record<string, string>, wantsOutput = false): ChildProcess {
  const output = wantsOutput ? 'pipe' : 'ignore';
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', output, 'inherit'],
  });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of child.stdout ?? []) {
    chunks.push(String(chunk));
    if (chunks.join('').includes('\n')) break;
  }
  return chunks.join('').split('\n')[0] ?? '';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function get(path: string): Promise<unknown> {
  return (await fetch(`${state.control}${path}`)).json();
}

async function post(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${state.control}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function newest(personId: string): Promise<{ id: string; content: string }> {
  const { messages } = inboxSchema.parse(await get(`/sandbox/people/${personId}/inbox`));
  return messages.at(-1) ?? { id: '', content: '' };
}

async function click(personId: string, title: string, inputs: Record<string, string>): Promise<void> {
  await post(`/sandbox/people/${personId}/click`, { messageId: (await newest(personId)).id, title, inputs });
}

/** How many are done, by the newest status card. */
async function countDone(personId: string): Promise<number> {
  await post(`/sandbox/people/${personId}/says`, { text: 'status' });
  await wait(1_000);
  const { messages } = inboxSchema.parse(await get(`/sandbox/people/${personId}/inbox`));
  return Number(/Done\s+(\d+)/.exec(messages.at(-1)?.content ?? '')?.[1] ?? 0);
}

/** Asks again each second; a wall-clock bound only keeps a broken run from hanging. */
async function until(holds: () => Promise<boolean>, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 1) {
    if (await holds().catch(() => false)) return;
    await wait(1_000);
  }
  throw new Error('it did not come to pass in time');
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
