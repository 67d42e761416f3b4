import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileMark, setAside } from '../../src/domain/app-owners.ts';
import type { AppAnswer } from '../../src/domain/app-owners.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import { judgeProof } from '../../src/domain/proof.ts';
import type { AppFile } from '../../src/domain/proof-report.ts';
import type { ProofMode } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { targetPhase } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlan, aRequest, aRollout, aTarget, JONAS, MAYA, NOW, wipeFacts } from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const ADA = { id: 'p-ada', name: 'Ada' };
const LIC: AppFile = {
  path: 'C:\\ProgramData\\Ark\\a.lic',
  pattern: '*.lic',
  bytes: 1244,
  changedAt: '2026-10-01T08:00:00.000Z',
};
const OTHER_LIC: AppFile = { ...LIC, path: 'C:\\ProgramData\\Ark\\b.lic' };
const PST: AppFile = { ...LIC, path: 'C:\\Users\\x\\mail.pst', pattern: '*.pst' };

const on = (list: readonly AppFile[], isCut = false) => ({
  app: { files: list.length + (isCut ? 2 : 0), list, isCut },
});

function said(change: Partial<AppAnswer> = {}, files: readonly AppFile[] = [LIC]): AppAnswer {
  return {
    ...{ pattern: '*.lic', answer: 'ignore', by: ADA, reason: 'floating licence', at: plusMinutes(NOW, -30) },
    ...{ reportAt: plusMinutes(NOW, -60), files: files.map(fileMark), needsSecond: false, second: null },
    ...change,
  };
}

function ask(change: Partial<Target>, mode: ProofMode = 'measured'): readonly string[] {
  const target = aTarget({ evidence: [], ...change });
  const plan = aPlan({ request: aRequest({ proofMode: mode }), targets: [target.planned] });
  const answer = mayWipe(wipeFacts({ target, rollout: aRollout({ plan }) }));
  return answer.ok ? [] : answer.refusals.map(({ code, facts }) => `${code} ${facts['item']} ${facts['why']}`);
}

const BAD = ['proof-bad app-data app-files'];
const second = (id: string) => ({ by: { id, name: id }, at: NOW });
const OUTSIDE = { files: 2, bytes: 9, newestAt: null, complete: true };
const SIGNED_OUT = { account: 'signed-out', sync: 'unknown', syncedAt: null, changedAt: null } as const;
const later = { trouble: { at: plusMinutes(NOW, -5), code: 'script-error' } } as const;
const STALE = plusMinutes(NOW, -24 * 60 - 1);

/** What lies on the Cloud PC, what owners of apps answered, and every reason against a wipe. */
const CASES: readonly (readonly [string, Partial<Target>, readonly string[]])[] = [
  ['a licence file and no answer', { proof: aProof(on([LIC])) }, BAD],
  ['an answer that it is no loss', { proof: aProof(on([LIC])), appAnswers: [said()] }, []],
  ['the pattern in other letters', { proof: aProof(on([LIC])), appAnswers: [said({ pattern: '*.LIC' })] }, []],
  ['an answer for A and a file of B', { proof: aProof(on([PST])), appAnswers: [said({}, [LIC, PST])] }, BAD],
  ['an answer for A and files of A and B', { proof: aProof(on([LIC, PST])), appAnswers: [said({}, [LIC, PST])] }, BAD],
  ['a file of A that came later', { proof: aProof(on([LIC, OTHER_LIC])), appAnswers: [said()] }, BAD],
  ['the file, changed since', { proof: aProof(on([{ ...LIC, bytes: 1245 }])), appAnswers: [said()] }, BAD],
  ['the file, younger than it was', { proof: aProof(on([{ ...LIC, changedAt: NOW }])), appAnswers: [said()] }, BAD],
  ['a list that was cut, so that more may lie there', { proof: aProof(on([LIC], true)), appAnswers: [said()] }, BAD],
  [
    'files outside OneDrive besides',
    { proof: aProof({ ...on([LIC]), outside: OUTSIDE }), appAnswers: [said()] },
    ['proof-bad app-data files-outside'],
  ],
  [
    'OneDrive signed out besides',
    { proof: aProof({ ...on([LIC]), oneDrive: SIGNED_OUT }), appAnswers: [said()] },
    ['proof-bad onedrive onedrive-signed-out'],
  ],
  [
    'a report that is too old',
    { proof: aProof({ at: STALE, ...on([LIC]) }), appAnswers: [said()] },
    ['proof-unknown onedrive proof-stale', 'proof-unknown app-data proof-stale'],
  ],
  [
    'trouble after the report',
    { proof: aProof(on([LIC]), later), appAnswers: [said()] },
    ['proof-unknown onedrive script-error', 'proof-unknown app-data script-error'],
  ],
  [
    'no report at all',
    { appAnswers: [said()] },
    ['proof-unknown onedrive never-seen', 'proof-unknown app-data never-seen'],
  ],
  ['“deactivate first” alone', { proof: aProof(on([LIC])), appAnswers: [said({ answer: 'deactivate' })] }, BAD],
  ['“all are deactivated”', { proof: aProof(on([LIC])), appAnswers: [said({ answer: 'deactivated' })] }, []],
  [
    '“ignore”, taken back by “deactivate first”',
    { proof: aProof(on([LIC])), appAnswers: [said(), said({ answer: 'deactivate', at: NOW })] },
    BAD,
  ],
  ['“exclude” without leaving', { proof: aProof(on([LIC])), appAnswers: [said({ answer: 'exclude' })] }, BAD],
  ['the requester, alone', { proof: aProof(on([LIC])), appAnswers: [said({ by: MAYA, needsSecond: true })] }, BAD],
  ['the requester, noted as somebody else', { proof: aProof(on([LIC])), appAnswers: [said({ by: MAYA })] }, BAD],
  [
    'the requester, and an approver agreed',
    { proof: aProof(on([LIC])), appAnswers: [said({ by: MAYA, needsSecond: true, second: second(JONAS.id) })] },
    [],
  ],
  [
    'the requester, who agreed with themselves',
    { proof: aProof(on([LIC])), appAnswers: [said({ by: MAYA, needsSecond: true, second: second(MAYA.id) })] },
    BAD,
  ],
  [
    'the requester, and an approver did not agree',
    {
      proof: aProof(on([LIC])),
      appAnswers: [
        said({ by: MAYA, needsSecond: true, disagreed: { by: JONAS, reason: 'bound to the device', at: NOW } }),
      ],
    },
    BAD,
  ],
  [
    'an answer that was refused, whoever else stands beside it',
    {
      proof: aProof(on([LIC])),
      appAnswers: [said({ second: second('p-eva'), disagreed: { by: JONAS, reason: 'no', at: NOW } })],
    },
    BAD,
  ],
  [
    'an owner who needed a second person and was it',
    { proof: aProof(on([LIC])), appAnswers: [said({ needsSecond: true, second: second(ADA.id) })] },
    BAD,
  ],
];

