import { expect, test } from '@jest/globals';
import { eraseFromRollout, eraseFromTarget, listDeciders, prepareLeaving } from '../../src/domain/person-traces.ts';
import { JONAS, MAYA } from '../support/domain.ts';
import { aDecidedSource, OWN_WORDS } from '../support/pack-decisions.ts';

const { state } = aDecidedSource();

function erase(id: string, names: readonly string[], target = state.targets[0]): string {
  const leaving = prepareLeaving([{ id, upns: [], names, cloudPcs: [] }], '01234567');
  return JSON.stringify(target && eraseFromTarget(target, leaving));
}

test('with an owner go their words in requests and complaints, the marks of their files, and who they report to', () => {
  const left = erase('person-0', ['Person 0', 'person0@contoso.com']);
  expect(left).not.toContain(OWN_WORDS);
  expect(left).not.toMatch(/Bea Boss|p-boss|f{64}|Person 0|person0@/);
  expect(left).toMatch(/granted/);
  expect(left).toMatch(/floating licence/);
});

test('with an owner goes why they stopped the line, and the cards that repeat it; what others wrote stays', () => {
  const leaving = prepareLeaving([{ id: 'person-0', upns: [], names: ['Person 0'], cloudPcs: [] }], '01234567');
  const left = eraseFromRollout(state.rollout, leaving);
  expect(JSON.stringify([left.stops, left.hold])).not.toContain(OWN_WORDS);
  expect(left.stops).toMatchObject([{ reason: 'printers fail' }, { reason: '', ended: { found: 'they were there' } }]);
  const other = prepareLeaving([{ id: 'person-1', upns: [], names: ['Person 1'], cloudPcs: [] }], '01234567');
  expect(eraseFromRollout(state.rollout, other)).toEqual(state.rollout);
});

test('what an app owner and a second person read goes with everybody whom it names, and their answers stay', () => {
  const leaving = prepareLeaving([{ id: 'person-0', upns: [], names: ['Person 0'], cloudPcs: [] }], '01234567');
  const left = JSON.stringify(eraseFromRollout(state.rollout, leaving).appCards);
  expect(left).not.toMatch(/Listed|Second:/);
  expect(left).toMatch(/floating licence/);
});

test('a list on which something was waived goes with everybody whom it names, and the waiver stays', () => {
  for (const [id, name] of [
    ['person-0', 'Person 0'],
    ['person-1', 'Person 1'],
  ] as const) {
    expect(erase(id, [name], state.targets[1])).toMatch(/a test machine/);
    expect(erase(id, [name], state.targets[1])).not.toMatch(/Open:/);
  }
  expect(erase('person-9', ['Person 9'], state.targets[1])).toMatch(/Open:/);
});

test('a manager, and the owner of an app, can leave as well', () => {
  expect(erase('p-boss', ['Bea Boss'])).not.toMatch(/Bea Boss|p-boss/);
  expect(erase('p-ada', ['Ada Berg'])).not.toMatch(/Ada Berg|p-ada/);
});

test('whoever voted, decided a request, stopped the line or answered for an app, decided something', () => {
  const deciders = listDeciders(state.rollout, state.targets);
  expect([...deciders]).toEqual(expect.arrayContaining([MAYA.id, JONAS.id, 'p-ada']));
  expect(deciders.has('person-0')).toBe(false);
});
