import { formatMinutes } from './format.ts';
import { say } from './text/say.ts';
import { inBrackets } from './word-facts.ts';
import { nameGuest, nameStep } from './words-build.ts';
import { nameFact } from './words-refusals.ts';
import type { Facts, Sentence } from './words-refusals.ts';

/** Sentences for what stands in the way of a build on its road: the order of steps, the machine, Azure. */
export const BUILD_WORDS: Readonly<Record<string, Sentence>> = {
  // Which build, and when
  'build-moved-on': (facts) => say('build-refusals.build-moved-on', { at: atStep(facts) }),
  'no-build': () => say('build-refusals.no-build'),
  'which-build': ({ titles }) =>
    titles ? say('build-refusals.which-build-titles', { titles: String(titles) }) : say('build-refusals.which-build'),
  'build-over': () => say('build-refusals.build-over'),
  'not-now': (facts) => say('build-refusals.not-now', { at: atStep(facts) }),
  'in-use-by-build': (facts) =>
    say('build-refusals.in-use-by-build', { title: nameFact(facts, 'title', say('build-refusals.another-image')) }),
  // Inside the machine
  'guest-busy': ({ kind }) => say('build-refusals.guest-busy', { task: nameGuest(String(kind ?? '')) }),
  'guest-unreadable': (facts) => say('build-refusals.guest-unreadable', { why: inBrackets(facts, 'why') }),
  'guest-failed': ({ exitCode }) =>
    exitCode === undefined || exitCode === ''
      ? say('build-refusals.guest-failed')
      : say('build-refusals.guest-failed-code', { code: String(exitCode) }),
  'guest-timed-out': ({ kind }) => say('build-refusals.guest-timed-out', { task: nameGuest(String(kind ?? '')) }),
  'script-empty': () => say('build-refusals.script-empty'),
  'script-too-long': ({ max }) =>
    max ? say('build-refusals.script-too-long-max', { max: Number(max) }) : say('build-refusals.script-too-long'),
  'nothing-to-remove': () => say('build-refusals.nothing-to-remove'),
  'password-own-chat': () => say('build-refusals.password-own-chat'),
  'password-shown': () => say('build-refusals.password-shown'),
  'no-user-name': () => say('build-refusals.no-user-name'),
  'not-yours': () => say('build-refusals.not-yours'),
  'machine-gone': (facts) => say('build-refusals.machine-gone', { name: nameMachine(facts) }),
  'machine-off': (facts) => say('build-refusals.machine-off', { name: nameMachine(facts) }),
  'sysprep-hangs': ({ minutes }) => say('build-refusals.sysprep-hangs', { time: formatMinutes(Number(minutes ?? 0)) }),
  // Azure
  'capture-name-taken': (facts) =>
    say('build-refusals.capture-name-taken', { name: nameFact(facts, 'name', say('build-refusals.same-name')) }),
  'definition-missing': (facts) =>
    say('build-refusals.definition-missing', {
      gallery: nameFact(facts, 'gallery', say('build-refusals.you-named')),
      definition: nameFact(facts, 'definition', say('build-refusals.of-that-name')),
    }),
  'definition-unfit': (facts) => say('build-refusals.definition-unfit', { detail: inBrackets(facts, 'detail') }),
  'quota-short': (facts) =>
    say('build-refusals.quota-short', {
      name: inBrackets(facts, 'name'),
      needed: nameFact(facts, 'needed', say('build-refusals.more-cores')),
      free: nameFact(facts, 'free', say('build-refusals.too-few')),
    }),
  'size-unavailable': (facts) =>
    say('build-refusals.size-unavailable', {
      size: nameFact(facts, 'size', say('build-refusals.you-chose')),
      reason: inBrackets(facts, 'reason'),
    }),
  'subnet-other-region': (facts) =>
    say('build-refusals.subnet-other-region', {
      subnet: nameFact(facts, 'subnet', say('build-refusals.you-chose')),
      region: nameFact(facts, 'region', say('build-refusals.another-region')),
    }),
  'subnet-unknown': () => say('build-refusals.subnet-unknown'),
  'no-subscription': () => say('build-refusals.no-subscription'),
  'group-missing': (facts) =>
    say('build-refusals.group-missing', { name: nameFact(facts, 'name', say('build-refusals.you-chose')) }),
  'azure-refused': (facts) =>
    say('build-refusals.azure-refused', { attempt: toAttempt(facts), code: inBrackets(facts, 'code') }),
  'azure-busy': (facts) => say('build-refusals.azure-busy', { attempt: toAttempt(facts) }),
  'step-stuck': (facts) =>
    say('build-refusals.step-stuck', {
      step: nameStep(nameFact(facts, 'step', say('build-refusals.this-step'))),
      time: formatMinutes(Number(facts['minutes'] ?? 0)),
    }),
  'log-too-short': () => say('build-refusals.log-too-short'),
  'rules-unknown': ({ count }) => say('build-refusals.rules-unknown', { n: Number(count ?? 0) }),
};

function atStep(facts: Facts): string {
  const step = facts['step'];
  return step === undefined || step === '' ? '' : say('build-refusals.at-step', { step: nameStep(String(step)) });
}

function toAttempt(facts: Facts): string {
  const attempted = facts['attempted'];
  return attempted === undefined || attempted === ''
    ? ''
    : say('build-refusals.to-attempt', { attempted: String(attempted) });
}

function nameMachine(facts: Facts): string {
  return nameFact(facts, 'name', say('build-refusals.this-preparation'));
}
