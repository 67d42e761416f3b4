import { expect, test } from '@jest/globals';
import type { Check } from '../../src/domain/checks.ts';
import { planHash, waveCount } from '../../src/domain/plan.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { planRollout } from '../../src/domain/planning.ts';
import type { PlanFacts } from '../../src/domain/planning.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { CloudPc, Person, World } from '../../src/domain/world.ts';
import { aCloudPc, anImage, aPerson, aPolicy, aRequest, aWorld, MAYA, NOW } from '../support/domain.ts';

function facts(change: Partial<PlanFacts> = {}, world: Partial<World> = {}): PlanFacts {
  return {
    now: NOW,
    world: aWorld({ policies: [aPolicy({ imageId: 'img-old', imageName: 'Old image' })], ...world }),
    checks: [],
    durations: { p50Minutes: 45, p90Minutes: 90, source: 'defaults', samples: 0 },
    rolloutId: 'r-1',
    revision: 1,
    tenantId: 'tenant-1',
    kind: 'replace',
    requestedBy: MAYA,
    ticks: [],
    busy: new Set(),
    onlyCloudPcs: null,
    ...change,
  };
}

/** A fleet of so many Cloud PCs, each with an owner of its own in the policy. */
function fleet(count: number, zone = 'Europe/Berlin'): Partial<World> {
  const ids = Array.from({ length: count }, (_unused, index) => index);
  const cloudPcs: CloudPc[] = ids.map((id) =>
    aCloudPc({ id: `pc-${id}`, name: `CPC-${id}`, ownerId: `person-${id}`, ownerUpn: `person${id}@contoso.com` }),
  );
  const people: Person[] = ids.map((id) => aPerson({ id: `person-${id}`, upn: `person${id}@contoso.com`, zone }));
  return { cloudPcs, people, policies: [aPolicy({ imageId: 'img-old', memberIds: people.map((one) => one.id) })] };
}

function planned(request: RolloutRequest, given: PlanFacts): Plan {
  const plan = planRollout(request, given);
  if (!plan.ok) throw new Error(JSON.stringify(plan.refusals));
  return plan.value;
}

function refused(request: RolloutRequest, given: PlanFacts): readonly string[] {
  const plan = planRollout(request, given);
  return plan.ok ? [] : plan.refusals.map((why) => why.code);
}

test('a plan names who, from what, in which wave, and when first', () => {
  expect(planned(aRequest(), facts()).targets).toEqual([
    {
      cloudPcId: 'pc-0',
      cloudPcName: 'CPC-0',
      personId: 'person-0',
      personName: 'Person 0',
      upn: 'person0@contoso.com',
      zone: 'Europe/Berlin',
      locale: 'en-GB',
      policyId: 'pol-1',
      imageBefore: 'Old image',
      provisionedBefore: '2026-03-01T09:00:00.000Z',
      wave: 0,
      slot: { startAt: '2026-11-25T19:00:00.000Z', endAt: '2026-11-26T04:00:00.000Z' },
    },
  ]);
});

/** Why one Cloud PC beside a good one is left alone. */
const LEFT_OUT: readonly (readonly [string, Partial<CloudPc>, Partial<RolloutRequest>, Partial<PlanFacts>])[] = [
  ['not-in-scope', {}, { only: ['person0@contoso.com'] }, {}],
  ['not-in-scope', {}, {}, { onlyCloudPcs: new Set(['pc-0']) }],
  ['excluded-by-request', {}, { exclusions: [{ who: ' PERSON1@contoso.com ', reason: 'closing' }] }, {}],
  ['excluded-by-request', {}, { exclusions: [{ who: 'cpc-1', reason: 'closing' }] }, {}],
  ['excluded-by-request', {}, { exclusions: [{ who: 'PC-1', reason: 'closing' }] }, {}],
  ['shared-cloud-pc', { provisioningType: 'sharedByUser' }, {}, {}],
  ['no-owner', { ownerId: null, ownerUpn: null }, {}, {}],
  ['owner-unknown', { ownerId: 'person-7' }, {}, {}],
  ['owner-left', { ownerId: 'person-left' }, {}, {}],
  ['status-unfit', { status: 'inGracePeriod' }, {}, {}],
  ['status-unfit', { status: 'unknownFutureValue' }, {}, {}],
  ['already-on-image', { imageName: 'New image' }, {}, {}],
  ['in-another-rollout', {}, {}, { busy: new Set(['pc-1']) }],
  ['policy-no-longer-assigned', { ownerId: 'person-out' }, {}, {}],
  ['several-policies', { ownerId: 'person-two' }, {}, {}],
];