test.each(CASES)('%s', (_what, change, reasons) => {
  expect(ask(change)).toEqual(reasons);
});

test('where people’s word is enough an answer of an owner is no word of the person', () => {
  expect(ask({ proof: aProof(on([LIC])), appAnswers: [said()] }, 'attested')).toEqual([
    'not-proven onedrive undefined',
    'not-proven app-data undefined',
  ]);
});

test('a target counts as cleared by an answer that counts, and by no other', () => {
  const target = (answer: AppAnswer) => aTarget({ evidence: [], proof: aProof(on([LIC])), appAnswers: [answer] });
  expect(targetPhase(target(said()))).toBe('cleared');
  expect(targetPhase(target(said({ answer: 'deactivate' })))).toBe('told');
  expect(targetPhase(target(said({ needsSecond: true })))).toBe('told');
});

const aFile = fc.record({
  path: fc.constantFrom('a', 'b', 'c'),
  pattern: fc.constantFrom('*.lic', '*.pst', '.ssh'),
  bytes: fc.nat(2),
  changedAt: fc.constantFrom(null, NOW),
});
const anAnswer = fc.record({
  pattern: fc.constantFrom('*.lic', '*.pst'),
  answer: fc.constantFrom('deactivate', 'deactivated', 'ignore', 'exclude'),
  by: fc.constantFrom(ADA, MAYA),
  files: fc.array(aFile),
});

test('whatever owners answer, no finding of any other kind goes away, and only files of answered patterns do', () => {
  fc.assert(
    fc.property(fc.array(aFile), fc.array(anAnswer), fc.nat(3), fc.boolean(), (list, answers, outside, isCut) => {
      const report = { ...on(list, isCut), outside: { ...OUTSIDE, files: outside } };
      const proof = aProof(report);
      const given = answers.map(({ files, ...rest }) => said(rest as Partial<AppAnswer>, files));
      const aside = setAside(proof, given, MAYA.id);
      const others = (one: typeof proof | undefined) =>
        judgeProof(one, NOW).findings.filter(({ code }) => code !== 'app-files');
      expect(others(aside)).toEqual(others(proof));
      const [before, after] = [proof, aside].map((one) => one?.report?.body.app);
      const gone = (before?.files ?? 0) - (after?.files ?? 0);
      const answered = list.filter((file) =>
        given.some((one) => one.pattern === file.pattern && one.by !== MAYA && one.files.includes(fileMark(file))),
      );
      expect(gone).toBeLessThanOrEqual(answered.length);
      expect(after?.list.filter(({ pattern }) => pattern === '.ssh')).toEqual(
        list.filter(({ pattern }) => pattern === '.ssh'),
      );
    }),
    { seed: 4, numRuns: 300 },
  );
});
