import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, listStartable } from '../../src/domain/decide.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import { oweNotices } from '../../src/domain/notices.ts';
import { observeTarget } from '../../src/domain/observe.ts';
import { indexPlanned, planHash } from '../../src/domain/plan.ts';
import { settleHold } from '../../src/domain/resume.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import { attemptUnderWay, newTarget } from '../../src/domain/target.ts';
import type { Target } from '../../src/domain/target.ts';
import { minutesBetween, plusMinutes, toMs } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { CloudPc } from '../../src/domain/world.ts';
import {
  aCloudPc,
  aLook,
  anAttempt,
  aPerson,
  aPiece,
  aPlanned,
  aPolicy,
  aRequest,
  aState,
  JONAS,
  MAYA,
} from '../support/domain.ts';

const START = '2026-11-23T10:00:00.000Z';
const STEP_MINUTES = 30;
const STEPS_A_DAY = (24 * 60) / STEP_MINUTES;
const DAYS = 9;

/** What chance has in store for one Cloud PC: taken from a generated list of numbers, so that a failing run can be shrunk. */
interface Luck {
  readonly toldAfter: number;
  readonly saysReadyAfter: number;
  readonly rebuildMinutes: number;
  readonly fails: boolean;
  readonly isUnreachable: boolean;
  readonly signedInUntilHour: number;
}

/** The referee's own notes: it trusts nothing that the rules say. */
interface Wipe {
  readonly at: Instant;
  readonly id: string;
  readonly person: string;
  readonly wave: number;
}

interface Game {
  state: RolloutState;
  readonly wipes: Wipe[];
  readonly toldAt: Map<string, Instant>;
  readonly readyAt: Map<string, Instant>;
  readonly heldAt: Set<Instant>;
  readonly orders: { id: string; revision: number; at: Instant }[];
}

const someLuck = fc.record({
  toldAfter: fc.constantFrom(0, 60, 600, 600),
  saysReadyAfter: fc.constantFrom(0, 60, 24 * 60, 5 * 24 * 60),
  rebuildMinutes: fc.constantFrom(20, 45, 80, 120),
  fails: fc.constantFrom(false, false, false, true),
  isUnreachable: fc.constantFrom(false, false, false, false, true),
  signedInUntilHour: fc.constantFrom(0, 0, 21, 23),
});

