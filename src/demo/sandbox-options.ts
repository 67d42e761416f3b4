import { parseArgs } from 'node:util';
import { z } from 'zod';
import { TEAMS_FAULT_KINDS } from '../sandbox/teams/teams-faults.ts';
import { parseFaultRates } from '../sandbox/tenant.ts';
import { CLOUD_FAULT_KINDS } from '../sandbox/world/faults.ts';

/** Faster than this, a minute of the sandbox is shorter than a server may need to answer, and answers come too late to count. */
const MOST_SPEED = 300;
const FAULT_KINDS = [...new Set([...CLOUD_FAULT_KINDS, ...TEAMS_FAULT_KINDS])];
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const optionsSchema = z.object({
  seed: wholeNumber(0, 1_000_000).default(1).describe('which tenant: other people and other luck for each number'),
  'cloud-pcs': wholeNumber(4, 10_000).default(40).describe('Cloud PCs in the tenant'),
  speed: speed().default(60).describe('sandbox minutes in a real minute'),
  start: instant().default(Date.parse('2026-11-23T16:00Z')).describe('when the time of the sandbox begins'),
  faults: faultRates().default('').describe('trouble by kind and share, such as 429=0.05,stuck=0.02'),
  languages: z
    .enum(['english', 'own'], 'needs english or own')
    .default('english')
    .describe('what people in the tenant speak: english, or everybody their own'),
  port: wholeNumber(1, 65_535).default(3978).describe('port of the bot'),
  'admin-port': wholeNumber(1, 65_535).default(56_150).describe('port of the page of the admin'),
  'approver-port': wholeNumber(1, 65_535).default(56_151).describe('port of the page of the approver'),
  'person-port': wholeNumber(1, 65_535).default(56_152).describe('port of the page of the end user'),
  'data-dir': z
    .string('needs a folder')
    .min(1, 'needs a folder')
    .optional()
    .describe('empty folder for the data, kept at the end (else a temporary one)'),
  'log-level': z
    .enum(LOG_LEVELS, `needs one of ${LOG_LEVELS.join(', ')}`)
    .default('warn')
    .describe(`what is logged on standard error: ${LOG_LEVELS.join(', ')}`),
});

/** What `npm run sandbox -- …` was asked for. `speed` is sandbox time by real time, `start` epoch milliseconds. */
export type SandboxOptions = z.infer<typeof optionsSchema>;

export type OptionsRead =
  | { readonly kind: 'run'; readonly options: SandboxOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Reads the command line; everything that is wrong with it is named at once. */
export function readSandboxOptions(args: readonly string[]): OptionsRead {
  const kinds = Object.fromEntries(Object.keys(optionsSchema.shape).map((name) => [name, { type: 'string' as const }]));
  const { values, positionals } = parseArgs({ args: [...args], options: kinds, strict: false, allowPositionals: true });
  if (values['help'] === true || args.includes('-h')) return { kind: 'help' };
  const problems = positionals.map((word) => `"${word}" is not an option: options begin with --`);
  const read = optionsSchema.strict().safeParse(values);
  if (!read.success) problems.push(...read.error.issues.flatMap(explainIssue));
  return read.success && problems.length === 0 ? { kind: 'run', options: read.data } : { kind: 'wrong', problems };
}

/** The options, one a line. */
export function explainOptions(): string {
  const lines = Object.entries(optionsSchema.shape).map(([name, form]) => {
    const initial = form.safeParse(undefined).data;
    const shown = name === 'start' ? new Date(Number(initial)).toISOString() : String(initial ?? '');
    return `  --${name.padEnd(14)} ${form.description ?? ''}${shown === '' ? '' : ` [${shown}]`}`;
  });
  return ['Usage: npm run sandbox -- [--option value …]', '', ...lines].join('\n');
}

function explainIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => `--${name} is not known`);
  return [`--${issue.path.join('.')} ${issue.message}`];
}

function wholeNumber(least: number, most: number) {
  const form = `needs a whole number from ${least} to ${most}`;
  return z.string(form).regex(/^\d+$/, form).transform(Number).pipe(z.number().min(least, form).max(most, form));
}

function speed() {
  const form = `needs a number above 0, at most ${MOST_SPEED}`;
  return z.string(form).min(1, form).transform(Number).pipe(z.number(form).positive(form).max(MOST_SPEED, form));
}

function instant() {
  const form = 'needs a date and time with a zone, such as 2026-11-23T16:00Z';
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
  return z
    .string(form)
    .regex(shape, form)
    .transform((text) => Date.parse(text))
    .pipe(z.number(form));
}

function faultRates() {
  const form = `needs kind=share,… with shares from 0 to 1; kinds are ${FAULT_KINDS.join(', ')}`;
  return z.string(form).refine(isFaultRates, form);
}

function isFaultRates(text: string): boolean {
  try {
    return Object.keys(parseFaultRates(text)).every((kind) => FAULT_KINDS.includes(kind));
  } catch {
    return false;
  }
}
