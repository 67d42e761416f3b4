import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';
import { openStory } from './story.ts';
import type { Story } from './story.ts';

export interface Accident {
  readonly after: 'claim' | 'call';
  readonly count: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** A story on real Postgres whose work is done by processes of their own; the one here only talks to people. */
export interface ReplicaTown {
  readonly story: Story;
  /** Starts the workers at the same moment. */
  startReplicas(count: number, accident: Accident): Promise<void>;
  /** Process id of the one that the accident happened to; undefined while it has not. */
  victim(): number | undefined;
  /** Turns the clock and waits until no job is left to do at that time. */
  pass(minutes: number): Promise<void>;
  /** In steps of ten minutes. Answers whether it came to pass. */
  passUntil(until: () => boolean | Promise<boolean>, limitHours: number): Promise<boolean>;
  query(text: string): Promise<readonly unknown[]>;
  errors(): string;
  close(): Promise<void>;
}

const CHILD = fileURLToPath(new URL('./replica-child.ts', import.meta.url));

export async function openReplicaTown(url: string, schema: string, cloudPcs: number): Promise<ReplicaTown> {
  const folder = mkdtempSync(join(tmpdir(), 'repave-replicas-'));
  const clockFile = join(folder, 'clock');
  const markerFile = join(folder, 'accident');
  const story = await openStory({ cloudPcs, postgres: { url, schema } });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const children: ChildProcess[] = [];
  const errors: string[] = [];
  const { clock, servers } = story.town;
  const query = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
  function tellTime(): void {
    writeFileSync(`${clockFile}.new`, new Date(clock.now()).toISOString());
    renameSync(`${clockFile}.new`, clockFile);
  }
  async function start(accident: Accident): Promise<void> {
    const { graphUrl, armUrl, openIdMetadataUrl, tokenUrl, teamsServiceUrl } = servers;
    const urls = { graphUrl, armUrl, openIdMetadataUrl, tokenUrl, teamsServiceUrl };
    const order = { servers: urls, databaseUrl: url, schema, clockFile, accident: { ...accident, markerFile } };
    const child = spawn(process.execPath, [CHILD, JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    children.push(child);
    child.stderr?.on('data', (chunk: Buffer) => void errors.push(chunk.toString('utf8')));
    const hello = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => undefined)]);
    if (!hello) throw new Error(`a replica did not start:\n${errors.join('')}`);
  }
  async function pass(minutes: number): Promise<void> {
    clock.advanceTo(clock.now() + minutes * 60_000);
    tellTime();
    await settle(servers, () => countOpenJobs(query, schema)).catch((error: unknown) => {
      throw new Error(`at ${new Date(clock.now()).toISOString()}:\n${errors.join('')}`, { cause: error });
    });
  }
  return {
    story,
    async startReplicas(count, accident) {
      tellTime();
      await Promise.all(Array.from({ length: count }, () => start(accident)));
    },
    victim: () => (existsSync(markerFile) ? Number(readFileSync(markerFile, 'utf8')) : undefined),
    pass,
    async passUntil(until, limitHours) {
      for (let left = limitHours * 6; left > 0; left -= 1) {
        if (await until()) return true;
        await pass(10);
      }
      return until();
    },
    query,
    errors: () => errors.join(''),
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await story.close();
      await client.query(`drop schema if exists "${schema}" cascade`);
      await client.query(`drop schema if exists "${schema}_jobs" cascade`);
      await client.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A replica asks what time demands once a second; a dead one's jobs are taken over within some fifteen. */
async function settle(servers: Story['town']['servers'], countOpen: () => Promise<number>): Promise<void> {
  const quiet = { rounds: 0 };
  for (let round = 0; round < 600; round += 1) {
    await servers.step();
    quiet.rounds = (await countOpen()) === 0 ? quiet.rounds + 1 : 0;
    if (quiet.rounds > 7) return;
    await wait(200);
  }
  throw new Error('the replicas did not come to rest');
}

const countSchema = z.array(z.object({ count: z.coerce.number() })).length(1);

async function countOpenJobs(query: ReplicaTown['query'], schema: string): Promise<number> {
  const open = `select count(*) from "${schema}_jobs".job where state in ('created', 'retry', 'active') and start_after <= now()`;
  return countSchema.parse(await query(open))[0]?.count ?? 0;
}
