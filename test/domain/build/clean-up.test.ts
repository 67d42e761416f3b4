import { expect, test } from '@jest/globals';
import { listCleanUp, mayRemove } from '../../../src/domain/build/clean-up.ts';
import { listLeftovers } from '../../../src/domain/build/leftovers.ts';
import type { ResourceRef } from '../../../src/domain/build/resources.ts';
import type { Build } from '../../../src/domain/build/build.ts';
import { ADA, FROM_IMAGE, FROM_MACHINE, makeBuild, REQUEST, ROUND, T0 } from '../../support/build.ts';

const GIVEN_UP = { outcome: 'given-up', by: ADA, at: T0, reason: '' } as const;
const READY = { ...GIVEN_UP, outcome: 'ready' } as const;
const SECOND = { ...ROUND, no: 2 };
const KEEPING = { ...REQUEST, keepMachine: true };

function names(build: Build): readonly string[] {
  return listCleanUp(build).map(({ ref }) => `${ref.kind} ${ref.name.replace('rpv-00000001-', '')}`);
}

const MACHINE = ['machine m', 'nic m-nic', 'public-ip m-ip', 'disk m-os'];
const COPY = ['machine c1', 'nic c1-nic', 'disk c1-os', 'snapshot s1'];
const COPY2 = COPY.map((name) => name.replace('1', '2'));
const IMAGE = ['image W11-2026-11'];

test.each([
  ['given up before a copy was made', { ended: GIVEN_UP }, [...MACHINE, ...IMAGE]],
  ['given up after two tries', { ended: GIVEN_UP, rounds: [ROUND, SECOND] }, [...COPY, ...COPY2, ...MACHINE, ...IMAGE]],
  ['ready', { ended: READY, rounds: [ROUND] }, [...COPY, ...MACHINE]],
  ['ready, machine kept', { ended: READY, rounds: [ROUND], request: KEEPING }, COPY],
  ['given up, machine meant to be kept', { ended: GIVEN_UP, request: KEEPING }, [...MACHINE, ...IMAGE]],
  [
    'from somebody’s machine, given up',
    { ended: GIVEN_UP, rounds: [ROUND], request: FROM_MACHINE },
    [...COPY, ...IMAGE],
  ],
  ['from somebody’s machine, ready', { ended: READY, rounds: [ROUND], request: FROM_MACHINE }, COPY],
  ['from an image', { ended: GIVEN_UP, request: FROM_IMAGE }, []],
] as const)('what is cleaned up of a build: %s', (_what, change, expected) => {
  expect(names(makeBuild(change as Partial<Build>))).toEqual(expected);
});

const seen = (buildId: string | null) => ({ state: 'ready', id: '/x', buildId, percent: null, detail: '' }) as const;

test.each([
  ['our tag', 'build-00000001', true, true],
  ['our tag on a chosen name', 'build-00000001', false, true],
  ['no tag on a name of ours', null, true, true],
  ['no tag on a chosen name', null, false, false],
  ['another build’s tag on a name of ours', 'build-2', true, false],
  ['another build’s tag on a chosen name', 'build-2', false, false],
] as const)('a build removes what is its own: %s', (_what, tag, isOurName, may) => {
  const ref: ResourceRef = { kind: 'image', subscriptionId: 's', resourceGroup: 'g', name: 'n' };
  expect(mayRemove(makeBuild(), { ref, isOurName }, seen(tag))).toBe(may);
});

const at = (kind: ResourceRef['kind'], name: string, buildId = 'build-00000001') => ({
  ref: { kind, subscriptionId: 's', resourceGroup: 'g', name },
  id: `/${name}`,
  buildId,
  sizeGb: null,
  createdAt: null,
});

test.each([
  ['of a build that goes on', at('machine', 'rpv-00000001-m'), { step: 'copy' }, []],
  [
    'of a build that is over',
    at('snapshot', 'rpv-00000001-s1'),
    { step: 'done', ended: GIVEN_UP, rounds: [ROUND] },
    ['build-over'],
  ],
  ['of a build that nobody knows', at('disk', 'x', 'gone'), {}, ['build-unknown']],
  ['the image of a ready build', at('image', 'W11-2026-11'), { step: 'done', ended: READY }, []],
  [
    'the image of a build that was given up',
    at('image', 'W11-2026-11'),
    { step: 'done', ended: GIVEN_UP },
    ['build-over'],
  ],
  ['the machine that was kept', at('machine', 'rpv-00000001-m'), { step: 'done', ended: READY, request: KEEPING }, []],
  ['the machine that was not', at('machine', 'rpv-00000001-m'), { step: 'done', ended: READY }, ['build-over']],
] as const)('a leftover is what nobody needs: %s', (_what, tagged, change, because) => {
  const rows = listLeftovers([tagged], [makeBuild(change as Partial<Build>)]);
  expect(rows.map((row) => row.because)).toEqual(because);
});
