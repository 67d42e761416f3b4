import { bindNote } from '../../cards/note.ts';
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
};

const CONFIRMED = /^(confirm|yes)\b/i;
const CONFIRM = { title: 'Put the script there', text: 'proof setup confirm' };
const SET_UP = { title: 'Set it up', text: 'proof setup' };

async function setUp({ bot, turn }: Act): Promise<Shown> {
  await sendTyping(turn.context);
  return follow(bot.commands.setUpProofs(turn.actor), (setup) =>
    showCard(
      bindNote({
        title: 'Set up',
        lead: 'Cloud PCs report from now on if anything on them would be lost. New plans go by that unless you choose otherwise.',
        lines: listFacts(setup),
        buttons: [{ title: 'Replace image', text: 'replace image' }],
      }),
    ),
  );
}

function askFirst({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.viewProofs(turn.actor), (setup) =>
    showCard(
      bindNote({
        title: setup.isSetUp ? 'Bring the proof script up to date?' : 'Put the proof script into Intune?',
        lead: 'Nothing has been done yet. The script runs as system on the Cloud PCs of these groups, once a day and when Repave asks. It reads names, sizes and dates, never what is in a file, and changes nothing.',
        lines: listFacts(setup),
        buttons: [CONFIRM],
      }),
    ),
  );
}

function describe(setup: ProofSetup): ReturnType<typeof bindNote> {
  return bindNote({
    title: setup.isSetUp ? 'Proofs are measured' : 'Proofs are people’s own word',
    lead: setup.isSetUp
      ? 'A script in Intune tells for each Cloud PC if anything on it would be lost.'
      : 'Nothing is measured yet. A script in Intune could tell for each Cloud PC if anything on it would be lost.',
    lines: listFacts(setup),
    buttons: [setup.isSetUp ? { title: 'Bring it up to date', text: SET_UP.text } : SET_UP],
  });
}

function askAgain(setup: ProofSetup): ReturnType<typeof bindNote> {
  return bindNote({
    title: 'Patterns saved',
    lead: 'They count from the next “proof setup” on.',
    lines: listFacts(setup),
    buttons: [SET_UP],
  });
}

function listFacts({ scriptName, patterns, policies, groups }: ProofSetup): readonly string[] {
  return [
    `Script: ${scriptName}`,
    `Policies: ${policies.join(', ') || 'none with a group'} (groups: ${groups})`,
    `Files that an app needs: ${patterns.join(', ')}. Change them with “proof patterns *.lic, %APPDATA%\\Vendor”`,
  ];
}
