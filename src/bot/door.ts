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

const invokeResponseSchema = z.object({ value: z.object({ status: z.number().int(), body: z.unknown() }) });

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
  const turn = { entered: false, answer: { status: 200 } as DoorAnswer };
  try {
    await deps.adapter.processActivityDirect(authorization ?? '', toActivity(admission.activity), async (context) => {
      turn.entered = true;
      await deps.bot.run(context);
      turn.answer = readAnswer(context);
    });
  } catch (error) {
    if (!turn.entered) return deny(deps.log, { status: 401, why: describe(error) });
    deps.log.error({ why: describe(error), activityType: admission.activity.type }, 'turn failed');
    return { status: 500 };
  }
  return turn.answer;
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