function withNeighbour(change: Partial<CloudPc>): Partial<World> {
  const person = (id: string) => aPerson({ id, upn: `${id}@contoso.com` });
  return {
    cloudPcs: [
      aCloudPc(),
      aCloudPc({ id: 'pc-1', name: 'CPC-1', ownerId: 'person-1', ownerUpn: 'person1@contoso.com', ...change }),
    ],
    people: [
      aPerson(),
      person('person-1'),
      person('person-out'),
      person('person-two'),
      { ...person('person-left'), enabled: false },
    ],
    policies: [
      aPolicy({ imageId: 'img-old', memberIds: ['person-0', 'person-1', 'person-two', 'person-left'] }),
      aPolicy({ id: 'pol-2', name: 'Sales', memberIds: ['person-two'] }),
    ],
  };
}

test.each(LEFT_OUT)('left out, and said why: %s', (code, cloudPc, request, given) => {
  const plan = planned(aRequest(request), facts(given, withNeighbour(cloudPc)));
  expect(plan.targets.map((target) => target.cloudPcId)).toEqual(['pc-0']);
  expect(plan.leftOut).toMatchObject([{ cloudPcId: 'pc-1', cloudPcName: 'CPC-1', why: { code } }]);
});

test('a failed Cloud PC is taken along even if it names the new image: nothing runs on it', () => {
  const world = withNeighbour({ imageName: 'New image', status: 'failed' });
  expect(planned(aRequest(), facts({}, world)).targets).toHaveLength(2);
});

test('a name that two images bear proves nothing: nobody is left out for it', () => {
  const images = [anImage(), anImage({ id: 'img-copy', version: '1.9.0' })];
  const plan = planned(aRequest(), facts({}, { ...withNeighbour({ imageName: 'New image' }), images }));
  expect(plan.imageNameUnique).toBe(false);
  expect(plan.targets).toHaveLength(2);
});

test('Cloud PCs under other policies are no part of the plan, not even as left out', () => {
  const plan = planned(aRequest(), facts({}, withNeighbour({ policyId: 'pol-2' })));
  expect(plan.targets).toHaveLength(1);
  expect(plan.leftOut).toEqual([]);
});

const FAIL: Check = { id: 'approvers', outcome: 'fail', subject: 'Approvers', code: 'no-approver', facts: {} };

const NO_PLAN: readonly (readonly [string, Partial<RolloutRequest>, PlanFacts, readonly string[]])[] = [
  ['nobody is left', { only: ['nobody@contoso.com'] }, facts(), ['empty-scope']],
  ['there is no Cloud PC', {}, facts({}, { cloudPcs: [] }), ['empty-scope']],
  ['a precondition fails', {}, facts({ checks: [FAIL, { ...FAIL, code: 'other' }] }), ['check-failed', 'check-failed']],
  ['the image is gone', { imageId: 'img-gone' }, facts(), ['image-gone']],
  [
    'the deadline lies before the first date',
    { deadlineAt: '2026-11-25T12:00:00.000Z' },
    facts(),
    ['deadline-too-soon'],
  ],
  ['the last date begins at the deadline', { deadlineAt: '2026-11-25T19:00:00.000Z' }, facts(), ['deadline-too-soon']],
  ['the window is too short', { window: { ...aRequest().window, end: '20:00' } }, facts(), ['window-never-fits']],
  ['the window has no day', { window: { ...aRequest().window, days: [] } }, facts(), ['window-never-fits']],
  [
    'the fleet is too large for one at a time',
    { waves: { canary: 1, percents: [100], concurrency: 1, promotion: 'automatic' } },
    facts({}, fleet(400)),
    ['deadline-too-soon'],
  ],
];

