import type { SandboxClock } from '../clock.ts';
import type { Directory, SandboxPerson } from '../directory.ts';
import { createRandom } from '../random.ts';
import { createAgenda } from '../world/agenda.ts';
import { DeliveryError } from './bot-door.ts';
import type { Chat, ChatMessage, Chats } from './chats.ts';
import { readMessage } from './inbox.ts';
import type { Persona } from './persona.ts';
import { chooseMove, listMoves, makeMove } from './scripted-moves.ts';
import type { Move } from './scripted-moves.ts';
import { APPROVE_BUTTON, LATER_BUTTON, LOOKS_GOOD } from './scripted-wording.ts';

/** People look at a card between these times after it reached them. */
const THINK_MINUTES = { least: 2, most: 45 } as const;

/** Somebody who could not reach the bot tries again after this time. */
const TRY_AGAIN_MINUTES = 5;

/** Nobody presses buttons of one message more often: a card that comes back unchanged would never end. */
const MOST_MOVES_PER_MESSAGE = 3;

export type ScriptedPeopleOptions = {
  readonly directory: Directory;
  readonly clock: SandboxClock;
  readonly seed: number | string;
  readonly chats: Chats;
  readonly persona: (personId: string) => Persona;
  /** Approvers of temperament "ready" approve what they are asked to; otherwise they wait for a test to act for them. */
  readonly autoApprove: boolean;
  /** What happens when the bot does not take a click: an error out of `step`, or another try later. */
  readonly onDeliveryFailure: 'throw' | 'try-again';
  /** What it means in the world that somebody does what a card asked for. */
  readonly fixData: (personId: string) => void;
};

export type ScriptedPeople = {
  /** Lets everybody act who is due by the clock, one after the other; tells how many clicked. */
  readonly step: () => Promise<number>;
  readonly nextEventAt: () => number | undefined;
  /** Nobody notices new cards any more. */
  readonly close: () => void;
};

type Glance = { readonly personId: string; readonly chatId: string; readonly messageId: string };

/** People who react to cards by temperament. They go by what the card says when they look, not by what was sent. */
export function createScriptedPeople(options: ScriptedPeopleOptions): ScriptedPeople {
  const { directory, clock, seed, chats } = options;
  const agenda = createAgenda();
  const due: Glance[] = [];
  const awaited = new Set<string>();
  const memory = createMemory();
  const random = createRandom(`${seed} scripted people`);
  let running: Promise<number> | undefined;

  function plan(glance: Glance, minutes: number): void {
    const key = keyOf(glance);
    if (awaited.has(key)) return;
    awaited.add(key);
    agenda.add(clock.now() + minutes * 60_000, () => {
      awaited.delete(key);
      due.push(glance);
    });
  }

  function notice(chat: Chat, message: ChatMessage): void {
    for (const personId of chat.memberIds) {
      const person = directory.byId(personId);
      if (person === undefined || listMovesOf(options, memory, person).length === 0) continue;
      const glance = { personId, chatId: chat.id, messageId: message.id };
      if (memory.countMoves(glance) >= MOST_MOVES_PER_MESSAGE) continue;
      plan(glance, random.int(THINK_MINUTES.least, THINK_MINUTES.most));
    }
  }

  async function actAll(): Promise<number> {
    let clicks = 0;
    agenda.runDue(clock.now());
    for (let glance = due.shift(); glance !== undefined; glance = due.shift()) {
      try {
        if (await act(options, memory, glance)) clicks += 1;
      } catch (error) {
        if (options.onDeliveryFailure === 'throw' || !(error instanceof DeliveryError)) throw error;
        plan(glance, TRY_AGAIN_MINUTES);
      }
    }
    return clicks;
  }

  return {
    step() {
      running ??= actAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    nextEventAt: () => (due.length > 0 ? clock.now() : agenda.nextAt()),
    close: chats.subscribe(notice),
  };
}

async function act(options: ScriptedPeopleOptions, memory: Memory, glance: Glance): Promise<boolean> {
  const stored = options.chats.message(glance.chatId, glance.messageId);
  const message = stored === undefined ? undefined : readMessage(stored, glance.personId);
  const persona = options.persona(glance.personId);
  const moves = listMovesOf(options, memory, persona.person);
  const move = message?.card === undefined ? undefined : chooseMove(message.card, moves);
  if (message === undefined || move === undefined) return false;
  if (move.fixesFirst) options.fixData(glance.personId);
  await makeMove(persona, message, move);
  memory.keep(glance, move);
  return true;
}

function listMovesOf(options: ScriptedPeopleOptions, memory: Memory, person: SandboxPerson): readonly Move[] {
  if (!person.accountEnabled) return [];
  const approves = options.autoApprove && person.role === 'approver' && person.temperament === 'ready';
  const approve = { button: APPROVE_BUTTON, words: LOOKS_GOOD, mayAskBack: false };
  return [...(approves ? [approve] : []), ...listMoves(person, memory.hasPostponed(person.id))];
}

type Memory = {
  keep(glance: Glance, move: Move): void;
  countMoves(glance: Glance): number;
  hasPostponed(personId: string): boolean;
};

function createMemory(): Memory {
  const moves = new Map<string, number>();
  const postponed = new Set<string>();
  return {
    keep(glance, move) {
      moves.set(keyOf(glance), (moves.get(keyOf(glance)) ?? 0) + 1);
      if (move.button === LATER_BUTTON) postponed.add(glance.personId);
    },
    countMoves: (glance) => moves.get(keyOf(glance)) ?? 0,
    hasPostponed: (personId) => postponed.has(personId),
  };
}

function keyOf({ personId, chatId, messageId }: Glance): string {
  return `${personId} ${chatId} ${messageId}`;
}
