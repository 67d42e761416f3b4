import { readFile } from 'node:fs/promises';
import { parseDraft } from '../domain/draft.ts';
import type { Draft } from '../domain/draft.ts';
import { accept } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { CHECKLIST_ITEMS } from '../domain/request.ts';
import type { ChecklistItem } from '../domain/request.ts';
import { refusal, refuse } from '../domain/refusal.ts';
import type { Ask, CliVerb } from './ask.ts';
import { COPY_VERBS } from './verbs-copies.ts';
import { APPROVAL_CLI_VERBS } from './verbs-approval.ts';
import { EVIDENCE_VERBS } from './verbs-evidence.ts';
import { IMAGE_VERBS } from './verbs-images.ts';
import { PROOF_VERBS } from './verbs-proof.ts';
import { RIGHTS_VERBS } from './verbs-rights.ts';

/** The same commands as in Teams. Each answers plain data, printed as JSON, or a CSV text. */
export const CLI_VERBS: Readonly<Record<string, CliVerb>> = {
  images: {
    usage: 'images',
    help: 'device images and policies, and what can be chosen',
    run: ({ commands, actor }) => commands.readCatalogue(actor),
  },
  check: {
    usage: 'check [image-id]',
    help: 'the preconditions, one by one',
    run: ({ commands, actor, words }) => commands.check(actor, 'all', words[0] ?? null),
  },
  plan: {
    usage: 'plan <draft.json>',
    help: 'a dry run from a file of answers (see docs); writes nothing to the tenant',
    run: plan,
  },
  'show-plan': {
    usage: 'show-plan --rollout <id>',
    help: 'the plan as it stands',
    run: ({ commands, actor, rollout }) => commands.viewPlan(actor, rollout ?? ''),
  },
  submit: {
    usage: 'submit <hash> --rollout <id>',
    help: 'ask for approval of exactly this plan',
    run: ({ commands, actor, rollout, words }) => commands.submit(actor, rollout ?? '', words[0] ?? ''),
  },
  discard: {
    usage: 'discard --rollout <id>',
    help: 'drop a plan that is not approved',
    run: ({ commands, actor, rollout }) => commands.discard(actor, rollout ?? ''),
  },
  ...APPROVAL_CLI_VERBS,
  checklist: {
    usage: 'checklist [item] --rollout <id>',
    help: 'the four questions and what they rest on',
    run: ({ commands, actor, rollout, words }) =>
      commands.viewChecklist(actor, rollout ?? '', toItem(words[0]) ?? null),
  },
  tick: {
    usage: 'tick <item> --rollout <id> --reason text',
    help: `tick one of ${CHECKLIST_ITEMS.join(', ')} for everybody`,
    run: tick,
  },
  waive: {
    usage: 'waive <item> <cloud-pc-id> --rollout <id> --reason text',
    help: 'an approver’s waiver for one Cloud PC',
    run: waive,
  },
  list: { usage: 'list', help: 'all rollouts', run: ({ commands, actor }) => commands.list(actor) },
  status: {
    usage: 'status [--rollout <id>]',
    help: 'where a rollout stands',
    run: ({ commands, actor, rollout }) => commands.status(actor, rollout),
  },
  hold: {
    usage: 'hold --reason text',
    help: 'start nothing more',
    run: ({ commands, actor, rollout, reason }) => commands.hold(actor, reason, rollout),
  },
  resume: {
    usage: 'resume [--reason text]',
    help: 'go on',
    run: ({ commands, actor, rollout, reason }) => commands.resume(actor, reason, rollout),
  },
  promote: {
    usage: 'promote <wave> --rollout <id>',
    help: 'open the next wave (the canary is wave 1)',
    run: ({ commands, actor, rollout, words }) => commands.promote(actor, rollout ?? '', Number(words[0]) - 1),
  },
  abort: {
    usage: 'abort --reason text',
    help: 'end it for good; what is under way cannot be stopped',
    run: ({ commands, actor, rollout, reason }) => commands.abort(actor, reason, rollout),
  },
  retry: { usage: 'retry [cloud-pc-id …]', help: 'once more for the failed ones, or those named', run: retry },
  reach: {
    usage: 'reach [--rollout <id>]',
    help: 'who was told, who was not reached and why',
    run: ({ commands, actor, rollout }) => commands.viewReach(actor, rollout),
  },
  'reach-retry': {
    usage: 'reach-retry [--rollout <id>]',
    help: 'try only those who were not reached once more',
    run: ({ commands, actor, rollout }) => commands.retryReach(actor, rollout),
  },
  'roll-back': {
    usage: 'roll-back policy|reprovision --reason text',
    help: 'point the policies back, or plan the way back for Cloud PCs',
    run: rollBack,
  },
  report: {
    usage: 'report [--rollout <id>]',
    help: 'every Cloud PC with outcome, times and reason, as CSV',
    run: report,
  },
  ...IMAGE_VERBS,
  ...COPY_VERBS,
  ...RIGHTS_VERBS,
  ...EVIDENCE_VERBS,
  ...PROOF_VERBS,
};

async function plan({ commands, actor, words, rollout, now }: Ask): Promise<Result<unknown>> {
  const [file] = words;
  if (!file) return refuse(refusal('bad-field', { field: 'draft.json', problem: 'missing' }));
  const answers: unknown = JSON.parse(await readFile(file, 'utf8'));
  const request = parseDraft(toDraft(answers), now);
  return request.ok ? commands.plan(actor, request.value, rollout) : request;
}

function toDraft(answers: unknown): Draft {
  if (typeof answers !== 'object' || answers === null) return {};
  return Object.fromEntries(
    Object.entries(answers).map(([field, value]) => [field, Array.isArray(value) ? value.join(',') : String(value)]),
  );
}

async function tick({ commands, actor, rollout, words, reason }: Ask): Promise<Result<unknown>> {
  const item = toItem(words[0]);
  return item
    ? commands.tick(actor, rollout ?? '', { item, reason })
    : refuse(refusal('bad-field', { field: 'item', problem: 'unknown' }));
}

async function waive({ commands, actor, rollout, words, reason }: Ask): Promise<Result<unknown>> {
  const item = toItem(words[0]);
  if (!item) return refuse(refusal('bad-field', { field: 'item', problem: 'unknown' }));
  return commands.waive(actor, { rolloutId: rollout ?? '', cloudPcId: words[1] ?? '', item, reason });
}

function retry({ commands, actor, rollout, words }: Ask): Promise<Result<unknown>> {
  return commands.retry(actor, {
    ...(rollout === undefined ? {} : { rolloutId: rollout }),
    cloudPcIds: words.length > 0 ? words : 'failed',
  });
}

async function rollBack({ commands, actor, rollout, words, reason }: Ask): Promise<Result<unknown>> {
  const [how] = words;
  if (how !== 'policy' && how !== 'reprovision')
    return refuse(refusal('bad-field', { field: 'how', problem: 'unknown' }));
  return commands.rollBack(actor, { ...(rollout === undefined ? {} : { rolloutId: rollout }), how, reason });
}

async function report({ commands, actor, rollout }: Ask): Promise<Result<unknown>> {
  const made = await commands.report(actor, rollout);
  return made.ok ? accept(made.value.csv) : made;
}

function toItem(word: string | undefined): ChecklistItem | undefined {
  return CHECKLIST_ITEMS.find((item) => item === word);
}