test.each(NO_PLAN)('there is no plan when %s', (_what, change, given, codes) => {
  expect(refused(aRequest(change), given)).toEqual(codes);
});

test('a warning or an unknown stops no plan, and stays in it', () => {
  const checks: readonly Check[] = [
    { ...FAIL, outcome: 'warn' },
    { ...FAIL, outcome: 'unknown' },
  ];
  expect(planned(aRequest(), facts({ checks })).checks).toEqual(checks);
});

test('the canary and the percentages are kept, everybody once, nobody twice', () => {
  const waves = { canary: 3, percents: [25, 60, 100], concurrency: 50, promotion: 'automatic' } as const;
  const plan = planned(aRequest({ waves }), facts({}, fleet(103)));
  const sizes = [0, 1, 2, 3].map((wave) => plan.targets.filter((target) => target.wave === wave).length);
  expect(sizes).toEqual([3, 25, 35, 40]);
  expect(waveCount(plan)).toBe(4);
  expect(new Set(plan.targets.map((target) => target.cloudPcId)).size).toBe(103);
});

test('a fleet smaller than its canary is one wave', () => {
  const waves = { canary: 5, percents: [50, 100], concurrency: 10, promotion: 'automatic' } as const;
  expect(waveCount(planned(aRequest({ waves }), facts({}, fleet(2))))).toBe(1);
});

test('nobody is in the canary with two Cloud PCs, and nobody loses one of them', () => {
  const world = fleet(6);
  const doubled = (world.cloudPcs ?? []).map((cloudPc, index) =>
    index % 2 === 1 ? { ...cloudPc, ownerId: `person-${index - 1}` } : cloudPc,
  );
  const waves = { canary: 3, percents: [100], concurrency: 10, promotion: 'automatic' } as const;
  const plan = planned(aRequest({ waves }), facts({}, { ...world, cloudPcs: doubled }));
  const canary = plan.targets.filter((target) => target.wave === 0);
  expect(new Set(canary.map((target) => target.personId)).size).toBe(3);
  expect(plan.targets).toHaveLength(6);
});

test('a wave begins after the one before it can be judged, within the lead and the deadline', () => {
  const waves = { canary: 1, percents: [50, 100], concurrency: 10, promotion: 'automatic' } as const;
  const plan = planned(aRequest({ waves }), facts({}, fleet(5)));
  const starts = [0, 1, 2].map((wave) => plan.targets.filter((target) => target.wave === wave).map((one) => one.slot));
  for (const [wave, slots] of starts.entries()) {
    const before = starts[wave - 1] ?? [];
    for (const slot of slots) {
      expect(slot.startAt >= '2026-11-25T19:00:00.000Z').toBe(true);
      for (const former of before) expect(slot.startAt >= former.endAt).toBe(true);
    }
  }
});

test('no date takes more than its hours and the concurrency can do', () => {
  const waves = { canary: 1, percents: [100], concurrency: 2, promotion: 'automatic' } as const;
  const plan = planned(aRequest({ waves }), facts({}, fleet(40)));
  const nights = new Map<string, number>();
  for (const { slot } of plan.targets) nights.set(slot.startAt, (nights.get(slot.startAt) ?? 0) + 1);
  for (const count of nights.values()) expect(count).toBeLessThanOrEqual(2 * Math.floor(600 / 90));
});

