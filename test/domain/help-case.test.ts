import { expect, test } from '@jest/globals';
import { closeCase, giveFeedback, isClosed, nextCaseNumber, openCase, reopenCase } from '../../src/domain/help-case.ts';
import type { Feedback } from '../../src/domain/help-case.ts';
import type { Result } from '../../src/domain/refusal.ts';
import type { Target } from '../../src/domain/target.ts';
import { anAttempt, aTarget, MAYA, NOW } from '../support/domain.ts';

const DANA = { id: 'person-0', name: 'Dana' };
const done = (change: Partial<Target> = {}) => aTarget({ attempts: [anAttempt()], verifiedAt: NOW, ...change });

function take(result: Result<Target>): Target {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

function say(target: Target, said: Feedback): Target {
  return take(giveFeedback(target, { actor: DANA, said, nextNumber: 7, now: NOW }));
}

const broken = () => say(done(), { works: false, text: 'no', what: 'sign-in' });

test('a complaint opens a case with its number, kind and words, once', () => {
  expect(broken()).toMatchObject({
    feedback: { works: false, what: 'sign-in' },
    cases: [{ number: 7, what: 'sign-in', turns: [{ what: 'opened', words: 'no', by: DANA }] }],
  });
  const same = broken();
  expect(say(same, { works: false, text: 'no', what: 'sign-in' })).toBe(same);
});

test('further words go into the open case; “it works” closes it', () => {
  const more = say(broken(), { works: false, text: 'still', what: 'slow' });
  expect(more.cases).toMatchObject([{ number: 7, what: 'slow', turns: [{}, { what: 'said', words: 'still' }] }]);
  const good = say(more, { works: true, text: '' });
  expect(openCase(good)).toBeUndefined();
  expect(say(done(), { works: true, text: '' }).cases).toBeUndefined();
});

test('nothing can be said before the Cloud PC is verified, that is before the settle time is over', () => {
  const early = giveFeedback(aTarget({ attempts: [anAttempt()], goodSince: NOW }), {
    actor: DANA,
    said: { works: false, text: 'no' },
    nextNumber: 1,
    now: NOW,
  });
  expect(early).toMatchObject({ ok: false, refusals: [{ code: 'not-done-yet' }] });
});

test('closing needs a note; its owner can open it again, and then the complaint counts anew', () => {
  const target = broken();
  const close = (note: string, number = 7) => closeCase(target, { actor: MAYA, number, note, now: NOW });
  expect(close(' ')).toMatchObject({ ok: false, refusals: [{ code: 'reason-missing' }] });
  expect(close('done', 8)).toMatchObject({ ok: false, refusals: [{ code: 'no-case' }] });
  const closed = take(close('synced'));
  expect(closed.cases?.every(isClosed)).toBe(true);
  expect(closeCase(closed, { actor: MAYA, number: 7, note: 'again', now: NOW })).toMatchObject({ value: closed });
  const again = take(reopenCase(closed, { actor: DANA, words: 'no', now: NOW }));
  expect(openCase(again)?.turns.at(-1)).toMatchObject({ what: 'reopened', by: DANA });
  expect(again.feedback).toMatchObject({ works: false });
});

test('cases are numbered through the whole rollout', () => {
  expect(nextCaseNumber([done()])).toBe(1);
  expect(nextCaseNumber([done(), broken()])).toBe(8);
});
