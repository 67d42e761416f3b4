import type { ProofSetup } from '../src/domain/views-proof.ts';
import type { JsonObject } from './actions.ts';
import { bindNote } from './note.ts';
import type { SayButton } from './note.ts';
import { say } from './text/say.ts';

/** Where proofs stand: measured by a script, or people's own word. */
export function bindProofs(setup: ProofSetup): JsonObject {
  return bindNote({
    title: say(setup.isSetUp ? 'proof-setup.measured-title' : 'proof-setup.attested-title'),
    lead: say(setup.isSetUp ? 'proof-setup.measured-lead' : 'proof-setup.attested-lead'),
    lines: listFacts(setup),
    buttons: [setUpButton(setup)],
  });
}

/** Asked before the script is put on other people's computers. */
export function bindAskProofSetup(setup: ProofSetup): JsonObject {
  return bindNote({
    title: say(setup.isSetUp ? 'proof-setup.ask-update-title' : 'proof-setup.ask-title'),
    lead: say('proof-setup.ask-lead'),
    lines: listFacts(setup),
    buttons: [
      {
        title: say(setup.isSetUp ? 'proof-setup.update' : 'proof-setup.confirm'),
        text: 'proof setup confirm',
        isMain: true,
      },
    ],
  });
}

export function bindProofSetupDone(setup: ProofSetup): JsonObject {
  return bindNote({
    title: say('proof-setup.done-title'),
    lead: say('proof-setup.done-lead'),
    lines: listFacts(setup),
    buttons: [{ title: say('proof-setup.replace-image'), text: 'replace image' }],
  });
}

/** Other files are looked for, once the script is put there anew. */
export function bindPatternsSaved(setup: ProofSetup): JsonObject {
  return bindNote({
    title: say('proof-setup.saved-title'),
    lead: say(setup.isSetUp ? 'proof-setup.saved-lead' : 'proof-setup.saved-early'),
    lines: listFacts(setup),
    buttons: [{ ...setUpButton(setup), isMain: true }],
  });
}

/** Asked before nothing is measured any more. */
export function bindAskProofOff(): JsonObject {
  return bindNote({
    title: say('proof-setup.ask-off-title'),
    lead: say('proof-setup.ask-off-lead'),
    buttons: [{ title: say('proof-setup.off-confirm'), text: 'proof off confirm' }],
  });
}

export function bindProofOff(): JsonObject {
  return bindNote({
    title: say('proof-setup.off-title'),
    lead: say('proof-setup.off-lead'),
    buttons: [setUpButton({ isSetUp: false })],
  });
}

function setUpButton({ isSetUp }: Pick<ProofSetup, 'isSetUp'>): SayButton {
  return { title: say(isSetUp ? 'proof-setup.update' : 'proof-setup.set-up'), text: 'proof setup' };
}

function listFacts({ scriptName, patterns, policies, groups }: ProofSetup): readonly string[] {
  return [
    say('proof-setup.fact-script', { name: scriptName }),
    say('proof-setup.fact-policies', { policies: policies.join(', ') || say('proof-setup.no-policy'), groups }),
    say('proof-setup.fact-patterns', { patterns: patterns.join(', ') }),
  ];
}
