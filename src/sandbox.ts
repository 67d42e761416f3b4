import { createLog } from './adapters/log.ts';
import { explainOptions, readSandboxOptions } from './demo/sandbox-options.ts';
import { runSandbox } from './demo/sandbox-run.ts';
import type { RunningSandbox } from './demo/sandbox-run.ts';
import { describeSandbox } from './demo/sandbox-words.ts';

/** Longer than any clean end takes; whoever presses Ctrl-C does not wait for ever. */
const END_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const read = readSandboxOptions(process.argv.slice(2));
  if (read.kind === 'help') return void process.stdout.write(`${explainOptions()}\n`);
  if (read.kind === 'wrong') return stopWith([...read.problems, 'See npm run sandbox -- --help.'].join('\n'));
  const stopping = listenForStop();
  process.stdout.write('Starting Repave, its tenant and three pages …\n');
  const running = await runSandbox(read.options, createLog(read.options['log-level']));
  process.stdout.write(describeSandbox(running.facts));
  await stopping;
  await end(running);
}

/** A terminal sends Ctrl-C to every process at once and npm passes it on again: the first one counts, the others are the same. */
function listenForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

async function end(running: RunningSandbox): Promise<void> {
  setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
  process.stdout.write('\nEnding …\n');
  await running.close();
  process.exit(0);
}

function stopWith(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

main().catch((cause: unknown) => {
  stopWith(`The sandbox could not start: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit();
});
