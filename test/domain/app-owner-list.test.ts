import { expect, test } from '@jest/globals';
import {
  listAffected,
  listMark,
  orderAppCards,
  takeAppAnswer,
  takeDisagreement,
  takeSecond,
} from '../../src/domain/app-owner-list.ts';
import type { AppAnswerKind } from '../../src/domain/app-owners.ts';
import { parseOwnerWish } from '../../src/domain/app-owner-words.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { viewAppCard } from '../../src/domain/view-app-owner.ts';
import { anAttempt, aPlan, aPlanned, aRequest, aRollout, aTarget, JONAS, MAYA, NOW } from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const ADA = { pattern: '*.lic', personId: 'p-ada', name: 'Ada', upn: 'ada@contoso.com' };
const BO = { pattern: '*.lic', personId: 'p-bo', name: 'Bo', upn: 'bo@contoso.com' };
const OWNERS = [ADA];

const withFile = (name: string, minutesAgo = 60, pattern = '*.lic'): Partial<Target> => ({
  evidence: [],
  proof: aProof({
    at: plusMinutes(NOW, -minutesAgo),
    app: { files: 1, list: [{ path: name, pattern, bytes: 1, changedAt: null }], isCut: false },
  }),
});

function aTown(targets: readonly Partial<Target>[]): RolloutState {
  const planned = targets.map((_target, index) => aPlanned(index));
  const plan = aPlan({ request: aRequest({ proofMode: 'measured' }), targets: planned });
  const all = targets.map((change, index) => aTarget({ planned: aPlanned(index), ...change }));
  return { rollout: aRollout({ plan }), targets: all };
}

function asked(state: RolloutState, owners = OWNERS): RolloutState {
  return { ...state, rollout: orderAppCards(state, owners, NOW) };
}

function answered(state: RolloutState, answer: AppAnswerKind, by = { id: ADA.personId, name: ADA.name }): RolloutState {
  const index = (state.rollout.appCards?.length ?? 0) - 1;
  return takeAppAnswer(state, index, { given: { answer, by, reason: 'because' }, now: NOW });
}

/** The third person's report comes in later. */
function joined(state: RolloutState, index: number, change: Partial<Target>): RolloutState {
  return { ...state, targets: state.targets.map((target, at) => (at === index ? { ...target, ...change } : target)) };
}

const names = (targets: readonly Target[]) => targets.map(({ planned }) => planned.cloudPcId);
const cards = ({ rollout }: RolloutState) => rollout.appCards?.length ?? 0;
const stage = (state: RolloutState, card: number) => viewAppCard(state, card, ADA.personId)?.stage;

test('everybody with a file of the pattern stands on one card, the newest report first', () => {
  const state = asked(aTown([withFile('a', 300), {}, withFile('b', 10), withFile('c', 20, '*.pst')]));
  expect(names(listAffected(state, '*.LIC'))).toEqual(['pc-2', 'pc-0']);
  expect(cards(state)).toBe(1);
  expect(viewAppCard(state, 0, ADA.personId)).toMatchObject({ stage: 'open', viewer: 'owner', total: 2 });
  expect(asked(state).rollout).toBe(state.rollout);
});

test('a card names twenty people and counts the others', () => {
  const state = asked(aTown(Array.from({ length: 33 }, (_none, index) => withFile(`f${index}`, index + 1))));
  const view = viewAppCard(state, 0, ADA.personId);
  expect(view?.people).toHaveLength(20);
  expect(view?.total).toBe(33);
});

test('who is under way, done, left out, or in a plan by people’s word, is nobody’s question', () => {
  const at = { ...withFile('a'), attempts: [anAttempt()] };
  const state = aTown([at, { ...withFile('b'), verifiedAt: NOW }]);
  expect(listAffected(state, '*.lic')).toEqual([]);
  const attested = aPlan({ request: aRequest({ proofMode: 'attested' }) });
  const other = { ...aTown([withFile('a')]), rollout: aRollout({ plan: attested }) };
  expect(cards(asked(other))).toBe(0);
});

test('“ignore” answers for the people on the list and closes the card; whoever comes later brings a new one', () => {
  const state = answered(asked(aTown([withFile('a'), withFile('b'), {}])), 'ignore');
  expect(listAffected(state, '*.lic')).toEqual([]);
  expect(stage(state, 0)).toBe('answered');
  expect(cards(asked(state))).toBe(1);
  const later = asked(joined(state, 2, withFile('c')));
  expect(cards(later)).toBe(2);
  expect(names(listAffected(later, '*.lic'))).toEqual(['pc-2']);
  expect([stage(later, 0), stage(later, 1)]).toEqual(['replaced', 'open']);
});

