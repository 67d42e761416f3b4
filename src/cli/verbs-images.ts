import { readFile } from 'node:fs/promises';
import { defaultPrepareDraft, parsePrepareDraft } from '../domain/prepare-draft.ts';
import { refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Ask, CliVerb } from './ask.ts';

/** Preparing images without Teams. Where a build id may be left out, the only one that is open is meant. */
export const IMAGE_VERBS: Readonly<Record<string, CliVerb>> = {
  'prepare-image': {
    usage: 'prepare-image <answers.json>',
    help: 'begin to prepare an image from a file of answers; nothing is made before its source has passed the rules',
    run: prepare,
  },
  builds: {
    usage: 'builds',
    help: 'images that are being prepared',
    run: ({ commands, actor }) => commands.listBuilds(actor),
  },
  build: {
    usage: 'build [build-id]',
    help: 'how far a build is, and what it waits for',
    run: ({ commands, actor, words }) => commands.viewBuild(actor, words[0]),
  },
  inspect: {
    usage: 'inspect [build-id]',
    help: 'look inside the machine and hold it against the rules',
    run: ({ commands, actor, words }) => commands.inspect(actor, words[0]),
  },
  'run-script': {
    usage: 'run-script <file.ps1> [build-id]',
    help: 'run a script inside the machine, as SYSTEM',
    run: async ({ commands, actor, words }) =>
      commands.runScript(actor, words[1], await readFile(words[0] ?? '', 'utf8')),
  },
  customised: {
    usage: 'customised [build-id]',
    help: 'the machine is done: inspect once more, then ask for the seal',
    run: ({ commands, actor, words }) => commands.customised(actor, words[0]),
  },
  seal: {
    usage: 'seal <build-id> <revision>',
    help: 'make and seal a copy; the revision is what “build” shows',
    run: ({ commands, actor, words }) =>
      commands.seal(actor, { buildId: words[0] ?? '', revision: Number(words[1] ?? Number.NaN) }),
  },
  'retry-build': {
    usage: 'retry-build <build-id>',
    help: 'try again what stands still',
    run: ({ commands, actor, words }) => commands.retryBuild(actor, words[0] ?? ''),
  },
  'import-image': {
    usage: 'import-image <build-id> <name> <version> [accept-unknown]',
    help: 'import into Windows 365',
    run: ({ commands, actor, words }) => {
      const [buildId = '', name = '', version = '', accepts] = words;
      return commands.importImage(actor, { buildId, name, version, acceptUnknown: accepts === 'accept-unknown' });
    },
  },
  'give-up': {
    usage: 'give-up <build-id> --reason text',
    help: 'end a build; what it made is cleaned up',
    run: ({ commands, actor, words, reason }) => commands.giveUp(actor, { buildId: words[0] ?? '', reason }),
  },
  leftovers: {
    usage: 'leftovers',
    help: 'what builds left behind in Azure',
    run: ({ commands, actor }) => commands.leftovers(actor),
  },
  doctor: {
    usage: 'doctor <setuperr.log>',
    help: 'why a sysprep failed, and what mends it',
    run: async ({ commands, actor, words }) => commands.diagnose(actor, await readFile(words[0] ?? '', 'utf8')),
  },
};

async function prepare({ commands, actor, words }: Ask): Promise<Result<unknown>> {
  const [file] = words;
  if (!file) return refuse(refusal('bad-field', { field: 'answers.json', problem: 'missing' }));
  const answers: unknown = JSON.parse(await readFile(file, 'utf8'));
  const texts = Object.entries(typeof answers === 'object' && answers !== null ? answers : {});
  const draft = Object.fromEntries(texts.map(([field, value]) => [field, String(value)]));
  const request = parsePrepareDraft({ ...defaultPrepareDraft(), ...draft });
  return request.ok ? commands.prepare(actor, request.value) : request;
}
