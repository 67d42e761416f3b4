import type { Random } from '../random.ts';

/**
 * What can go wrong between a bot and Teams: refusals by status, a notice that is accepted and never shown, and a
 * connection that drops after the message has arrived.
 */
export type TeamsFaultKind = '403' | '404' | '412' | '429' | '502' | 'lost-notice' | 'timeout-after-effect';

export const TEAMS_FAULT_KINDS = ['403', '404', '412', '429', '502', 'lost-notice', 'timeout-after-effect'] as const;

export type ConnectorOperation = 'create' | 'send' | 'update' | 'delete' | 'members';

/** One request of the bot, as a fault may look at it. */
export type ConnectorCall = {
  readonly operation: ConnectorOperation;
  readonly chatId?: string;
  /** Entra object ids of the people whom it reaches. */
  readonly personIds: readonly string[];
};

export type OneShotFault = {
  readonly kind: TeamsFaultKind;
  /** Which call it waits for; any call that the kind can hit when absent. */
  readonly match?: (call: ConnectorCall) => boolean;
};

export type TeamsFaults = {
  /** Hits the next call that matches, then is used up. */
  once(fault: OneShotFault): void;
  /** The limit of 7 messages a second per chat, measured by the machine's clock; off unless asked for. */
  setThrottle(on: boolean): void;
  isThrottled(): boolean;
  /** The fault for this call, if one is due. */
  draw(call: ConnectorCall): TeamsFaultKind | undefined;
  /** One-shot faults that have not hit yet. */
  pending(): number;
};

/** How often each kind hits, 0 to 1. Asked at every call, as rates may change; kinds of the clouds are passed over. */
export type ReadFaultRates = () => Readonly<Record<string, number>>;

export type TeamsFaultOptions = { readonly random: Random; readonly readRates: ReadFaultRates };

export function createTeamsFaults({ random, readRates }: TeamsFaultOptions): TeamsFaults {
  const shots: OneShotFault[] = [];
  let throttled = false;

  function takeShot(call: ConnectorCall): TeamsFaultKind | undefined {
    const index = shots.findIndex(({ kind, match }) => canHit(kind, call) && (match === undefined || match(call)));
    return index < 0 ? undefined : shots.splice(index, 1)[0]?.kind;
  }

  return {
    once: (fault) => void shots.push(fault),
    setThrottle(on) {
      throttled = on;
    },
    isThrottled: () => throttled,
    draw(call) {
      const shot = takeShot(call);
      if (shot !== undefined) return shot;
      const rates = readRates();
      return TEAMS_FAULT_KINDS.find((kind) => {
        const rate = rates[kind] ?? 0;
        return rate > 0 && canHit(kind, call) && random.chance(rate);
      });
    },
    pending: () => shots.length,
  };
}

/** Only a message can be lost; reading members has no effect that an answer could come too late for. */
function canHit(kind: TeamsFaultKind, { operation }: ConnectorCall): boolean {
  if (kind === 'lost-notice') return operation === 'send';
  return kind !== 'timeout-after-effect' || operation !== 'members';
}