test('a file more, or another one, on a Cloud PC that was answered for asks again', () => {
  const state = answered(asked(aTown([withFile('a')])), 'ignore');
  const later = asked(joined(state, 0, withFile('b')));
  expect(cards(later)).toBe(2);
  expect(names(listAffected(later, '*.lic'))).toEqual(['pc-0']);
});

test('while a card waits, people who come later are put on it', () => {
  const state = asked(aTown([withFile('a'), {}]));
  const before = listMark(listAffected(state, '*.lic'), '*.lic');
  const later = asked(joined(state, 1, withFile('b')));
  expect(cards(later)).toBe(1);
  expect(listMark(listAffected(later, '*.lic'), '*.lic')).not.toBe(before);
});

test('the list is the same list when only its reports are newer', () => {
  const [older, newer] = [withFile('a', 300), withFile('a', 5)].map((one) => aTown([one, withFile('b')]));
  const mark = (state: RolloutState | undefined) => state && listMark(listAffected(state, '*.lic'), '*.lic');
  expect(mark(older)).toBe(mark(newer));
});

test('“deactivate first” leaves everybody on the list until it is done', () => {
  const state = answered(asked(aTown([withFile('a')])), 'deactivate');
  expect(stage(state, 0)).toBe('deactivating');
  expect(cards(asked(state))).toBe(1);
  const done = answered(state, 'deactivated');
  expect([listAffected(done, '*.lic'), stage(done, 0)]).toEqual([[], 'answered']);
  const mended = joined(state, 0, { proof: aProof() });
  expect(listAffected(mended, '*.lic')).toEqual([]);
});

test('“exclude” takes exactly the people on the list out of the plan, with the reason', () => {
  const state = answered(asked(aTown([withFile('a'), {}, withFile('c', 9, '*.pst')])), 'exclude');
  expect(state.targets.map(({ excluded }) => excluded?.why.code)).toEqual(['app-owner-excluded', undefined, undefined]);
});

test('the requester’s own answer counts for nothing before a second person agrees', () => {
  const owner = { ...ADA, personId: MAYA.id, name: MAYA.name };
  const state = answered(asked(aTown([withFile('a')]), [owner]), 'ignore', MAYA);
  expect(viewAppCard(state, 0, JONAS.id)).toMatchObject({ stage: 'needs-second', viewer: 'second' });
  expect(names(listAffected(state, '*.lic'))).toEqual(['pc-0']);
  const agreed = takeSecond(state, 0, { by: JONAS, now: NOW });
  expect(listAffected(agreed, '*.lic')).toEqual([]);
  expect(agreed.rollout.appCards?.[0]?.answer?.second).toBe('given');
});

test('with an answer, and with the word of a second person on it, stands what their cards said', () => {
  const state = asked(aTown([withFile('a')]), [{ ...ADA, personId: MAYA.id, name: MAYA.name }]);
  const given = { answer: 'ignore', by: MAYA, reason: 'because' } as const;
  const said = takeAppAnswer(state, 0, { given, now: NOW, sight: { seen: 'one file', seenAs: 'delivered' } });
  const agreed = takeSecond(said, 0, { by: JONAS, now: NOW, sight: { seen: 'Maya says so', seenAs: 'drawn' } });
  const word = { by: JONAS, at: NOW, seen: 'Maya says so', seenAs: 'drawn' };
  expect(agreed.rollout.appCards?.[0]?.answer).toMatchObject({ seen: 'one file', seenAs: 'delivered', word });
  expect(JSON.stringify(agreed.targets)).not.toMatch(/one file|Maya says so/);
});

const OWN = { ...ADA, personId: MAYA.id, name: MAYA.name };
const refused = (state: RolloutState, card = 0) =>
  takeDisagreement(state, card, { by: JONAS, reason: 'bound to the device', now: NOW });

