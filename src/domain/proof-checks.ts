import { checkProbe } from './checks.ts';
import type { Check } from './checks.ts';
import type { ProofMode } from './request.ts';
import type { Probe } from './world.ts';

/** Can the plan have the reports that it asks for? Nothing is asked when it rests on people's word. */
export function checkProofs(ask: {
  readonly mode: ProofMode;
  readonly isSetUp: boolean;
  readonly probes: readonly Probe[];
}): readonly Check[] {
  if (ask.mode === 'attested') return [];
  const subject = 'Proof of saved data';
  if (!ask.isSetUp) {
    const outcome = ask.mode === 'measured' ? 'fail' : 'warn';
    return [{ id: 'proof-script', outcome, subject, code: 'proof-not-set-up', facts: {} }];
  }
  return [
    { id: 'proof-script', outcome: 'pass', subject, code: 'proof-set-up', facts: {} },
    ...ask.probes.map(checkProbe),
  ];
}
