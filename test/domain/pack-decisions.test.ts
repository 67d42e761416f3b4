import { expect, test } from '@jest/globals';
import { sha256 } from '../../src/domain/pack/manifest.ts';
import { verifyPack } from '../../src/workflow/verify-pack.ts';
import { JONAS } from '../support/domain.ts';
import { aKey, aPack } from '../support/pack.ts';
import { aDecidedSource, OWN_WORDS, PRIVATE_ENTRIES } from '../support/pack-decisions.ts';

const PACK = aPack(aDecidedSource(), aKey());

function textOf(name: string): string {
  return new TextDecoder().decode(PACK.get(name));
}

test('every answer stands with who gave it, to which hash, and what their card said', () => {
  expect(JSON.parse(textOf('approvals.json'))).toMatchObject({
    votes: [{ decision: 'approved', by: { id: 'p-jonas' }, hash: 'h', seen: expect.stringContaining('red list') }],
  });
});

test('what app owners, approvers and stoppers decided in place of a rule stands with their names and reasons', () => {
  expect(JSON.parse(textOf('overrides.json'))).toMatchObject({
    appOwners: [
      {
        pattern: '*.lic',
        answer: {
          answer: 'ignore',
          by: { name: 'Ada Berg' },
          seen: expect.stringMatching(/^Listed/),
          word: { by: JONAS },
        },
      },
    ],
    appAnswers: [{ cloudPcId: 'pc-0', answer: 'ignore', reason: 'floating licence' }],
    requests: [{ cloudPcId: 'pc-0', kind: 'later', answer: { decision: 'approved', reason: 'granted' } }],
    stops: [{ reason: 'printers fail', ended: { found: 'driver added' } }, { as: 'owner' }],
    waivers: [{ cloudPcId: 'pc-1', reason: 'a test machine', seen: expect.stringContaining('Open: Person 0') }],
  });
});

test('whom it was hard to reach, and who complained, stands turn by turn', () => {
  expect(JSON.parse(textOf('reach.jsonl'))).toMatchObject({
    tries: 2,
    install: { outcome: 'installed' },
    manager: { outcome: 'delivered' },
  });
  expect(JSON.parse(textOf('cases.jsonl'))).toMatchObject({ what: 'sign-in', turns: [{ what: 'opened' }] });
});

test('the summary tells all of it to people', () => {
  const page = textOf('summary.html');
  for (const words of ['App files *.lic: ignore', 'Line stopped', 'Asked: later', 'Jonas Okafor: approved'])
    expect(page).toContain(words);
  expect(page).toContain('answered by the owner of an app');
});

test('no file repeats what owners wrote: a call for help, a complaint, a request, a stop; nor names a manager', () => {
  const all = [...PACK.keys()].map(textOf).join('\n');
  expect(all).not.toContain(OWN_WORDS);
  expect(all).not.toMatch(/Bea Boss|p-boss/);
});

test('an owner’s stop stands with its owner, its time and the hash of its words, wherever it is told of', () => {
  const reasonSha256 = sha256(new TextEncoder().encode(OWN_WORDS));
  const { hold, stops } = JSON.parse(textOf('overrides.json')) as { hold: unknown; stops: unknown };
  expect(hold).toMatchObject({ kind: 'line-stopped', by: { name: 'Person 0' }, reasonSha256 });
  const seenSha256 = sha256(new TextEncoder().encode(`Stopped: ${OWN_WORDS}`));
  const ended = { found: 'they were there', seenSha256 };
  expect(stops).toMatchObject([{ reason: 'printers fail' }, { as: 'owner', reasonSha256, ended }]);
  expect(JSON.parse(textOf('rollout.json'))).toMatchObject({ hold: { kind: 'line-stopped', reasonSha256 } });
  expect(textOf('summary.html')).toContain('the owner of a Cloud PC gave a reason, which is not shown');
});

test('the chain shows who did what to whom, and holds without the words; those of admins and approvers stay', () => {
  const lines = textOf('audit.jsonl');
  expect(lines).toMatch(/"cloudPcId":"pc-0".*"what":"owner-asked-help"/);
  expect(lines).toContain('"comment":"fine"');
  const expected = { ok: true, findings: [], erased: 0, wordsWithheld: PRIVATE_ENTRIES };
  expect(verifyPack(PACK, null)).toMatchObject(expected);
});
