import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** `npm run sandbox` as a person starts it, and what it prints. */
export interface SandboxProcess {
  readonly output: () => string;
  /** Waits until the text is printed and gives what its first group holds. */
  find(pattern: RegExp, patienceMs?: number): Promise<string>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  interrupt(): void;
}

export function startSandboxProcess(args: readonly string[]): SandboxProcess {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'src/sandbox.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed.text += chunk.toString('utf8')));
  }
  return {
    output: () => printed.text,
    find: (pattern, patienceMs = 0) => findText(child, { printed, pattern, patienceMs }),
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
    interrupt: () => void child.kill('SIGINT'),
  };
}

interface Search {
  readonly printed: { readonly text: string };
  readonly pattern: RegExp;
  readonly patienceMs: number;
}

async function findText(child: ChildProcess, { printed, pattern, patienceMs }: Search): Promise<string> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const found = pattern.exec(printed.text);
    if (found) return found[1] ?? found[0];
    if (Date.now() >= until || child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the sandbox did not print ${String(pattern)}, but:\n${printed.text}`);
}

/** Ports that were free a moment ago. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
