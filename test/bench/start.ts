import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figure } from './table.ts';

const AIM_RSS_MB = 500;

/** From the start of the process until it listens, and its memory then: on an embedded store that is new, and on one that was there. */
export async function measureStart(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'repave-bench-'));
  const first = await startOnce(folder);
  const second = await startOnce(folder);
  await rm(folder, { recursive: true, force: true });
  return [
    { name: 'start to listening, new embedded store', value: first.ms, unit: 'ms' },
    { name: 'start to listening, store that was there', value: second.ms, unit: 'ms' },
    { name: 'memory (RSS) after start', value: second.rssMb, unit: 'MB', aim: AIM_RSS_MB },
  ];
}

async function startOnce(folder: string): Promise<{ ms: number; rssMb: number }> {
  const begun = performance.now();
  const file = fileURLToPath(new URL('./start-child.ts', import.meta.url));
  const child = spawn(process.execPath, [file, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ms = performance.now() - begun;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, rssMb: Number(String(line)) / 1e6 };
}
