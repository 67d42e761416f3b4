import { setTimeout as wait } from 'node:timers/promises';
import type { ComputeManagementClient } from '@azure/arm-compute';
import { Failure } from '../workflow/failure.ts';
import { createArmClient, readArmAddress } from './arm-client.ts';
import type { ArmClientOptions } from './arm-client.ts';
import { isAbsence, readRefusal, toArmFailure } from './arm-trouble.ts';
import { createAzureRest } from './azure-rest.ts';
import type { AzureRest } from './azure-rest.ts';

export interface ArmCallsOptions extends ArmClientOptions {
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Of one request, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Handed to every call of the SDK. */
export interface Limit {
  readonly abortSignal: AbortSignal;
}

/** An order on its way: the SDK's pollers have this, and are never waited for (they are thenables: see `order`). */
export interface Submittable {
  submitted(): Promise<void>;
}

/** How the workshop talks to Azure: reads with a second try, orders once; all trouble leaves as `Failure`. */
export interface ArmCalls {
  clientFor(subscriptionId: string): ComputeManagementClient;
  /** Resource providers for which no SDK is carried along. */
  readonly rest: AzureRest;
  read<T>(attempted: string, ask: (limit: Limit) => Promise<T>): Promise<T>;
  /** The same; undefined when it is not there. */
  find<T>(attempted: string, ask: (limit: Limit) => Promise<T>): Promise<T | undefined>;
  /** Every item of a list, all pages. Nothing when the group that it is in is not there. */
  list<T>(attempted: string, ask: (limit: Limit) => AsyncIterable<T>): Promise<readonly T[]>;
  order(order: Order): Promise<void>;
}

export interface Order {
  readonly attempted: string;
  /** Not an async function: that would wait for the whole operation, because the poller is a thenable. */
  readonly send: (limit: Limit) => Submittable;
  /** Statuses that mean "was so already": 404 when removing, 412 when creating. */
  readonly fineToo?: readonly number[];
  readonly secrets?: readonly string[];
}

const TIMEOUT_MS = 30_000;
const AT_ONCE = 4;
const SECOND_TRY_MS = 1000;

export function createArmCalls(options: ArmCallsOptions): ArmCalls {
  const clients = new Map<string, ComputeManagementClient>();
  const inTurn = createTurnstile(AT_ONCE);
  const limit = (): Limit => ({ abortSignal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS) });
  const tryTwice = createSecondTry(options.sleep ?? wait);
  const ask = <T>(use: (limit: Limit) => Promise<T>): Promise<T> => tryTwice(() => inTurn(() => use(limit())));
  const { endpoint, realRoot, isLoopback } = readArmAddress(options);
  const { credential } = options;
  return {
    rest: createAzureRest({ root: realRoot, isLoopback, scope: `${endpoint}/.default`, credential }),
    clientFor(subscriptionId) {
      const client = clients.get(subscriptionId) ?? createArmClient({ ...options, repeats: 0 }, subscriptionId);
      clients.set(subscriptionId, client);
      return client;
    },
    read: (attempted, use) => explain(attempted, () => ask(use)),
    find: (attempted, use) => explain(attempted, () => orUndefined(ask(use))),
    list: (attempted, use) => explain(attempted, async () => (await orUndefined(ask(collect(use)))) ?? []),
    order: (order) => giveOrder(order, limit()),
  };
}

/** Sends the order and returns when Azure has taken it. What comes of it is looked at later, not waited for here. */
async function giveOrder({ attempted, send, fineToo = [], secrets = [] }: Order, limit: Limit): Promise<void> {
  try {
    await send(limit).submitted();
  } catch (error) {
    if (fineToo.includes(readRefusal(error)?.status ?? 0)) return;
    throw toArmFailure(error, attempted, secrets);
  }
}

async function explain<T>(attempted: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toArmFailure(error, attempted);
  }
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function collect<T>(use: (limit: Limit) => AsyncIterable<T>): (limit: Limit) => Promise<T[]> {
  return async (limit) => {
    const found: T[] = [];
    for await (const each of use(limit)) found.push(each);
    return found;
  };
}

/** One more try of a read when Azure had a moment of weakness; throttling is left to who asked, it wants a longer wait. */
function createSecondTry(sleep: (ms: number) => Promise<unknown>) {
  return async function tryTwice<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await sleep(SECOND_TRY_MS);
    return run();
  };
}

function isPassing(error: unknown): boolean {
  const refusal = readRefusal(error);
  if (refusal !== undefined) return refusal.status >= 500 && refusal.retryAfter === null;
  const { code } = error instanceof Failure ? error : toArmFailure(error, '');
  return code === 'azure-not-reached' || code === 'azure-unanswered';
}

/** At most so many at the same time; the others wait in line. */
function createTurnstile(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      const first = waiting.shift();
      if (first === undefined) running -= 1;
      else first();
    }
  };
}
