import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { composeApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { sandboxConfig } from '../../src/demo/town.ts';

// Repave as a process of its own, for tests that kill it. Argument: one JSON object. Orders come over the process channel, and each
// carries the time of the sandbox: between two orders the clock stands still.

const startSchema = z.object({
  servers: z.object({
    graphUrl: z.string(),
    armUrl: z.string(),
    openIdMetadataUrl: z.string(),
    tokenUrl: z.string(),
    teamsServiceUrl: z.string(),
  }),
  dataDir: z.string(),
  now: z.string(),
});

/** What an admin does, where no card is at hand: a command's name and what it takes after the actor. */
const actSchema = z.object({ name: z.string(), args: z.array(z.unknown()) });

const orderSchema = z.object({
  id: z.number(),
  now: z.string(),
  order: z.enum(['clock', 'drain', 'read', 'audit', 'act']),
  act: actSchema.optional(),
});
type Order = z.infer<typeof orderSchema>;

async function main(): Promise<void> {
  const { servers, dataDir, now } = startSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const time = { now };
  const app = await composeApp({
    config: sandboxConfig({ servers, dataDir }),
    clock: { now: () => time.now },
    log: quietLog(),
    retryDelaySeconds: 0,
    sleep: () => Promise.resolve(),
    newId: () => `build-${randomUUID()}`,
  });
  process.on('message', (message) => {
    const order = orderSchema.parse(message);
    time.now = order.now;
    obey(app, order).then(
      (value) => process.send?.({ id: order.id, ok: true, value }),
      (error: unknown) => process.send?.({ id: order.id, ok: false, value: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port: await app.listen(0) });
}

async function obey(app: App, { order, act }: Order): Promise<unknown> {
  switch (order) {
    case 'clock':
      return null;
    case 'drain':
      return app.drain();
    case 'read':
      return readAll(app);
    case 'act':
      return doAct(app, act);
    case 'audit':
      return app.store.readAudit(null);
  }
}

async function doAct(app: App, act: Order['act']): Promise<unknown> {
  const commands = app.commands as unknown as Record<string, ((...args: unknown[]) => Promise<unknown>) | undefined>;
  const command = commands[act?.name ?? ''];
  if (!command) throw new Error(`there is no command ${act?.name ?? ''}`);
  return command(...(act?.args ?? []));
}

async function readAll(app: App): Promise<unknown> {
  const rows = await app.store.listRollouts();
  const rollouts = await Promise.all(rows.map(({ rolloutId }) => app.store.readRollout(rolloutId)));
  return { wakeAt: await app.store.nextWakeAt(), rows, rollouts, builds: await app.store.listBuilds() };
}

function quietLog() {
  const write = (fields: object, message: string) => {
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  };
  return { info: () => undefined, warn: write, error: write };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
