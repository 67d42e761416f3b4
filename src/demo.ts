import { parseArgs } from 'node:util';
import { createLog } from './adapters/log.ts';
import { playReplaceStory } from './demo/replace-story.ts';
import { createTranscript } from './demo/transcript.ts';
import { openTown } from './demo/town.ts';

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  'cloud-pcs': { type: 'string', default: '40' },
  faults: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

const HELP = `npm run demo -- [--seed 1] [--cloud-pcs 40] [--faults 429=0.05,timeout-after-effect=0.1]

Plays a whole rollout against a sandbox tenant, without a browser and with a turned clock: signed messages go in, cards come out.
Ends with 0 when everything promised happened, with 1 when anything did not.`;

/** A complete rollout, headless, told as a story. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const startedAt = performance.now();
  const transcript = createTranscript((line) => process.stdout.write(`${line}\n`));
  const options = {
    seed: readCount('seed', values.seed),
    cloudPcs: readCount('cloud-pcs', values['cloud-pcs']),
    faults: values.faults,
  };
  const town = await openTown({ ...options, log: createLog('silent') });
  try {
    const broken = await playReplaceStory(town, transcript);
    transcript.scene('Promise');
    for (const line of broken) transcript.note(`✗ ${line}`);
    if (broken.length === 0) transcript.note('✓ everything that was promised happened, and nothing else');
    transcript.note(`${((performance.now() - startedAt) / 1000).toFixed(0)} s of real time`);
    process.exitCode = broken.length === 0 ? 0 : 1;
  } finally {
    await town.close();
  }
}

function readCount(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1, not "${text}".`);
  return value;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