test('an answer that a second person did not agree with never counts, and its owner is asked on a new card', () => {
  const first = refused(answered(asked(aTown([withFile('a'), withFile('b')]), [OWN]), 'ignore', MAYA));
  expect(names(listAffected(first, '*.lic'))).toEqual(['pc-0', 'pc-1']);
  expect(stage(first, 0)).toBe('disagreed');
  const again = asked(first, [OWN]);
  expect(viewAppCard(again, 1, MAYA.id)).toMatchObject({
    stage: 'open',
    total: 2,
    refused: { answer: 'ignore', disagreed: { by: JONAS, reason: 'bound to the device' } },
  });
  expect([stage(again, 0), cards(asked(again, [OWN]))]).toEqual(['disagreed', 2]);
  expect(listAffected(takeSecond(again, 0, { by: JONAS, now: NOW }), '*.lic')).toHaveLength(2);
});

test('after a no the next answer is decided anew, and its card says nothing of the former one once it is given', () => {
  const again = asked(refused(answered(asked(aTown([withFile('a')]), [OWN]), 'ignore', MAYA)), [OWN]);
  const later = answered(again, 'deactivated', MAYA);
  expect([stage(later, 1), listAffected(later, '*.lic')]).toMatchObject(['needs-second', [{}]]);
  expect(listAffected(takeSecond(later, 1, { by: JONAS, now: NOW }), '*.lic')).toEqual([]);
  const twice = asked(refused(later, 1), [OWN]);
  expect([cards(twice), stage(twice, 1), stage(twice, 2)]).toEqual([3, 'disagreed', 'open']);
});

test('a no after a yes, and a yes after a no, change nothing', () => {
  const waiting = answered(asked(aTown([withFile('a')]), [OWN]), 'ignore', MAYA);
  const [yes, no] = [takeSecond(waiting, 0, { by: JONAS, now: NOW }), refused(waiting)];
  expect(refused(yes)).toBe(yes);
  expect(takeSecond(no, 0, { by: JONAS, now: NOW })).toBe(no);
});

test('whoever answers for the pattern by then is asked after a no', () => {
  const state = asked(refused(answered(asked(aTown([withFile('a')]), [OWN]), 'ignore', MAYA)), [BO]);
  expect(viewAppCard(state, 1, BO.personId)).toMatchObject({ viewer: 'owner', stage: 'open' });
});

test('a card names the paths on most Cloud PCs, one for the same place in everybody’s profile, and counts the rest', () => {
  const mine = (name: string) => withFile(`C:\\Users\\${name}\\AppData\\cad.lic`);
  const public_ = withFile('C:\\Users\\Public\\cad.lic');
  const shared = ['x', 'X', 'y', 'z', 'p', 'q'].map((name) => withFile(`C:\\${name}.lic`));
  const state = asked(aTown([mine('dana'), mine('Tom'), mine('aiko'), public_, ...shared]));
  const found = viewAppCard(state, 0, ADA.personId)?.found;
  expect(found?.total).toBe(7);
  expect(found?.paths.map(({ path, cloudPcs }) => `${cloudPcs} ${path}`)).toEqual([
    '3 C:\\Users\\…\\AppData\\cad.lic',
    '2 C:\\x.lic',
    '1 C:\\p.lic',
    '1 C:\\q.lic',
    '1 C:\\Users\\Public\\cad.lic',
  ]);
});

test('another owner gets a card of their own, and the former one’s is void', () => {
  const state = asked(asked(aTown([withFile('a')])), [BO]);
  expect([stage(state, 0), stage(state, 1)]).toEqual(['replaced', 'open']);
  expect(viewAppCard(state, 1, BO.personId)?.viewer).toBe('owner');
});

test.each([
  ['*.lic = ada@contoso.com', { pattern: '*.lic', who: 'ada@contoso.com' }],
  ['*.LIC=Ada', { pattern: '*.lic', who: 'Ada' }],
  ['*.lic = nobody', { pattern: '*.lic', who: null }],
  ['*.lic = Niemand', { pattern: '*.lic', who: null }],
  ['*.pst = ada@contoso.com', 'pattern-not-searched'],
  ['*.lic', 'app-owner-unreadable'],
  ['= ada@contoso.com', 'app-owner-unreadable'],
  ['*.lic =', 'app-owner-unreadable'],
  ['*.lic, .ssh = ada@contoso.com', 'app-owner-unreadable'],
  ['..\\x = ada@contoso.com', 'pattern-unreadable'],
])('“%s”', (text, expected) => {
  const read = parseOwnerWish(text, ['*.lic', '.ssh']);
  expect(read.ok ? read.value : read.refusals[0]?.code).toEqual(expected);
});
