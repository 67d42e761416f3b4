import type { Activity, CloudAdapter, TurnContext } from 'botbuilder';
import { INVOKE_RESPONSE_KEY } from 'botbuilder';
import { z } from 'zod';
import type { Guard } from './guard.ts';
import type { Incoming } from './incoming.ts';
import type { Log } from './log.ts';

/** What answers the activities that came in: `createBot` makes one. */
export interface Bot {
  run(context: TurnContext): Promise<void>;
}

/** The SDK's adapter as far as the door needs it. */
export type TurnAdapter = Pick<CloudAdapter, 'processActivityDirect'>;

export interface DoorDeps {
  readonly guard: Guard;
  readonly adapter: TurnAdapter;
  readonly bot: Bot;
  readonly log: Log;
}

export interface DoorAnswer {
  readonly status: number;
  readonly body?: unknown;
}

const invokeResponseSchema = z.object({ value: z.object({ status: z.number().int(), body: z.unknown().optional() }) });

/** Teams delivers a message again when it is not taken within about 15 seconds; the turn itself may take longer. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Takes one POST of the channel: our guard, then the SDK's validation with the channel's keys, then the bot. A no carries no
 * detail. Trouble inside a turn is answered to the person by the bot itself, so that the channel does not send it again.
 */
export async function takeActivity(
  deps: DoorDeps,
  authorization: string | undefined,
  body: unknown,
): Promise<DoorAnswer> {
  const admission = deps.guard.checkActivity(authorization, body);
  if (!admission.admitted) return deny(deps.log, admission);
  const early = Promise.withResolvers<DoorAnswer>();
  const turn = runTurn(deps, {
    authorization: authorization ?? '',
    activity: admission.activity,
    answer: early.resolve,
  });
  return Promise.race([turn, early.promise]);
}

interface Delivery {
  readonly authorization: string;
  readonly activity: Incoming;
  /** Answers the channel before the turn is over; only the first answer counts. */
  readonly answer: (answer: DoorAnswer) => void;
}

async function runTurn(deps: DoorDeps, { authorization, activity, answer }: Delivery): Promise<DoorAnswer> {
  const turn = { entered: false, answer: { status: 200 } as DoorAnswer };
  try {
    await deps.adapter.processActivityDirect(authorization, toActivity(activity), async (context) => {
      turn.entered = true;
      const timer = answerWhenReady(context, answer);
      await deps.bot.run(context).finally(() => clearTimeout(timer));
      turn.answer = readAnswer(context);
    });
  } catch (error) {
    if (!turn.entered) return deny(deps.log, { status: 401, why: describe(error) });
    deps.log.error({ why: describe(error), activityType: activity.type }, 'turn failed');
    return { status: 500 };
  }
  return turn.answer;
}

/** An invoke is answered as soon as the bot has an answer, everything else at the latest when Teams would lose patience. */
function answerWhenReady(context: TurnContext, answer: Delivery['answer']): NodeJS.Timeout | undefined {
  if (context.activity.type !== 'invoke') return setTimeout(() => answer({ status: 200 }), ANSWER_WITHIN_MS);
  context.onSendActivities(async (_context, activities, next) => {
    const sent = await next();
    if (activities.some(({ type }) => type === 'invokeResponse')) answer(readAnswer(context));
    return sent;
  });
  return undefined;
}

export function deny(log: Log, { status, why }: { readonly status: number; readonly why: string }): DoorAnswer {
  log.warn({ status, why }, 'activity refused');
  return { status };
}

/** The guard has looked at every field that matters; the SDK wants its own type. */
function toActivity(incoming: Incoming): Activity {
  return incoming as unknown as Activity;
}

function readAnswer(context: TurnContext): DoorAnswer {
  const parsed = invokeResponseSchema.safeParse(context.turnState.get(INVOKE_RESPONSE_KEY));
  if (parsed.success) return parsed.data.value;
  return { status: context.activity.type === 'invoke' ? 501 : 200 };
}

/** The first line of an error: the SDK's messages hold claims' names, never the token. */
function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.endsWith(': ERROR'))?.slice(0, 300) ?? 'unknown';
}
