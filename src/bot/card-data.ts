import { z } from 'zod';
import { VERBS } from '../../cards/actions.ts';
import type { Verb } from '../../cards/actions.ts';
import { APP_OWNER_DATA } from './card-data-app-owners.ts';
import { RIGHTS_DATA } from './card-data-rights.ts';
import type { Complaint } from '../domain/case.ts';
import type { ChecklistItem } from '../domain/request.ts';
import { APPROVAL_DATA } from './card-data-approval.ts';

const COMPLAINTS = ['sign-in', 'apps', 'files', 'slow', 'other'] as const satisfies readonly Complaint[];
const CHECKLIST_ITEMS = ['onedrive', 'app-data', 'user-comms', 'timing'] as const satisfies readonly ChecklistItem[];

const id = z.string().min(1).max(300);
const words = z.string().trim().max(1000);
const reason = words.min(1);
const rollout = z.object({ rolloutId: id });
const plan = rollout.extend({ hash: z.string().min(8).max(128) });
const notice = rollout.extend({ cloudPcId: id, slotRevision: z.coerce.number().int().min(0) });
const item = z.enum(CHECKLIST_ITEMS);
const build = z.object({ buildId: id });
/** An ARM id may be longer than any of ours. */
const armId = z.string().min(1).max(1000);
const image = z.object({ imageId: armId });
const ask = z.looseObject({ step: z.string().max(40) });

/** Far above what the commands take: the refusal that names the limit is theirs. */
const MAX_SCRIPT = 200_000;

/** What comes with each verb, parsed anew whatever the card once said. Strings of inputs come on top. */
export const CARD_DATA = {
  ...RIGHTS_DATA,
  'plan.submit': plan,
  'plan.change': plan,
  'plan.discard': plan,
  'plan.show': rollout,
  'approval.approve': plan.extend({ comment: words.default('') }),
  'approval.reject': plan.extend({ reason }),
  'approval.details': plan,
  'approval.start-now': plan,
  'approval.replan': plan,
  'checklist.open': plan.extend({ item: z.enum([...CHECKLIST_ITEMS, 'none']) }),
  'checklist.tick': plan.extend({ item, reason }),
  'checklist.waive': plan.extend({ item, reason, cloudPcId: id }),
  'notice.ready': notice,
  'notice.postpone': notice.extend({ slot: z.iso.datetime() }),
  'notice.help': notice.extend({ text: reason }),
  'notice.check': notice,
  'notice.works': notice,
  'notice.broken': notice.extend({ text: reason, what: z.enum(COMPLAINTS).default('other') }),
  'notice.choose': notice.extend({ slot: z.iso.datetime() }),
  'notice.snooze': notice,
  'notice.signed-out': notice,
  'notice.show': notice,
  'status.refresh': rollout,
  'rollout.hold': rollout.extend({ reason }),
  'rollout.resume': rollout.extend({ reason: words.optional() }),
  'rollout.ask-abort': rollout,
  'rollout.abort': rollout.extend({ reason }),
  'rollout.promote': rollout.extend({ wave: z.coerce.number().int().min(0).max(1000) }),
  'rollout.retry': rollout,
  'rollout.settle-doubt': rollout.extend({ cloudPcId: id }),
  'rollout.roll-back': rollout.extend({ how: z.enum(['policy', 'reprovision']), reason }),
  'rollout.report': rollout,
  'rollout.pack': rollout,
  'ask.answer': ask,
  'ask.back': ask,
  'ask.cancel': ask,
  'command.say': z.object({ text: z.string().min(1).max(500) }),
  ...APPROVAL_DATA,
  'build.refresh': build,
  'build.inspect': build,
  'build.script': build.extend({ script: z.string().min(1).max(MAX_SCRIPT) }),
  'build.remove-packages': build,
  'build.remove-recovery': build,
  'build.customised': build,
  'build.seal': build.extend({ revision: z.coerce.number().int().min(0) }),
  'build.back': build,
  'build.retry': build,
  'build.import': build.extend({
    name: z.string().trim().min(1).max(200),
    version: z.string().trim().min(1).max(50),
    acceptUnknown: z.enum(['true', 'false']).optional(),
  }),
  'build.give-up': build.extend({ reason }),
  'build.password': build,
  'build.password-done': build,
  'images.show': z.object({}),
  'images.ask-delete': image,
  'images.delete': image.extend({ typedName: words.min(1) }),
  'leftovers.show': z.object({}),
  'leftovers.delete': z.object({ id: armId }),
  ...APP_OWNER_DATA,
} as const satisfies Readonly<Record<Verb, z.ZodType>>;

export type CardData = { readonly [V in Verb]: z.infer<(typeof CARD_DATA)[V]> };

/** Verbs that only show: the only ones that Teams may send by itself when a chat is opened. */
export const SHOWING_VERBS: readonly Verb[] = [
  'plan.show',
  'approval.details',
  'checklist.open',
  'status.refresh',
  'review.show',
  'build.refresh',
];

const verbSchema = z.enum(VERBS);
const valueSchema = z.looseObject({
  action: z.looseObject({ verb: z.string().max(64), data: z.record(z.string(), z.unknown()).default({}) }),
  trigger: z.string().nullish(),
});
const submitSchema = z.looseObject({ verb: z.string().max(64) });

/** A click, read from an activity. `automatic`: nobody clicked, Teams refreshed a card. */
export interface Click {
  readonly verb: Verb;
  readonly data: unknown;
  readonly isAutomatic: boolean;
}

/** The value of an `adaptiveCard/action` invoke. */
export function readExecute(value: unknown): Click | undefined {
  const parsed = valueSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { action, trigger } = parsed.data;
  return readClick(action.verb, action.data, trigger === 'automatic');
}

/** The value of a message that an Action.Submit sent. */
export function readSubmit(value: unknown): Click | undefined {
  const parsed = submitSchema.safeParse(value);
  return parsed.success ? readClick(parsed.data.verb, parsed.data, false) : undefined;
}

function readClick(word: string, data: unknown, isAutomatic: boolean): Click | undefined {
  const verb = verbSchema.safeParse(word);
  return verb.success ? { verb: verb.data, data, isAutomatic } : undefined;
}
