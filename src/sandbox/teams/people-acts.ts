import type { SandboxClock } from '../clock.ts';
import { readJsonObject } from './activity.ts';
import type { TeamsActivity } from './activity.ts';
import { asText } from './card-walk.ts';
import type { BotDoor } from './bot-door.ts';

/** One thing a person did at their client, as it leaves for the bot. */
export type PersonAct = {
  /** Epoch milliseconds of the sandbox clock. */
  readonly at: number;
  readonly personId: string;
  readonly activity: TeamsActivity;
};

/** Hears of an act when it leaves; what it gives back hears the bot's answer. No answer comes when the bot did not take the act. */
export type ActListener = (act: PersonAct) => (answer: unknown) => void;

export type WatchedDoor = BotDoor & {
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: ActListener) => () => void;
};

/** The same door, with a record of what people did: Teams' own account, which no answer of the bot can change. */
export function watchDoor(door: BotDoor, clock: SandboxClock): WatchedDoor {
  const listeners = new Set<ActListener>();
  return {
    async deliver(activity) {
      const personId = asText(readJsonObject(activity['from'])?.['aadObjectId']);
      const act = { at: clock.now(), personId, activity };
      const hearAnswer = [...listeners].map((listener) => listener(act));
      const answer = await door.deliver(activity);
      for (const hear of hearAnswer) hear(answer);
      return answer;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
