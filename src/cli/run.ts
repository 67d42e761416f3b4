import { parseArgs } from 'node:util';
import { explain } from '../../cards/words.ts';
import { composeApp } from '../app.ts';
import { createLog } from '../adapters/log.ts';
import { explainProblems, loadEnvFile, readConfig } from '../config.ts';
import { CLI_VERBS } from './verbs.ts';

const OPTIONS = {
  as: { type: 'string' },
  name: { type: 'string' },
  rollout: { type: 'string' },
  reason: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * The commands without Teams. The operator names themselves by directory id (`--as`): the role is looked up for that id at the moment
 * of the act and the id stands in the audit chain. Whoever may run this already holds Repave's own settings and secrets.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [name = '', ...words] = positionals;
  const verb = CLI_VERBS[name];
  if (values.help || name === '' || name === 'help') return say(helpText(), 0);
  if (!verb) return say(`There is no command “${name}”.\n\n${helpText()}`, 2);
  if (!values.as)
    return say('Say who you are: --as <your directory (object) id>, and --name "Your Name" for the records.', 2);
  loadEnvFile('.env');
  const read = readConfig();
  if (!read.ok) return say(`The settings need attention:\n${explainProblems(read.problems)}`, 1);
  const clock = { now: () => new Date().toISOString() };
  const app = await composeApp({ config: read.config, clock, log: createLog('error') });
  try {
    const actor = { id: values.as, name: values.name ?? `operator ${values.as.slice(0, 8)} (command line)` };
    const { rollout, reason } = values;
    const done = await verb.run({ commands: app.commands, actor, words, rollout, reason, now: clock.now() });
    if (!done.ok) return say(done.refusals.map(explain).join('\n'), 1);
    return say(typeof done.value === 'string' ? done.value : JSON.stringify(done.value, null, 2), 0);
  } finally {
    await app.stop();
  }
}

function helpText(): string {
  const width = Math.max(...Object.values(CLI_VERBS).map(({ usage }) => usage.length));
  const lines = Object.values(CLI_VERBS).map(({ usage, help }) => `  ${usage.padEnd(width)}  ${help}`);
  return ['npm run cli -- <command> --as <directory id> [--name "Your Name"]', '', ...lines].join('\n');
}

function say(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}
