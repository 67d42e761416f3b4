import { expect, test } from '@jest/globals';
import { distance } from 'fastest-levenshtein';
import fc from 'fast-check';
import { recognise } from '../../src/domain/recognise.ts';

function short(message: string): string {
  const found = recognise(message, distance);
  if (found.kind === 'nothing') return 'nothing';
  if (found.kind === 'did-you-mean') return `did you mean ${found.commands.join(', ')}`;
  return [found.command, found.rolloutId === null ? '' : `#${found.rolloutId}`, found.rest]
    .filter((part) => part !== '')
    .join(' | ');
}

const SAID: readonly [string, string][] = [
  ['replace image', 'replace-image'],
  ['Replace the image', 'replace-image'],
  ['please replace the image', 'replace-image'],
  ['Can you please replace our image?', 'replace-image'],
  ["I'd like to roll out a new image", 'replace-image'],
  ['REPLACE-IMAGE', 'replace-image'],
  ['<at>Repave</at> replace image', 'replace-image'],
  ['<at id="0">Repave</at>&nbsp;status', 'status'],
  ['prepare image', 'prepare-image'],
  ['Could you please build a new image?', 'prepare-image'],
  ['check image', 'check-image'],
  ['check the image Contoso W11 25H2', 'check-image | Contoso W11 25H2'],
  [
    'Please check image: /subscriptions/1/resourceGroups/The-RG',
    'check-image | /subscriptions/1/resourceGroups/The-RG',
  ],
  ['check everything', 'check'],
  ['images', 'images'],
  ['show me the images', 'images'],
  ['which images do we have?', 'images | do we have?'],
  ['leftovers', 'leftovers'],
  ["what's left", 'leftovers'],
  ['my builds', 'builds'],
  ['show all builds', 'builds'],
  ['build', 'build'],
  ['build status', 'build'],
  ['build #7c9e6679-7425', 'build | #7c9e6679-7425'],
  ['inspect', 'inspect'],
  ['please look inside the machine', 'inspect'],
  ['run script Get-Process', 'run-script | Get-Process'],
  ['please run this script:\n# a comment\n  Get-Item `\n    C:\\', 'run-script | # a comment\n  Get-Item `\n    C:\\'],
  ['run script #7c9e6679-7425 Get-Date', 'run-script | #7c9e6679-7425 | Get-Date'],
  ['run script #requires -Version 5', 'run-script | #requires -Version 5'],
  ['run script', 'run-script'],
  ['done', 'done'],
  ["I'm done!", 'done'],
  ['give up', 'give-up'],
  ['give up because the offer\nis too old', 'give-up | the offer is too old'],
  ['abort the build: wrong machine', 'give-up | wrong machine'],
  ['doctor', 'doctor'],
  ['doctor: Error one\nError two', 'doctor | Error one\nError two'],
  [
    '2026-11-20 10:02:11, Error SYSPRP Package Contoso.App was installed for a user',
    'doctor | 2026-11-20 10:02:11, Error SYSPRP Package Contoso.App was installed for a user',
  ],
  ['status', 'status'],
  ['  Status?  ', 'status'],
  ['how far are we?', 'status'],
  ['Where is it', 'status'],
  ["What's happening?", 'status'],
  ['what’s going on', 'status'],
  ['show me the status', 'status'],
  ['status #r-1234', 'status | #r-1234'],
  ['hold', 'hold'],
  ['stop!', 'stop'],
  ['stop the line', 'stop'],
  ['please stop everything', 'stop'],
  ['who needs help', 'cases'],
  ['STOP', 'stop'],
  ['Pause the rollout', 'hold'],
  ['hold because printer broken', 'hold | printer broken'],
  ['hold: Printers at HQ are down', 'hold | Printers at HQ are down'],
  ['please hold the rollout because of an Outage', 'hold | an Outage'],
  ['hold #r-1234 because printer broken', 'hold | #r-1234 | printer broken'],
  ['hold until tomorrow', 'hold | until tomorrow'],
  ['resume', 'resume'],
  ['continue the rollout, printers work again', 'resume | printers work again'],
  ['resume because fixed', 'resume | fixed'],
  ['abort', 'abort'],
  ['cancel the rollout', 'abort'],
  ['stop for good', 'abort'],
  ['retry', 'retry'],
  ['retry all failed ones', 'retry | failed ones'],
  ['try again', 'retry'],
  ['roll back', 'roll-back'],
  ['rollback', 'roll-back'],
  ['roll it back', 'roll-back'],
  ['roll back only the policy', 'roll-back | only the policy'],
  ['undo', 'undo-kit'],
  ['undo ada@contoso.com', 'undo-kit | ada@contoso.com'],
  ['please show me the undo kit for CPC-ADA-1', 'undo-kit | CPC-ADA-1'],
  ['undo Engineering - Ada Lovelace', 'undo-kit | Engineering - Ada Lovelace'],
  ['what can be restored for Ada Lovelace?', 'undo-kit | Ada Lovelace?'],
  ['report', 'report'],
  ['send me the report', 'report'],
  ['check', 'check'],
  ['are we ready?', 'check'],
  ['checklist', 'checklist'],
  ['show the plan', 'plan'],
  ['help', 'help'],
  ['hi', 'help'],
  ['What can you do?', 'help'],
  ['my cloud pc', 'my-cloud-pc'],
  ['When is it my turn?', 'my-cloud-pc'],
  ['show my computer', 'my-cloud-pc'],
  ['rollouts', 'list'],
  ['list all rollouts', 'list'],
  ['cancel', 'cancel'],
  ['never mind', 'cancel'],
  ['back', 'back'],
];

test.each(SAID)('"%s" is understood', (message, meaning) => {
  expect(short(message)).toBe(meaning);
});

const ASKED_BACK: readonly [string, string][] = [
  ['staus', 'did you mean status'],
  ['repalce image', 'did you mean replace-image'],
  ['abrot', 'did you mean abort'],
  ['prepaer image', 'did you mean prepare-image'],
  ['leftovres', 'did you mean leftovers'],
  ['inspekt', 'did you mean inspect'],
  ['chekc image', 'did you mean check-image, check'],
  ['run scirpt', 'did you mean run-script'],
  ['dont give up', 'did you mean give-up'],
  ['ask the doctor', 'did you mean doctor'],
  ['resumee', 'did you mean resume'],
  ['hlod', 'nothing'],
  ['holt', 'did you mean hold'],
  ["don't hold", 'did you mean hold'],
  ['please do not abort it', 'did you mean abort'],
  ['should we resume?', 'did you mean resume'],
  ['what does retry do?', 'did you mean retry'],
  ['resume tomorrow at 8', 'did you mean resume'],
  ['show me the hold', 'did you mean hold'],
  ['roll back next week', 'did you mean roll-back'],
];

test.each(ASKED_BACK)('"%s" is never done without asking', (message, meaning) => {
  expect(short(message)).toBe(meaning);
});

test.each(['', '   ', '<at>Repave</at>', '...', 'lunch at noon', 'back up files', 'done with lunch', '你好'])(
  '"%s" means nothing',
  (message) => {
    expect(short(message)).toBe('nothing');
  },
);

test('no message makes recognition throw or take long', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (message) => recognise(message, distance).kind.length > 0));
  expect(short('hold '.repeat(20_000))).toContain('hold');
});
