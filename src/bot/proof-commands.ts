import {
  bindAskProofOff,
  bindAskProofSetup,
  bindPatternsSaved,
  bindProofOff,
  bindProofs,
  bindProofSetupDone,
} from '../../cards/proof-setup.ts';
import type { Command } from '../domain/recognise.ts';
import { follow } from './act.ts';
import type { Act, Said } from './act.ts';
import { sendTyping, showCard } from './show.ts';
import type { Shown } from './show.ts';

type ProofCommand = Extract<Command, `proof${string}`>;

/** What admins can say about measured proofs. Setting up asks first: it puts a script on other people's computers. */
export const PROOF_SAID: Readonly<Record<ProofCommand, (act: Act, said: Said) => Promise<Shown>>> = {
  proof: (act) => showProofs(act),
  'proof-setup': (act, { rest }) => (CONFIRMED.test(rest) ? setUp(act) : askFirst(act)),
  'proof-patterns': (act, { rest }) => (rest === '' ? showProofs(act) : setPatterns(act, rest)),
  'proof-off': (act, { rest }) => (CONFIRMED.test(rest) ? stop(act) : askBeforeOff(act)),
};

const CONFIRMED = /^(confirm|yes)\b/i;

function showProofs({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.viewProofs(turn.actor), (setup) => showCard(bindProofs(setup)));
}

function setPatterns({ bot, turn }: Act, text: string): Promise<Shown> {
  return follow(bot.commands.setPatterns(turn.actor, text), (setup) => showCard(bindPatternsSaved(setup)));
}

function askFirst({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.viewProofs(turn.actor), (setup) => showCard(bindAskProofSetup(setup)));
}

async function setUp({ bot, turn }: Act): Promise<Shown> {
  await sendTyping(turn.context);
  return follow(bot.commands.setUpProofs(turn.actor), (setup) => showCard(bindProofSetupDone(setup)));
}

function askBeforeOff({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.viewProofs(turn.actor), ({ isSetUp }) =>
    isSetUp ? showCard(bindAskProofOff()) : { kind: 'refused', refusals: [{ code: 'proof-off-already', facts: {} }] },
  );
}

async function stop({ bot, turn }: Act): Promise<Shown> {
  await sendTyping(turn.context);
  return follow(bot.commands.stopProofs(turn.actor), () => showCard(bindProofOff()));
}
