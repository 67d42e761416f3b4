import { expect, test } from '@jest/globals';
import { aKey, aPack } from '../support/pack.ts';
import { aDecidedSource, OWN_WORDS } from '../support/pack-decisions.ts';

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
    appOwners: [{ pattern: '*.lic', answer: { answer: 'ignore', by: { name: 'Ada Berg' } } }],
    appAnswers: [{ cloudPcId: 'pc-0', answer: 'ignore', reason: 'floating licence' }],
    requests: [{ cloudPcId: 'pc-0', kind: 'later', answer: { decision: 'approved', reason: 'granted' } }],
    stops: [{ reason: 'printers fail', ended: { found: 'driver added' } }],
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

test('no file repeats what owners wrote, nor names a manager', () => {
  const all = [...PACK.keys()].map(textOf).join('\n');
  expect(all).not.toContain(OWN_WORDS);
  expect(all).not.toMatch(/Bea Boss|p-boss/);
});
