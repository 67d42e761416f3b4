import { parseArgs } from 'node:util';
import { createLog } from './adapters/log.ts';
import { playPeopleStory } from './demo/people-story.ts';
import { playPrepareStory } from './demo/prepare-story.ts';
import { playReplaceStory } from './demo/replace-story.ts';
import { createTranscript } from './demo/transcript.ts';
import type { Transcript } from './demo/transcript.ts';
import { openTown } from './demo/town.ts';
import type { Town } from './demo/town.ts';

const OPTIONS = {
  story: { type: 'string', default: 'replace' },
  seed: { type: 'string', default: '1' },
  'cloud-pcs': { type: 'string', default: '40' },
  faults: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

/** Each plays to its end and answers every promise that was not kept. */
const STORIES: Readonly<Record<string, (town: Town, transcript: Transcript) => Promise<readonly string[]>>> = {
  replace: playReplaceStory,
  prepare: playPrepareStory,
  people: playPeopleStory,
};

const HELP = `npm run demo -- [--story replace] [--seed 1] [--cloud-pcs 40] [--faults 429=0.05,timeout-after-effect=0.1]

Stories, against a sandbox tenant, without a browser and with a turned clock: signed messages go in, cards come out.
  replace   a whole rollout: request, approval, notices, waves, report
  prepare   one image from nothing to ready: refusals, a machine, a failed sysprep and its cure, capture, import
  people    the people in a rollout: two approvers, dates, an exception, a last call, a stop, a help case, the proof
Ends with 0 when everything promised happened, with 1 when anything did not.`;

/** One story, headless, told in the terminal. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const play = readStory(values.story);
  const startedAt = performance.now();
  const transcript = createTranscript((line) => process.stdout.write(`${line}\n`));
  const options = {
    seed: readCount('seed', values.seed),
    cloudPcs: readCount('cloud-pcs', values['cloud-pcs']),
    faults: values.faults,
  };
  const town = await openTown({ ...options, log: createLog('silent') });
  try {
    const broken = await play(town, transcript);
    transcript.scene('Promise');
    for (const line of broken) transcript.note(`✗ ${line}`);
    if (broken.length === 0) transcript.note('✓ everything that was promised happened, and nothing else');
    transcript.note(`${((performance.now() - startedAt) / 1000).toFixed(0)} s of real time`);
    process.exitCode = broken.length === 0 ? 0 : 1;
  } finally {
    await town.close();
  }
}

function readStory(name: string): (town: Town, transcript: Transcript) => Promise<readonly string[]> {
  const story = Object.hasOwn(STORIES, name) ? STORIES[name] : undefined;
  if (!story) throw new Error(`--story must be one of ${Object.keys(STORIES).join(', ')}, not "${name}".`);
  return story;
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
