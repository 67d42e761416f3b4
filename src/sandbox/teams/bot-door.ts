import type { TeamsActivity } from './activity.ts';
import type { TokenIssuer } from './tokens.ts';

/** Teams gives up on a bot after about this time. Source: Bot Framework, "Send and receive messages". */
const ANSWER_WITHIN_MS = 15_000;

/** A delivery that the bot did not take: the text says which activity, and what came back. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Of the bot's answer; undefined when there was none. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

export type BotDoor = {
  /** Posts a signed activity to the bot and gives the body of its answer; anything but success is a DeliveryError. */
  deliver(activity: TeamsActivity): Promise<unknown>;
};

export type BotDoorDeps = {
  readonly tokens: TokenIssuer;
  readonly botAppId: string;
  readonly serviceUrl: () => string;
  /** The bot's messaging endpoint, "…/api/messages"; undefined until the bot listens. */
  readonly endpoint: () => string | undefined;
};

export function createBotDoor(deps: BotDoorDeps): BotDoor {
  return {
    async deliver(activity) {
      const endpoint = deps.endpoint();
      if (endpoint === undefined) throw new DeliveryError('call setBotEndpoint before people act', undefined);
      const token = deps.tokens.signActivityToken({ audience: deps.botAppId, serviceUrl: deps.serviceUrl() });
      const answer = await post(endpoint, token, activity);
      const text = await answer.text();
      if (answer.ok) return parseAnswer(text);
      throw new DeliveryError(`${describe(activity)}: the bot answered ${answer.status} ${text}`, answer.status);
    },
  };
}

async function post(endpoint: string, token: string, activity: TeamsActivity): Promise<Response> {
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  } catch (cause) {
    throw new DeliveryError(`${describe(activity)}: no answer from ${endpoint}`, undefined, { cause });
  }
}

function describe(activity: TeamsActivity): string {
  return `${activity.type} ${activity.id} was not taken`;
}

function parseAnswer(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