const someGame = fc.record({
  luck: fc.array(someLuck, { minLength: 3, maxLength: 9 }),
  people: fc.integer({ min: 2, max: 9 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  leadHours: fc.constantFrom(0.5, 24, 24),
  holdAt: fc.option(fc.nat(DAYS * STEPS_A_DAY), { nil: null }),
});

function begin(game: Parameters<typeof play>[0]): Game {
  const planned = game.luck.map((_luck, index) =>
    aPlanned(index, {
      personId: `person-${index % game.people}`,
      wave: Math.min(2, Math.floor(index / 2)),
      zone: index % 2 === 0 ? 'Europe/Berlin' : 'Asia/Kolkata',
      slot: { startAt: '2026-11-24T18:00:00.000Z', endAt: '2026-11-25T04:00:00.000Z' },
    }),
  );
  const request = aRequest({
    leadMinutes: game.leadHours * 60,
    waves: { canary: 2, percents: [50, 100], concurrency: game.concurrency, promotion: 'automatic' },
    deadlineAt: '2026-12-01T10:00:00.000Z',
  });
  const state = aState(planned.map(newTarget), { plan: { request } });
  return { state, wipes: [], toldAt: new Map(), readyAt: new Map(), heldAt: new Set(), orders: [] };
}

/** Nine days in steps: people are told and answer, Cloud PCs start and come up, somebody holds and resumes. */
function play(given: {
  luck: readonly Luck[];
  people: number;
  concurrency: number;
  leadHours: number;
  holdAt: number | null;
}): Game {
  const game = begin(given);
  for (let step = 0; step < DAYS * STEPS_A_DAY; step += 1) {
    const now = plusMinutes(START, step * STEP_MINUTES);
    if (given.holdAt === step) holdBy(game, now);
    else if (game.state.rollout.hold && step % STEPS_A_DAY === STEPS_A_DAY - 1)
      game.state = settleHold(game.state, JONAS);
    patch(game, (target, index) => live(game, target, { luck: luckOf(given.luck, index), now }));
    const due = oweNotices(decide(game.state, now).state);
    for (const target of due.owed)
      game.orders.push({ id: target.planned.cloudPcId, revision: target.slotRevision, at: now });
    game.state = due.state;
    if (game.state.rollout.hold) game.heldAt.add(now);
    startAll(game, given.luck, now);
  }
  return game;
}

function luckOf(luck: readonly Luck[], index: number): Luck {
  const found = luck[index];
  if (!found) throw new Error('every Cloud PC has its luck');
  return found;
}

function holdBy(game: Game, now: Instant): void {
  const hold = { kind: 'person', by: MAYA, since: now, reason: '', facts: {} } as const;
  const { rollout } = game.state;
  if (!rollout.completedAt) game.state = { ...game.state, rollout: { ...rollout, hold: rollout.hold ?? hold } };
}

function patch(game: Game, change: (target: Target, index: number) => Target): void {
  game.state = { ...game.state, targets: game.state.targets.map(change) };
}

/** One step in the life of one Cloud PC: its person is told and answers, the tenant shows what it is. */
function live(game: Game, target: Target, ask: { luck: Luck; now: Instant }): Target {
  const { now, luck } = ask;
  const heard = hear(game, target, ask);
  const answered = answer(game, heard, ask);
  const attempt = attemptUnderWay(answered);
  if (!attempt) return answered;
  const age = minutesBetween(attempt.intentAt, now);
  const up: Partial<CloudPc> = luck.fails
    ? { status: 'failed' }
    : {
        status: 'provisioned',
        provisionedAt: plusMinutes(attempt.intentAt, luck.rebuildMinutes),
        imageName: 'New image',
      };
  const seen = age < luck.rebuildMinutes ? { status: 'provisioning' as const } : up;
  const cloudPcs = [aCloudPc({ id: target.planned.cloudPcId, ...seen })];
  return observeTarget(answered, aLook({ takenAt: now, cloudPcs }), game.state.rollout.plan);
}

function hear(game: Game, target: Target, { luck, now }: { luck: Luck; now: Instant }): Target {
  const order = game.orders.findLast(
    ({ id, revision }) => id === target.planned.cloudPcId && revision === target.slotRevision,
  );
  const knows = target.told?.slot.startAt === target.slot.startAt;
  if (!order || knows || minutesBetween(order.at, now) < luck.toldAfter) return target;
  if (luck.isUnreachable) return { ...target, unreachable: 'blocked' };
  if (!game.toldAt.has(order.id)) game.toldAt.set(order.id, now);
  return { ...target, told: { firstAt: target.told?.firstAt ?? now, slotAt: now, slot: target.slot } };
}

function answer(game: Game, target: Target, { luck, now }: { luck: Luck; now: Instant }): Target {
  const { cloudPcId } = target.planned;
  const toldAt = game.toldAt.get(cloudPcId);
  if (!toldAt || game.readyAt.has(cloudPcId) || minutesBetween(toldAt, now) < luck.saysReadyAfter) return target;
  game.readyAt.set(cloudPcId, now);
  return { ...target, evidence: [aPiece({ at: now }), aPiece({ item: 'app-data', at: now })] };
}

function startAll(game: Game, luck: readonly Luck[], now: Instant): void {
  for (const { planned } of listStartable(game.state, now).targets) {
    const index = game.state.targets.findIndex((one) => one.planned.cloudPcId === planned.cloudPcId);
    startOne(game, { index, luck: luckOf(luck, index), now });
  }
}

function startOne(game: Game, ask: { index: number; luck: Luck; now: Instant }): void {
  const { rollout, targets } = game.state;
  const target = targets[ask.index];
  if (!target) return;
  const { personId, cloudPcId, wave } = target.planned;
  const away = targets.filter(attemptUnderWay);
  const hour = new Date(toMs(ask.now)).getUTCHours();
  const permit = mayWipe({
    now: ask.now,
    rollout,
    planHashNow: planHash(rollout.plan),
    planned: indexPlanned(rollout.plan),
    target,
    inFlight: away.length,
    inFlightOfPerson: away.filter((one) => one.planned.personId === personId).length,
    look: lookAt(target, ask.now),
    sessionAt: ask.now,
    session: hour >= 12 && hour < ask.luck.signedInUntilHour ? 'signed-in' : 'not-signed-in',
  });
  if (!permit.ok) return;
  game.wipes.push({ at: ask.now, id: cloudPcId, person: personId, wave });
  const attempts = [...target.attempts, anAttempt({ number: permit.value.attempt, intentAt: ask.now })];
  patch(game, (one, index) => (index === ask.index ? { ...one, attempts } : one));
}

function lookAt({ planned }: Target, now: Instant): ReturnType<typeof aLook> {
  return aLook({
    takenAt: now,
    cloudPcs: [aCloudPc({ id: planned.cloudPcId, ownerId: planned.personId })],
    people: [aPerson({ id: planned.personId })],
    policies: [aPolicy({ memberIds: [planned.personId] })],
  });
}

/** Hour of the day on the wall, told by the platform. */
function hourAt(at: Instant, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(toMs(at)));
}

const RUNS = { numRuns: 12 };

test('through nine days of luck every wipe keeps the promise, as a referee sees it', () => {
  fc.assert(
    fc.property(someGame, (given) => {
      const { wipes, toldAt, readyAt, heldAt, state } = play(given);
      expect(new Set(wipes.map((wipe) => wipe.id)).size).toBe(wipes.length);
      for (const { at, id } of wipes) {
        const told = toldAt.get(id);
        const ready = readyAt.get(id);
        expect(told && minutesBetween(told, at)).toBeGreaterThanOrEqual(given.leadHours * 60);
        expect(ready && minutesBetween(ready, at)).toBeGreaterThanOrEqual(0);
        const hour = hourAt(at, Number(id.slice(3)) % 2 === 0 ? 'Europe/Berlin' : 'Asia/Kolkata');
        expect(hour >= 19 || hour < 5).toBe(true);
        expect(heldAt.has(at)).toBe(false);
      }
      expect(state.rollout.completedAt ?? state.rollout.hold).not.toBeNull();
    }),
    RUNS,
  );
}, 60_000);

test('through nine days of luck the waves go in turn, and nobody is without both of their Cloud PCs', () => {
  fc.assert(
    fc.property(someGame, (given) => {
      const { wipes, state } = play(given);
      const endOf = (id: string) => {
        const target = state.targets.find((one) => one.planned.cloudPcId === id);
        return target?.verifiedAt ?? target?.failed?.at ?? '9999';
      };
      for (const wipe of wipes) {
        const open = wipes.filter((other) => other.at <= wipe.at && endOf(other.id) > wipe.at);
        expect(open.length).toBeLessThanOrEqual(given.concurrency);
        expect(open.filter((other) => other.person === wipe.person)).toHaveLength(1);
      }
      const judged = state.rollout.verdicts.filter((verdict) => verdict.promotedBy).map((verdict) => verdict.wave);
      for (const { at, wave } of wipes) {
        if (wave === 0) continue;
        expect(judged).toContain(wave - 1);
        const gate = state.rollout.verdicts.find((verdict) => verdict.wave === wave - 1);
        expect(gate && gate.at <= at).toBe(true);
      }
    }),
    RUNS,
  );
}, 60_000);

test('a person is told at most once of every date, and never without need', () => {
  fc.assert(
    fc.property(someGame, (given) => {
      const { orders } = play(given);
      expect(new Set(orders.map(({ id, revision }) => `${id}/${revision}`)).size).toBe(orders.length);
      for (const [index] of given.luck.entries()) {
        const own = orders.filter(({ id }) => id === `pc-${index}`);
        expect(own.length).toBeLessThanOrEqual(DAYS);
      }
    }),
    RUNS,
  );
}, 60_000);

test('with good luck everybody is done, once, and the rollout ends by itself', () => {
  const lucky: Luck = {
    toldAfter: 0,
    saysReadyAfter: 0,
    rebuildMinutes: 45,
    fails: false,
    isUnreachable: false,
    signedInUntilHour: 0,
  };
  const game = play({ luck: Array(6).fill(lucky) as Luck[], people: 4, concurrency: 2, leadHours: 4, holdAt: null });
  expect(game.wipes.map((wipe) => wipe.id).sort()).toEqual(['pc-0', 'pc-1', 'pc-2', 'pc-3', 'pc-4', 'pc-5']);
  expect(game.state.targets.every((target) => target.verifiedAt)).toBe(true);
  expect(game.state.rollout).toMatchObject({ hold: null, completedAt: expect.any(String) });
});
