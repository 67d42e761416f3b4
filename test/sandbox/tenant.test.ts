import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createManualClock, createScaledClock } from '../../src/sandbox/clock.ts';
import { createRandom } from '../../src/sandbox/random.ts';
import { createTenant, type Tenant } from '../../src/sandbox/tenant.ts';
import { createAgenda } from '../../src/sandbox/world/agenda.ts';
import { reprovision } from '../../src/sandbox/world/reprovision.ts';
import { MONDAY } from '../support/sandbox.ts';

function open(options: { seed?: number; cloudPcs?: number } = {}): Tenant {
  return createTenant({ clock: createManualClock(MONDAY), ...options });
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

test('the default tenant holds every kind of person and Cloud PC that a rollout has to cope with', () => {
  const { cloudPcs, directory } = open();
  expect(cloudPcs).toHaveLength(40);
  expect(countBy(cloudPcs, ({ status }) => status)).toEqual({
    provisioned: 37,
    inGracePeriod: 1,
    failed: 1,
    provisionedWithWarnings: 1,
  });
  expect(Object.keys(countBy(directory.all(), ({ timeZone }) => timeZone))).toHaveLength(5);
  const temperaments = countBy(directory.all(), ({ temperament }) => temperament);
  expect(Object.keys(temperaments).sort()).toEqual(['help', 'later', 'live', 'ready', 'silent', 'uninstalled']);
  expect(cloudPcs.filter(({ personId }) => personId === null)).toHaveLength(2);
  expect(Math.max(...Object.values(countBy(cloudPcs, ({ personId }) => personId ?? '')))).toBe(2);
  expect(directory.all().filter(({ accountEnabled }) => !accountEnabled)).toHaveLength(1);
});

test('the same seed makes the same tenant, another seed another one', () => {
  const describe = ({ cloudPcs, directory }: Tenant) => JSON.stringify([cloudPcs, directory.all()]);
  expect(describe(open({ seed: 5 }))).toBe(describe(open({ seed: 5 })));
  expect(describe(open({ seed: 5 }))).not.toBe(describe(open({ seed: 6 })));
});

test.each([1, 2, 7, 8, 9, 10, 11, 33, 5000])(
  'a tenant of %i Cloud PCs holds exactly so many, each with its own id',
  (cloudPcs) => {
    const tenant = open({ cloudPcs });
    expect(tenant.cloudPcs).toHaveLength(cloudPcs);
    expect(tenant.cloudPcById.size).toBe(cloudPcs);
    const upns = tenant.directory.all().map(({ upn }) => upn);
    expect(new Set(upns).size).toBe(upns.length);
  },
);

test('whole-fleet rebuilds come to an end by going from event to event', () => {
  const clock = createManualClock(MONDAY);
  const tenant = createTenant({ clock, cloudPcs: 500 });
  const some = tenant.cloudPcs.filter(({ status }) => status === 'provisioned');
  for (const cloudPc of some) expect(reprovision(tenant, cloudPc, 'test')).toBeUndefined();
  expect(tenant.rebuilding.size).toBe(some.length);
  expect(tenant.wipes.at(-1)?.runningOthers).toBe(some.length - 1);
  while (tenant.rebuilding.size > 0) {
    const next = tenant.nextEventAt();
    if (next === undefined) throw new Error('rebuilds are left and nothing will happen');
    clock.advanceTo(next);
    expect(tenant.step()).toBeGreaterThan(0);
  }
  const dates = some.map(({ provisionedAt }) => (provisionedAt ?? 0) - MONDAY);
  expect(Math.min(...dates)).toBeGreaterThanOrEqual(25 * 60_000);
  expect(Math.max(...dates)).toBeLessThanOrEqual(70 * 60_000);
});

test('who leaves loses the Cloud PC after seven days of grace', () => {
  const clock = createManualClock(MONDAY);
  const tenant = createTenant({ clock });
  const [cloudPc] = tenant.cloudPcs;
  tenant.personLeaves(cloudPc?.personId ?? '');
  expect(cloudPc?.status).toBe('inGracePeriod');
  clock.advanceTo(MONDAY + 7 * 86_400_000);
  tenant.step();
  expect(cloudPc?.status).toBe('deprovisioning');
  clock.advanceTo(MONDAY + 8 * 86_400_000);
  tenant.step();
  expect(cloudPc?.status).toBe('notProvisioned');
});

test('a Cloud PC that changes hands is found with its new owner only', () => {
  const { cloudPcs, owners, changeOwner } = open();
  const [first, second] = cloudPcs;
  if (!first?.personId || !second?.personId) throw new Error('two owned Cloud PCs were expected');
  const before = first.personId;
  changeOwner(first.id, second.personId);
  expect(owners.cloudPcsOf(before)).toEqual([]);
  expect(owners.cloudPcsOf(second.personId)).toEqual([second, first]);
});

test('an agenda runs what is due in order of time, then of entry, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (times, now) => {
      const agenda = createAgenda();
      const ran: [number, number][] = [];
      for (const [index, time] of times.entries()) agenda.add(time, (at) => ran.push([at, index]));
      agenda.runDue(now);
      const due = times.map((time, index): [number, number] => [time, index]).filter(([time]) => time <= now);
      expect(ran).toEqual(due.sort(([a, i], [b, j]) => a - b || i - j));
      expect(agenda.nextAt()).toBe(times.filter((time) => time > now).sort((a, b) => a - b)[0]);
    }),
  );
});

test('what an event puts on the agenda for now still runs in the same step', () => {
  const agenda = createAgenda();
  const ran: string[] = [];
  agenda.add(1, (at) => {
    ran.push('first');
    agenda.add(at, () => ran.push('second'));
  });
  expect(agenda.runDue(1)).toBe(2);
  expect(ran).toEqual(['first', 'second']);
});

test('random numbers repeat by seed, stay in their bounds and make well-formed guids', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -100, max: 100 }), fc.nat(100), (seed, low, span) => {
      const [one, two] = [createRandom(seed), createRandom(seed)];
      const number = one.int(low, low + span);
      expect(number).toBe(two.int(low, low + span));
      expect(number).toBeGreaterThanOrEqual(low);
      expect(number).toBeLessThanOrEqual(low + span);
      expect(one.guid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
  const draws = Array.from(
    { length: 10_000 },
    (
      (random) => () =>
        random.next()
    )(createRandom('spread')),
  );
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
});

test('a manual clock never goes back, and a scaled one needs a speed', () => {
  const clock = createManualClock(10);
  expect(() => clock.advanceTo(9)).toThrow(RangeError);
  clock.advanceTo(10);
  expect(clock.now()).toBe(10);
  expect(() => createScaledClock({ startMs: 0, speed: 0 })).toThrow(RangeError);
  expect(createScaledClock({ startMs: 500, speed: 60 }).now()).toBeGreaterThanOrEqual(500);
});
