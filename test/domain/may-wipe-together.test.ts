import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainLocally, mayStartLocally, mayWipe } from '../../src/domain/may-wipe.ts';
import type { WipeFacts } from '../../src/domain/may-wipe.ts';
import { planHash } from '../../src/domain/plan.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { World } from '../../src/domain/world.ts';
import {
  aCloudPc,
  aLook,
  anAttempt,
  anImage,
  aPiece,
  aPlan,
  aPlanned,
  aPolicy,
  aRequest,
  aRollout,
  aTarget,
  JONAS,
  MAYA,
  NOW,
  SLOT,
  wipeFacts,
} from '../support/domain.ts';

/** What the facts are made from. Breaking one ingredient never mends another. */
interface Kitchen {
  readonly request?: Partial<RolloutRequest>;
  readonly rollout?: Partial<Rollout>;
  readonly target?: Partial<Target>;
  readonly world?: Partial<World>;
  readonly facts?: Partial<WipeFacts>;
}

const WINDOW = aRequest().window;
const OPEN_HOLD = { kind: 'drift', by: MAYA, since: NOW, reason: '', facts: {} } as const;
const ENDED = { by: MAYA, at: NOW, reason: '' };
const WHY = { code: 'stuck', facts: {} };
const RUNNING = { name: 'restart', state: 'active', startedAt: NOW };
const APPROVAL = { decision: 'approved', by: JONAS, at: NOW, hash: 'f'.repeat(64), comment: '' } as const;

const BROKEN: readonly Kitchen[] = [
  { rollout: { approval: null } },
  { rollout: { approval: APPROVAL } },
  { rollout: { expiredAt: NOW } },
  { rollout: { lateStart: 'asked' } },
  { facts: { planHashNow: 'e'.repeat(64) } },
  { facts: { planned: new Map() } },
  { target: { planned: aPlanned(0, { personName: 'Somebody else' }) } },
  { request: { window: { ...WINDOW, start: '21:00' } } },
  { request: { window: { ...WINDOW, end: '21:00' } } },
  { request: { window: { ...WINDOW, freeze: ['2026-11-24'] } } },
  { request: { window: { ...WINDOW, zone: 'Asia/Tokyo' } } },
  { request: { leadMinutes: 3 * 24 * 60 } },
  { target: { told: null } },
  { target: { told: { firstAt: NOW, slotAt: NOW, slot: SLOT } } },
  { target: { evidence: [] } },
  { target: { evidence: [aPiece({ state: 'measured-bad' }), aPiece({ item: 'app-data' })] } },
  { target: { verifiedAt: NOW } },
  { target: { failed: { at: NOW, why: WHY } } },
  { target: { attempts: [anAttempt({ outcome: 'in-doubt' })] } },
  { target: { attempts: [anAttempt({ outcome: 'open' })] } },
  { target: { attempts: [anAttempt(), anAttempt({ number: 2, outcome: 'rejected' })] } },
  { target: { slot: { startAt: plusMinutes(NOW, 1), endAt: SLOT.endAt } } },
  { target: { slot: { startAt: SLOT.startAt, endAt: NOW } } },
  { target: { helpAsked: { at: NOW, text: '' } } },
  { target: { excluded: { at: NOW, by: 'repave', why: WHY } } },
  { target: { notBefore: plusMinutes(NOW, 1) } },
  { target: { planned: aPlanned(0, { wave: 1 }) } },
  { facts: { session: 'signed-in' } },
  { facts: { session: 'unknown' } },
  { rollout: { hold: OPEN_HOLD } },
  { rollout: { aborted: ENDED } },
  { rollout: { completedAt: NOW } },
  { facts: { inFlight: 10 } },
  { facts: { inFlightOfPerson: 1 } },
  { world: { takenAt: plusMinutes(NOW, -6) } },
  { world: { takenAt: plusMinutes(NOW, 1) } },
  { world: { images: [] } },
  { world: { images: [anImage({ status: 'failed' })] } },
  { world: { policies: [aPolicy({ imageId: 'img-old' })] } },
  { world: { policies: [] } },
  { world: { people: [] } },
  { world: { cloudPcs: [] } },
  { world: { cloudPcs: [aCloudPc({ ownerId: 'person-9' })] } },
  { world: { cloudPcs: [aCloudPc({ status: 'restoring' })] } },
  { world: { cloudPcs: [aCloudPc({ lastAction: RUNNING })] } },
];

function cook(broken: readonly Kitchen[]): WipeFacts {
  const all = <T>(read: (kitchen: Kitchen) => T) => Object.assign({}, ...broken.map(read)) as object;
  const plan = aPlan({ request: aRequest(all((one) => one.request)) });
  const rollout = aRollout({ plan, ...all((one) => one.rollout) });
  const target = aTarget(all((one) => one.target));
  const look = aLook(all((one) => one.world));
  return wipeFacts({ rollout, planHashNow: planHash(plan), target, look, ...all((one) => one.facts) });
}

test('no combination of broken rules adds up to a permit', () => {
  expect(mayWipe(cook([])).ok).toBe(true);
  fc.assert(
    fc.property(fc.subarray([...BROKEN], { minLength: 1 }), (broken) => {
      expect(mayWipe(cook(broken)).ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('no two broken rules cancel each other out', () => {
  for (const [index, first] of BROKEN.entries()) {
    for (const second of BROKEN.slice(index)) expect(mayWipe(cook([first, second])).ok).toBe(false);
  }
});

test('the quick answer of planning is the long answer without its reasons', () => {
  fc.assert(
    fc.property(fc.subarray([...BROKEN]), (broken) => {
      const facts = cook(broken);
      expect(mayStartLocally(facts)).toBe(explainLocally(facts).length === 0);
    }),
  );
});
