import { z } from 'zod';

const id = z.string().min(1).max(1024);

/** Longer than any message of Teams, which caps them at 100 KB. */
const MAX_TEXT = 60_000;

/** What Repave looks at in an activity. The rest stays as it came, for the SDK; nothing else of ours reads it. */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(64),
  id,
  channelId: z.string().max(64),
  serviceUrl: z.url().max(512),
  from: z.looseObject({
    id,
    name: z.string().max(512).nullish(),
    aadObjectId: z.guid().toLowerCase().nullish(),
  }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id,
    conversationType: z.string().max(64).nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: z.string().max(64).nullish(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().max(64) }).nullish() }).nullish(),
  deliveryMode: z.literal('normal').nullish(),
  name: z.string().max(256).nullish(),
  action: z.string().max(64).nullish(),
  text: z.string().max(MAX_TEXT).nullish(),
  locale: z.string().max(64).nullish(),
  replyToId: z.string().max(1024).nullish(),
  membersAdded: z.array(z.looseObject({ id })).max(1000).nullish(),
});

/** An activity whose shape was checked; whether it may come in is the guard's to say. */
export type Incoming = z.infer<typeof activitySchema>;

export function readIncoming(body: unknown): Incoming | undefined {
  const parsed = activitySchema.safeParse(storable(body, 0));
  return parsed.success ? parsed.data : undefined;
}

/** Deeper than any activity; what stands below is left out. */
const MAX_DEPTH = 40;

/** The same with texts that every store and log takes: no control characters but line ends and tabs, no halves of characters. */
function storable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replaceAll(CONTROL, '').toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => storable(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key, depth), storable(item, depth + 1)]),
  );
}

/** Control characters, and the marks that turn the direction of writing and so can make a text read as another. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The tenants that an activity names: one, unless somebody plays tricks. */
export function listTenants(activity: Incoming): readonly string[] {
  const named = [activity.conversation.tenantId, activity.channelData?.tenant?.id];
  return named.filter((tenant) => typeof tenant === 'string').map((tenant) => tenant.toLowerCase());
}
