import { composeApp } from './app.ts';
import { createLog } from './adapters/log.ts';
import { explainProblems, loadEnvFile, readConfig } from './config.ts';

/** The production bot: settings from the environment (and a .env file), real clouds or loopback servers that speak their contracts. */
async function main(): Promise<void> {
  loadEnvFile('.env');
  const read = readConfig();
  if (!read.ok)
    return stopWith(
      `Repave cannot start. ${read.problems.length} setting(s) need attention:\n${explainProblems(read.problems)}`,
    );
  if (read.config.mode !== 'tenant')
    return stopWith(
      'REPAVE_MODE is "sandbox". `npm start` runs against a tenant: set REPAVE_MODE=tenant, or run `npm run sandbox`.',
    );
  const log = createLog(read.config.logLevel);
  for (const warning of read.warnings) log.warn(warning, 'setting worth a look');
  const app = await composeApp({ config: read.config, log, clock: { now: () => new Date().toISOString() } });
  const port = await app.listen(read.config.port, '0.0.0.0');
  await app.startWorker();
  log.info({ port }, 'Repave is listening');
  // Ctrl-C comes more than once: from the terminal, from npm, from the script that started this.
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void (stopping ??= app.stop().then(() => process.exit(0))));
  }
}

function stopWith(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) =>
  stopWith(`Repave could not start: ${error instanceof Error ? error.message : String(error)}`),
);
