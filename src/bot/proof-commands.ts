import { bindNote } from '../../cards/note.ts';
import { say } from '../../cards/text/say.ts';
import type { Command } from '../domain/recognise.ts';
import type { ProofSetup } from '../workflow/commands-proof-api.ts';
import { follow } from './act.ts';
import type { Act, Said } from './act.ts';
import { sendTyping, showCard } from './show.ts';
import type { Shown } from './show.ts';

type ProofCommand = Extract<Command, `proof${string}`>;

/** What admins can say about measured proofs. Setting up asks first: it puts a script on other people's computers. */
export const PROOF_SAID: Readonly<Record<ProofCommand, (act: Act, said: Said) => Promise<Shown>>> = {
  proof: ({ bot, turn }) => follow(bot.commands.viewProofs(turn.actor), (setup) => showCard(describe(setup))),
  'proof-setup': (act, { rest }) => (CONFIRMED.test(rest) ? setUp(act) : askFirst(act)),
  'proof-patterns': ({ bot, turn }, { rest }) =>
    rest === ''
      ? follow(bot.commands.viewProofs(turn.actor), (setup) => showCard(describe(setup)))
      : follow(bot.commands.setPatterns(turn.actor, rest), (setup) => showCard(askAgain(setup))),
  'proof-off': (act, { rest }) => (CONFIRMED.test(rest) ? stop(act) : askBeforeOff(act)),
};

const CONFIRMED = /^(confirm|yes)\b/i;

function setUpButton(title = say('proof-setup.set-up')) {
  return { title, text: 'proof setup' };
}

async function setUp({ bot, turn }: Act): Promise<Shown> {
  await sendTyping(turn.context);
  return follow(bot.commands.setUpProofs(turn.actor), (setup) =>
    showCard(
      bindNote({
        title: say('proof-setup.done-title'),
        lead: say('proof-setup.done-lead'),
        lines: listFacts(setup),
        buttons: [{ title: say('proof-setup.replace-image'), text: 'replace image' }],
      }),
    ),
  );
}

function askFirst({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.viewProofs(turn.actor), (setup) =>
    showCard(
      bindNote({
        title: say(setup.isSetUp ? 'proof-setup.ask-update-title' : 'proof-setup.ask-title'),
        lead: say('proof-setup.ask-lead'),
        lines: listFacts(setup),
        buttons: [{ title: say('proof-setup.confirm'), text: 'proof setup confirm' }],
      }),
    ),
  );
}

function askBeforeOff({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.viewProofs(turn.actor), (setup) => {
    if (!setup.isSetUp) return { kind: 'refused', refusals: [{ code: 'proof-off-already', facts: {} }] };
    const buttons = [{ title: say('proof-setup.off-confirm'), text: 'proof off confirm' }];
    return showCard(
      bindNote({ title: say('proof-setup.ask-off-title'), lead: say('proof-setup.ask-off-lead'), buttons }),
    );
  });
}

async function stop({ bot, turn }: Act): Promise<Shown> {
  await sendTyping(turn.context);
  return follow(bot.commands.stopProofs(turn.actor), () =>
    showCard(
      bindNote({ title: say('proof-setup.off-title'), lead: say('proof-setup.off-lead'), buttons: [setUpButton()] }),
    ),
  );
}

function describe(setup: ProofSetup): ReturnType<typeof bindNote> {
  return bindNote({
    title: say(setup.isSetUp ? 'proof-setup.measured-title' : 'proof-setup.attested-title'),
    lead: say(setup.isSetUp ? 'proof-setup.measured-lead' : 'proof-setup.attested-lead'),
    lines: listFacts(setup),
    buttons: [setup.isSetUp ? setUpButton(say('proof-setup.update')) : setUpButton()],
  });
}

function askAgain(setup: ProofSetup): ReturnType<typeof bindNote> {
  return bindNote({
    title: say('proof-setup.saved-title'),
    lead: say('proof-setup.saved-lead'),
    lines: listFacts(setup),
    buttons: [setUpButton()],
  });
}

function listFacts({ scriptName, patterns, policies, groups }: ProofSetup): readonly string[] {
  return [
    say('proof-setup.fact-script', { name: scriptName }),
    say('proof-setup.fact-policies', { policies: policies.join(', ') || say('proof-setup.no-policy'), groups }),
    say('proof-setup.fact-patterns', { patterns: patterns.join(', ') }),
  ];
}
