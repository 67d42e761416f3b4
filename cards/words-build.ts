import type { BuildStep, GuestResult } from '../src/domain/build/build.ts';
import type { FindingLine } from '../src/domain/build/views.ts';
import { findMessage, say } from './text/say.ts';

/** Heading of the live card while the build is at this step. */
export function titleStep(step: BuildStep): string {
  return say(`build-steps.${step}-title`);
}

/** What the live card says at each step when nothing is wrong. */
export function leadStep(step: BuildStep): string {
  return step === 'done' ? '' : say(`build-steps.${step}-lead`);
}

/** The name of a step in a list, also when a rule's "no" carries it as a code; the code itself when it is new. */
export function nameStep(step: string): string {
  const id = findMessage(`build-steps.${step}-name`);
  return id ? say(id) : step;
}

/** What runs inside the machine, as a subject. Setting a password is no task of a build, but can fail like one. */
export function nameGuest(kind: string): string {
  const id = findMessage(`build-steps.guest-${kind}`);
  return id ? say(id) : say('build-steps.guest-other');
}

/** What ran inside the machine, and how it ended. */
export function wordGuestEnd({ kind, outcome }: Pick<GuestResult, 'kind' | 'outcome'>): string {
  return say(`build-steps.outcome-${outcome}`, { task: nameGuest(kind) });
}

/** Symbol and fill of a finding; the word beside them carries the meaning alone. */
const FINDING_LOOKS = {
  pass: { symbol: '✓', style: 'good' },
  warn: { symbol: '!', style: 'warning' },
  fail: { symbol: '✕', style: 'attention' },
  unknown: { symbol: '?', style: 'warning' },
} as const satisfies Readonly<Record<FindingLine['outcome'], { symbol: string; style: string }>>;

/** How a finding is shown: symbol, word and fill. */
export function showOutcome(outcome: FindingLine['outcome']) {
  return { ...FINDING_LOOKS[outcome], word: say(`findings.outcome-${outcome}`) };
}

/**
 * Why an image that was right once is refused now, by the finding's note; '' without one. Windows 365 asked for Generation 1 on
 * 2 August 2021 and for Generation 2 from 4 October 2021 (learn.microsoft.com/windows-365/enterprise/device-images, page history).
 */
export function wordNote(note: string): string {
  const id = findMessage(`findings.note-${note}`);
  return id ? say(id) : '';
}
