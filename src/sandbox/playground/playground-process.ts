import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIG_FILE_NAME } from './playground-config.ts';

const READY_WITHIN_MS = 30_000;
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
    await waitUntilReady(child, order.port);
  } catch (error) {
    await close();
    throw error;
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
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** The Playground takes any other port when the asked one is not free, and says so only in this line. */
function waitUntilReady(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => fail('did not start in time'), READY_WITHIN_MS);
    function fail(what: string): void {
      clearTimeout(timer);
      reject(new Error(`the Agents Playground on port ${port} ${what}\n${output}`.trim()));
    }
    function read(chunk: unknown): void {
      output += String(chunk);
      const taken = /Listening on (\d+)/.exec(output)?.[1];
      if (taken === undefined) return;
      clearTimeout(timer);
      if (Number(taken) === port) resolve();
      else fail(`could not start, because that port is taken: stop what uses it or choose another port`);
    }
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code ?? 'none'}`));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}