test('everybody gets a date in their own zone; one zone for all stands above it', () => {
  const tokyo = planned(aRequest(), facts({}, fleet(1, 'Asia/Tokyo'))).targets[0]?.slot;
  expect(tokyo).toEqual({ startAt: '2026-11-26T10:00:00.000Z', endAt: '2026-11-26T20:00:00.000Z' });
  const window = { ...aRequest().window, zone: 'Europe/Berlin' };
  const berlin = planned(aRequest({ window }), facts({}, fleet(1, 'Asia/Tokyo'))).targets[0]?.slot;
  expect(berlin).toEqual({ startAt: '2026-11-25T19:00:00.000Z', endAt: '2026-11-26T04:00:00.000Z' });
});

test('the same question gives the same plan and the same hash', () => {
  const one = planned(aRequest(), facts({}, fleet(30)));
  const two = planned(aRequest(), facts({}, fleet(30)));
  expect(two).toEqual(one);
  expect(planHash(two)).toBe(planHash(one));
  expect(planHash(JSON.parse(JSON.stringify(one)) as Plan)).toBe(planHash(one));
});

test('another rollout begins with other people', () => {
  const order = (rolloutId: string) =>
    planned(aRequest(), facts({ rolloutId }, fleet(30))).targets.map((target) => target.cloudPcId);
  expect(order('r-1')).not.toEqual(order('r-2'));
  expect([...order('r-1')].sort()).toEqual([...order('r-2')].sort());
});

test('any change of any value in a plan changes its hash', () => {
  const tick = { item: 'onedrive', by: 'p-maya', byName: 'Maya', reason: 'GPO', at: NOW } as const;
  const plan = planned(
    aRequest({ exclusions: [{ who: 'x', reason: 'y' }] }),
    facts({ ticks: [tick], checks: [{ ...FAIL, outcome: 'warn' }] }, withNeighbour({ status: 'inGracePeriod' })),
  );
  const paths = leavesOf(plan);
  expect(paths.length).toBeGreaterThan(60);
  const hashes = paths.map((path) => planHash(alter(plan, path) as Plan));
  expect(new Set([planHash(plan), ...hashes]).size).toBe(paths.length + 1);
});

test('the switches name what each policy has now, and only policies of their own Cloud PCs', () => {
  const policies = [
    aPolicy({ imageId: 'gal-1', imageType: 'gallery', imageName: 'Windows 11 24H2' }),
    aPolicy({ id: 'pol-2', name: 'Shift', provisioningType: 'sharedByUser' }),
  ];
  const plan = planned(aRequest({ policyIds: ['pol-1', 'pol-2'] }), facts({}, { policies }));
  expect(plan.switches).toEqual([
    {
      policyId: 'pol-1',
      policyName: 'Engineering',
      before: { imageId: 'gal-1', imageType: 'gallery', imageName: 'Windows 11 24H2' },
      after: { imageId: 'img-new', imageType: 'custom', imageName: 'New image' },
    },
  ]);
});

const WAYS_BACK: readonly (readonly [string, readonly ReturnType<typeof anImage>[], string])[] = [
  ['the old image is there', [anImage({ id: 'img-old', name: 'Old image' })], 'yes'],
  ['the old image is gone', [], 'no'],
  ['the old image ran out', [anImage({ id: 'img-old', expiresOn: '2026-11-01' })], 'no'],
  ['the old image is ageing', [anImage({ id: 'img-old', expiresOn: '2026-12-10' })], 'yes'],
  ['nobody knows', [anImage({ id: 'img-old', osStatus: 'unknown' })], 'unknown'],
];

test.each(WAYS_BACK)('the plan records the way back: %s', (_what, images, possible) => {
  expect(planned(aRequest(), facts({}, { images: [anImage(), ...images] })).rollback.possible).toBe(possible);
});

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** A copy in which the one value at this path is another one. */
function alter(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return typeof value === 'number' ? value + 1 : `${String(value)}!`;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  return Object.assign(copy, { [key]: alter(copy[key], rest) });
}
