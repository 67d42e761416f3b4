import { expect, test } from '@jest/globals';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import type { ProofMode } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import {
  anAttempt,
  aPiece,
  aPlan,
  aRequest,
  aRollout,
  aTarget,
  JONAS,
  MAYA,
  NOW,
  wipeFacts,
} from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const DAY = 24 * 60;
const AMBER = { outside: { files: 4, bytes: 9000, newestAt: null, complete: true } };
const SAID = [aPiece(), aPiece({ item: 'app-data' })];
const TICKS = (['onedrive', 'app-data'] as const).map((item) => ({
  ...{ item, by: MAYA.id, byName: MAYA.name, reason: 'GPO', at: NOW },
}));

function waivers(by: string) {
  return (['onedrive', 'app-data'] as const).map((item) => aPiece({ item, state: 'waived', by }));
}

function ask(mode: ProofMode, change: Partial<Target>, ticks: typeof TICKS = []): readonly string[] {
  const target = aTarget({ evidence: [], ...change });
  const plan = aPlan({ request: aRequest({ proofMode: mode }), targets: [target.planned], ticks });
  const answer = mayWipe(wipeFacts({ target, rollout: aRollout({ plan }) }));
  return answer.ok ? [] : answer.refusals.map(({ code, facts }) => `${code} ${facts['item']} ${facts['why']}`);
}

const UNKNOWN = (why: string) => [`proof-unknown onedrive ${why}`, `proof-unknown app-data ${why}`];
const FILES = 'proof-bad app-data files-outside';
const stale = aProof({ at: plusMinutes(NOW, -DAY - 1) });

/** What W4 rests on, what is known of the person, and every reason against a wipe. */
const CASES: readonly (readonly [string, ProofMode, Partial<Target>, readonly string[]])[] = [
  ['a fresh green report', 'measured', { proof: aProof() }, []],
  ['no report', 'measured', {}, UNKNOWN('never-seen')],
  ['no report and the person’s word', 'measured', { evidence: SAID }, UNKNOWN('never-seen')],
  ['a green report that is too old', 'measured', { proof: stale, evidence: SAID }, UNKNOWN('proof-stale')],
  ['an amber report', 'measured', { proof: aProof(AMBER) }, [FILES]],
  ['an amber report and a button pressed after it', 'measured', { proof: aProof(AMBER), evidence: SAID }, [FILES]],
  [
    'an amber report and a second person’s waiver',
    'measured',
    { proof: aProof(AMBER), evidence: waivers(JONAS.id) },
    [],
  ],
  [
    'an amber report and the requester’s waiver',
    'measured',
    { proof: aProof(AMBER), evidence: waivers(MAYA.id) },
    [FILES],
  ],
  [
    'a waiver for the other question alone',
    'measured',
    { proof: aProof({ at: plusMinutes(NOW, -3 * DAY), ...AMBER }), evidence: waivers(JONAS.id).slice(1) },
    ['proof-unknown onedrive proof-stale'],
  ],
  ['no report, with room for a word, and a word', 'measured-or-attested', { evidence: SAID }, []],
  [
    'no report, with room for a word, and none',
    'measured-or-attested',
    {},
    ['not-proven onedrive undefined', 'not-proven app-data undefined'],
  ],
  ['an amber report outweighs every word', 'measured-or-attested', { proof: aProof(AMBER), evidence: SAID }, [FILES]],
  [
    'an old amber report outweighs every word',
    'measured-or-attested',
    { proof: aProof({ at: plusMinutes(NOW, -9 * DAY), ...AMBER }), evidence: SAID },
    [FILES],
  ],
  ['a stale green report and a word', 'measured-or-attested', { proof: stale, evidence: SAID }, []],
  ['word only', 'attested', { evidence: SAID }, []],
  [
    'the requester’s waiver, where words count',
    'attested',
    { evidence: waivers(MAYA.id) },
    ['not-proven onedrive undefined', 'not-proven app-data undefined'],
  ],
];

test.each(CASES)('W4: %s (%s)', (_what, mode, change, reasons) => {
  expect(ask(mode, change)).toEqual(reasons);
});

test('W4: an admin’s ticks count where words count, and nowhere else', () => {
  expect(ask('attested', {}, TICKS)).toEqual([]);
  expect(ask('measured-or-attested', {}, TICKS)).toEqual([]);
  expect(ask('measured', {}, TICKS)).toEqual(UNKNOWN('never-seen'));
});

test('W4: a Cloud PC that this rollout has wiped, and that never came up, holds nothing to prove', () => {
  const intentAt = plusMinutes(NOW, -300);
  const observed = {
    at: plusMinutes(NOW, -1),
    status: 'failed',
    imageName: null,
    provisionedAt: null,
    name: 'x',
  } as const;
  const wiped = { attempts: [anAttempt({ intentAt })], retries: [{ by: MAYA.id, at: NOW }], observed };
  expect(ask('measured', wiped)).toEqual([]);
  const cameUp = { ...observed, provisionedAt: plusMinutes(NOW, -200) };
  expect(ask('measured', { ...wiped, observed: cameUp })).toEqual(UNKNOWN('never-seen'));
  expect(ask('measured', { ...wiped, observed: { ...observed, status: 'provisioned' } })).toEqual(
    UNKNOWN('never-seen'),
  );
  expect(ask('measured', { observed })).toEqual(UNKNOWN('never-seen'));
});
