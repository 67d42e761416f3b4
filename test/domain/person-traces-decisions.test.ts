import { expect, test } from '@jest/globals';
import { eraseFromTarget, listDeciders, prepareLeaving } from '../../src/domain/person-traces.ts';
import { JONAS, MAYA } from '../support/domain.ts';
import { aDecidedSource, OWN_WORDS } from '../support/pack-decisions.ts';

const { state } = aDecidedSource();

function erase(id: string, names: readonly string[]): string {
  const [target] = state.targets;
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

test('a manager, and the owner of an app, can leave as well', () => {
  expect(erase('p-boss', ['Bea Boss'])).not.toMatch(/Bea Boss|p-boss/);
  expect(erase('p-ada', ['Ada Berg'])).not.toMatch(/Ada Berg|p-ada/);
});

test('whoever voted, decided a request, stopped the line or answered for an app, decided something', () => {
  const deciders = listDeciders(state.rollout, state.targets);
  expect([...deciders]).toEqual(expect.arrayContaining([MAYA.id, JONAS.id, 'p-ada']));
  expect(deciders.has('person-0')).toBe(false);
});
