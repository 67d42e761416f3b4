import { expect, test } from '@jest/globals';
import type { Instant } from '../../src/domain/time.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { SwitchState } from '../../src/domain/switches.ts';
import { applyLook } from '../../src/workflow/look.ts';
import { aLook, aPolicy, aState, aTarget, NOW } from '../support/domain.ts';

const NONE = new Map<string, never>();

/** The policy as it was read at a moment, by a look that is taken into account now. */
function see(takenAt: Instant, change: Partial<SwitchState>): ReturnType<typeof applyLook>['rollout'] {
  const state = aState([aTarget()]);
  const switches = state.rollout.switches.map((one) => ({ ...one, ...change }));
  const look = aLook({ takenAt, policies: [aPolicy({ imageId: 'img-old', imageName: 'Old image' })] });
  return applyLook({ ...state, rollout: { ...state.rollout, switches } }, look, { actions: NONE, at: NOW }).rollout;
}

test('a look that began before the switch was done may have read the policy before it: it says nothing of it', () => {
  const doneAt = plusMinutes(NOW, -1);
  const earlier = see(plusMinutes(NOW, -2), { intentAt: doneAt, doneAt });
  expect([earlier.hold, earlier.switches[0]?.seen]).toEqual([null, 'after']);
  const later = see(NOW, { intentAt: doneAt, doneAt });
  expect([later.hold?.kind, later.switches[0]?.seen]).toEqual(['drift', 'before']);
});

test('nor does one that began before the switch was meant to be', () => {
  const change = { intentAt: plusMinutes(NOW, -1), doneAt: null, seen: 'unknown' } as const;
  expect(see(plusMinutes(NOW, -2), change).switches[0]?.seen).toBe('unknown');
});
