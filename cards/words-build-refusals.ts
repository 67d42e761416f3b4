import { countOf, formatMinutes } from './format.ts';
import { nameGuest, nameStep } from './words-build.ts';
import { nameFact } from './words-refusals.ts';
import type { Facts, Sentence } from './words-refusals.ts';

/** Sentences for what stands in the way of a build on its road: the order of steps, the machine, Azure. */
export const BUILD_WORDS: Readonly<Record<string, Sentence>> = {
  // Which build, and when
  'build-moved-on': (facts) =>
    `The preparation has moved on since this card was made${atStep(facts)}. Look at the current card and decide again.`,
  'no-build': () => 'No image is being prepared. Type “prepare image” to begin.',
  'which-build': ({ titles }) =>
    `Several images are being prepared${titles ? `: ${String(titles)}` : ''}. Use the buttons on the card of the one you mean.`,
  'build-over': () => 'This preparation is over. Type “prepare image” to begin a new one.',
  'not-now': (facts) =>
    `That does not fit now${atStep(facts)}. Press “Refresh” on the card: its buttons are what can be done.`,
  'in-use-by-build': (facts) =>
    `“${nameFact(facts, 'title', 'Another image')}” is being prepared with it. Wait for its end, or give that one up first.`,
  // Inside the machine
  'guest-busy': ({ kind }) =>
    `${nameGuest(String(kind ?? ''))} is still running in the machine, and only one thing runs at a time. Try again when it has ended.`,
  'guest-unreadable': ({ why }) =>
    `The machine answered something that could not be read${why ? ` (${String(why)})` : ''}. Press “Inspect now” to ask again.`,
  'guest-failed': ({ exitCode }) =>
    `What ran in the machine failed${exitCode === undefined || exitCode === '' ? '' : ` with exit code ${String(exitCode)}`}. Read its output on the card, mend it, then run it again.`,
  'guest-timed-out': ({ kind }) =>
    `${nameGuest(String(kind ?? ''))} took too long and was stopped. Connect to the machine and look what it waits for, then try again.`,
  'script-empty': () => 'The script is empty. Write or paste PowerShell, then press “Run it” again.',
  'script-too-long': ({ max }) =>
    `The script is too long${max ? `: at most ${Number(max).toLocaleString('en-US')} characters fit` : ''}. Put the files on a share and let a short script fetch them.`,
  'nothing-to-remove': () =>
    'The newest inspection found nothing to remove. Press “Inspect now” if something has changed since.',
  'password-own-chat': () =>
    'A password is shown only in a chat between you and Repave. Open that chat and press “Show a password” there.',
  'password-shown': () =>
    'A password is being shown already. Look at that card, or remove it there and ask for a new one.',
  'no-user-name': () =>
    'Repave sets passwords only on machines that it made, for the account it made. On this one, sign in with an account of your own.',
  'not-yours': () => 'Somebody else asked for this password. Press “Show a password” to get one of your own.',
  'machine-gone': (facts) =>
    `The machine “${nameFact(facts, 'name', 'of this preparation')}” is no longer in Azure. Give this preparation up and begin a new one.`,
  'machine-off': (facts) =>
    `The machine “${nameFact(facts, 'name', 'of this preparation')}” is switched off. Start it in the Azure portal, then try again.`,
  'sysprep-hangs': ({ minutes }) =>
    `Sysprep has not ended after ${formatMinutes(Number(minutes ?? 0))}. Go back to the machine, look for pending updates and installers, then seal again.`,
  // Azure
  'capture-name-taken': (facts) =>
    `An image called “${nameFact(facts, 'name', 'the same')}” stands in the resource group already. Choose another name, or delete that image first.`,
  'definition-missing': (facts) =>
    `The gallery “${nameFact(facts, 'gallery', 'you named')}” has no image definition “${nameFact(facts, 'definition', 'of that name')}”. Create it in the Azure portal (Windows, x64, Generation 2, Trusted launch), then try again.`,
  'definition-unfit': ({ detail }) =>
    `The image definition does not fit Windows 365${detail ? ` (${String(detail)})` : ''}. Choose or create one for Windows, x64, generalized, Generation 2 with Trusted launch.`,
  'quota-short': (facts) =>
    `The subscription has too few cores${inBrackets(facts, 'name')}: ${nameFact(facts, 'needed', 'more')} needed, ${nameFact(facts, 'free', 'too few')} free. Ask for more quota in the Azure portal, or choose a smaller size.`,
  'size-unavailable': (facts) =>
    `The size ${nameFact(facts, 'size', 'you chose')} cannot be had here${inBrackets(facts, 'reason')}. Choose another size or region.`,
  'subnet-other-region': (facts) =>
    `The subnet ${nameFact(facts, 'subnet', 'you chose')} is in ${nameFact(facts, 'region', 'another region')}, and a machine must be in the region of its network. Choose a subnet in the same region.`,
  'subnet-unknown': () =>
    'It is not known which subnet the copy should be in. Start the machine so that its network can be read, then press “Try again”.',
  'no-subscription': () =>
    'Repave may not work in this subscription. Choose one that it was given, or add this one to its settings.',
  'group-missing': (facts) =>
    `The resource group “${nameFact(facts, 'name', 'you chose')}” is not there, or Repave may not see it. Create it, or give Repave the role Contributor on it.`,
  'azure-refused': (facts) =>
    `Azure said no${toAttempt(facts)}${inBrackets(facts, 'code')}. Check Repave’s role on the resource group and the policies there, then press “Try again”.`,
  'azure-busy': (facts) =>
    `Azure is busy${toAttempt(facts)}. Wait a little; if this lasts for hours, look in the Azure portal.`,
  'step-stuck': (facts) =>
    `“${nameStep(nameFact(facts, 'step', 'This step'))}” has not ended after ${formatMinutes(Number(facts['minutes'] ?? 0))}. Look at it in the Azure portal, then press “Try again”.`,
  'log-too-short': () => 'That is too little of a log to read. Paste the whole of setuperr.log, or send it as a file.',
  'rules-unknown': ({ count }) =>
    `Not everything is known: ${countOf(Number(count ?? 0), 'rule')} could not be checked. Find out as the card says, or accept it when you import.`,
};

function atStep(facts: Facts): string {
  const step = facts['step'];
  return step === undefined || step === '' ? '' : `: it is at “${nameStep(String(step))}”`;
}

function toAttempt(facts: Facts): string {
  const attempted = facts['attempted'];
  return attempted === undefined || attempted === '' ? '' : ` (asked to: ${String(attempted)})`;
}

function inBrackets(facts: Facts, key: string): string {
  const value = facts[key];
  return value === undefined || value === '' ? '' : ` (${String(value)})`;
}
