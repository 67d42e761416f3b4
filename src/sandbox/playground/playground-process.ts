import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIG_FILE_NAME } from './playground-config.ts';

const READY_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 50;
const STOP_WITHIN_MS = 3000;

export type PlaygroundOrder = {
  /** Where its activities go: the signing proxy. */
  readonly endpoint: string;
  readonly port: number;
  /** Content of its settings file. */
  readonly config: string;
};

export type PlaygroundProcess = { readonly url: string; readonly port: number; close(): Promise<void> };

/** Starts one Agents Playground and waits until its page can be opened. A taken port is an error that names it. */
export async function startPlaygroundProcess(order: PlaygroundOrder): Promise<PlaygroundProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'repave-playground-'));
  await writeFile(join(folder, CONFIG_FILE_NAME), order.config);
  const child = launch(order, folder);
  async function close(): Promise<void> {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await waitUntilListening(child, order.port);
    await waitUntilAnswering(child, order.port);
  } catch (cause) {
    const log = await readLog(folder);
    await close();
    throw new Error(`no Agents Playground on port ${order.port}: ${describe(cause)}${log}`, { cause });
  }
  return { url: `http://localhost:${order.port}`, port: order.port, close };
}

function launch({ endpoint, port }: PlaygroundOrder, folder: string): ChildProcess {
  const main = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  const preload = new URL('./listen-on-loopback.mjs', import.meta.url).href;
  const args = ['--import', preload, main, 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt'];
  return spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
}

/** The Playground takes any other port when the asked one is not free, and says so only in this line. */
function waitUntilListening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => finish('it did not start in time'), READY_WITHIN_MS);
    function finish(trouble?: string): void {
      clearTimeout(timer);
      if (trouble === undefined) resolve();
      else reject(new Error(trouble));
    }
    child.stdout?.on('data', (chunk: unknown) => {
      output += String(chunk);
      const taken = /Listening on (\d+)/.exec(output)?.[1];
      if (taken !== undefined) finish(Number(taken) === port ? undefined : TAKEN);
    });
    child.once('error', (error) => finish(`it could not be started: ${error.message}`));
    child.once('exit', (code) => finish(`it ended with code ${code ?? 'none'}`));
  });
}

const TAKEN = 'the port is taken. Stop what uses it, or choose another port.';

/** It reads its settings only after it listens, and ends when they do not please it. */
async function waitUntilAnswering(child: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    if (await isAnswering(port)) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error('it does not answer');
}

async function isAnswering(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/_internal/v1/config`, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** What went wrong it writes into a file only. */
async function readLog(folder: string): Promise<string> {
  const log = await readFile(join(folder, 'devTools', 'm365agentsplayground.log'), 'utf8').catch(() => '');
  const errors = log.split('\n').filter((line) => line.startsWith('error'));
  return errors.length === 0 ? '' : `\n${errors.join('\n')}`;
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}
