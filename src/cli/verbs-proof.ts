import { accept } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { ProofSetup } from '../domain/views-proof.ts';
import type { Ask, CliVerb } from './ask.ts';

/** Measured proofs without Teams. What puts a script on people's computers, or takes it away, needs the word “confirm”. */
export const PROOF_VERBS: Readonly<Record<string, CliVerb>> = {
  proof: {
    usage: 'proof [setup confirm | off confirm | patterns <list>]',
    help: 'what Cloud PCs report of their data; set it up, switch it off, change what is looked for',
    run: proof,
  },
  'app-owners': {
    usage: 'app-owners',
    help: 'who answers for the files of which pattern',
    run: ({ commands, actor }) => commands.listAppOwners(actor),
  },
  'app-owner': {
    usage: 'app-owner <pattern> <upn|nobody>',
    help: 'name who answers for the files of a pattern',
    run: ({ commands, actor, words }) => commands.setAppOwner(actor, `${words[0] ?? ''} = ${words.slice(1).join(' ')}`),
  },
};

async function proof({ commands, actor, words }: Ask): Promise<Result<unknown>> {
  const [what = '', ...rest] = words;
  const isConfirmed = rest[0] === 'confirm';
  switch (what) {
    case 'setup':
      return isConfirmed ? commands.setUpProofs(actor) : askFirst(await commands.viewProofs(actor), SET_UP_FIRST);
    case 'off':
      return isConfirmed ? commands.stopProofs(actor) : askFirst(await commands.viewProofs(actor), OFF_FIRST);
    case 'patterns':
      return commands.setPatterns(actor, rest.join(','));
    default:
      return commands.viewProofs(actor);
  }
}

const SET_UP_FIRST =
  'Nothing has been done. To put the script onto the Cloud PCs of these policies: proof setup confirm';
const OFF_FIRST =
  'Nothing has been done. To take the script from all groups, so that new plans go by people’s word: proof off confirm';

function askFirst(setup: Result<ProofSetup>, next: string): Result<unknown> {
  return setup.ok ? accept({ ...setup.value, next }) : setup;
}
