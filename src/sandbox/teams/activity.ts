import { z } from 'zod';

/** A JSON object whose meaning is not ours to know. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The media type of an Adaptive Card attachment. Source: "Cards reference" of Teams. */
export const ADAPTIVE_CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

const jsonObject = z.record(z.string(), z.unknown());
const attachment = z.looseObject({ contentType: z.string(), content: z.unknown().optional() });

const activityReader = z.looseObject({
  type: z.string().min(1),
  text: z.string().nullish(),
  summary: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
});

/** An activity as a bot posts it: what the sandbox looks at is checked, the rest is kept. */
export type BotActivity = z.infer<typeof activityReader>;

/** An activity as Teams sends it to a bot. */
export type TeamsActivity = {
  readonly type: string;
  readonly id: string;
  readonly [field: string]: unknown;
};

/** The body of an invoke's answer; Teams expects HTTP 200 around it whenever the bot's code ran. */
export type InvokeResponse = {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
};

const invokeResponseReader = z.object({ statusCode: z.number().int(), type: z.string(), value: z.unknown() });

export function parseBotActivity(body: unknown): BotActivity | undefined {
  const parsed = activityReader.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

export function parseInvokeResponse(body: unknown): InvokeResponse {
  return invokeResponseReader.parse(body);
}

export function readJsonObject(value: unknown): JsonObject | undefined {
  const parsed = jsonObject.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** The first Adaptive Card among an activity's attachments. */
export function readCard(activity: BotActivity): JsonObject | undefined {
  const card = activity.attachments?.find(({ contentType }) => contentType === ADAPTIVE_CARD_TYPE);
  return readJsonObject(card?.content);
}

/** Bytes as Teams counts them: the activity as JSON in UTF-16. */
export function countActivityBytes(activity: unknown): number {
  return JSON.stringify(activity).length * 2;
}
