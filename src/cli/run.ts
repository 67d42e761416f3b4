import { parseArgs } from 'node:util';
import { explain } from '../../cards/words.ts';
import { readOperator } from '../adapters/azure-operator.ts';
import { composeApp } from '../app.ts';
import { createLog } from '../adapters/log.ts';
import { explainProblems, loadEnvFile, readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import { CLI_VERBS } from './verbs.ts';
import { verifyFile } from './verify.ts';

const OPTIONS = {
  as: { type: 'string' },
  name: { type: 'string' },
  rollout: { type: 'string' },
  out: { type: 'string' },
  key: { type: 'string' },
  reason: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * The commands without Teams. The operator is whoever is signed in with the Azure CLI; their role is looked up at the moment of the act
 * and their directory id stands in the audit chain. Only against loopback servers may they say who they are (`--as`).
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [name = '', ...words] = positionals;
  const verb = CLI_VERBS[name];
  if (values.help || name === '' || name === 'help') return say(helpText(), 0);
  if (name === 'verify') return verify(words[0], values.key);
  if (!verb) return say(`There is no command “${name}”.\n\n${helpText()}`, 2);
  loadEnvFile('.env');
  const read = readConfig();
  if (!read.ok) return say(`The settings need attention:\n${explainProblems(read.problems)}`, 1);
  const actor = await whoActs(read.config, values);
  if (!actor) return say('Against your own servers, say who you are: --as <directory id> --name "Your Name".', 2);
  const clock = { now: () => new Date().toISOString() };
  const app = await composeApp({ config: read.config, clock, log: createLog('error') });
  try {
    const { commands, evidence } = app;
    const { rollout, reason, out } = values;
    const done = await verb.run({ commands, evidence, actor, words, rollout, out, reason, now: clock.now() });
    if (!done.ok) return say(done.refusals.map((why) => explain(why)).join('\n'), 1);
    return say(typeof done.value === 'string' ? done.value : JSON.stringify(done.value, null, 2), 0);
  } finally {
    await app.stop();
  }
}

/** Before any setting is read: whoever checks a pack has nothing but the pack. */
async function verify(path: string | undefined, key: string | undefined): Promise<number> {
  if (path === undefined) return say(`Name the pack: ${VERIFY.usage}`, 2);
  const { ok, text } = await verifyFile(path, key);
  return say(text, ok ? 0 : 1);
}

const VERIFY = {
  usage: 'verify <pack.zip> [--key <id|file.pem>]',
  help: 'check a pack; needs no settings and no database',
};

async function whoActs(
  config: Config,
  values: { readonly as?: string | undefined; readonly name?: string | undefined },
): Promise<Actor | undefined> {
  const { graph } = config.azure;
  if (!graph.isLoopback) return readOperator({ tenantId: config.tenantId, graphRoot: graph.baseUrl });
  return values.as === undefined ? undefined : { id: values.as, name: `${values.name ?? values.as} (command line)` };
}

function helpText(): string {
  const verbs = [...Object.values(CLI_VERBS), VERIFY];
  const width = Math.max(...verbs.map(({ usage }) => usage.length));
  const lines = verbs.map(({ usage, help }) => `  ${usage.padEnd(width)}  ${help}`);
  return ['npm run cli -- <command>     (as the person signed in with `az login`)', '', ...lines].join('\n');
}

function say(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}
