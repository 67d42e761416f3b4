import { afterEach, expect, test } from '@jest/globals';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import { targetPhase } from '../../src/domain/target.ts';
import { PERSONA_ADMIN } from '../../src/sandbox/ids.ts';
import { openReplicaTown } from '../support/replica-town.ts';
import type { Accident, ReplicaTown } from '../support/replica-town.ts';

const databaseUrl = process.env['REPAVE_TEST_DATABASE_URL'];
const onPostgres = databaseUrl ? test : test.skip;
if (!databaseUrl) process.stderr.write('replicas: skipped, because REPAVE_TEST_DATABASE_URL names no Postgres.\n');

const ASKED = {
  days: [1, 2, 3, 4, 5, 6, 7],
  windowStart: '00:00',
  windowEnd: '00:00',
  leadMinutes: 60,
  settleMinutes: 0,
  canary: 2,
  concurrency: 20,
};

const open: { town: ReplicaTown | undefined } = { town: undefined };
afterEach(async () => open.town?.close(), 30_000);

async function begin(name: string, accident: Accident): Promise<ReplicaTown> {
  const town = await openReplicaTown(databaseUrl ?? '', `repave_${name}_${process.pid}`, 24);
  open.town = town;
  await town.story.start(ASKED);
  await town.startReplicas(3, accident);
  return town;
}

onPostgres(
  'a worker that dies between a call and its record is replaced, and each Cloud PC is wiped once',
  async () => {
    const town = await begin('killed', { after: 'call', count: 3, signal: 'SIGKILL' });
    const { story } = town;
    const isOver = async () => (await story.phase()) === 'completed';
    expect(await town.passUntil(isOver, 30)).toBe(true);
    expect(town.victim()).toBeDefined();
    const { targets } = await story.state();
    expect(targets.map(targetPhase).filter((phase) => phase !== 'verified')).toEqual([]);
    await expectPromise(town, targets.length);
  },
  300_000,
);

onPostgres(
  'a worker that was stopped after writing its intent wipes nothing when it wakes up, long after a person settled it',
  async () => {
    const town = await begin('stopped', { after: 'claim', count: 2, signal: 'SIGSTOP' });
    const { story } = town;
    expect(await town.passUntil(() => town.victim() !== undefined, 12)).toBe(true);
    const findDoubt = async () => (await story.state()).targets.find((one) => targetPhase(one) === 'in-doubt');
    expect(await town.passUntil(async () => (await findDoubt()) !== undefined, 2)).toBe(true);
    const cloudPcId = (await findDoubt())?.planned.cloudPcId ?? '';
    await town.pass(40);
    expect(listWipes(town, cloudPcId)).toBe(0);
    const { commands } = story.town.app;
    const settled = await commands.retry({ id: PERSONA_ADMIN, name: 'Admin' }, { cloudPcIds: [cloudPcId] });
    expect(settled.ok).toBe(true);
    expect(await town.passUntil(() => listWipes(town, cloudPcId) === 1, 6)).toBe(true);
    // The rebuild is over, so nothing but Repave itself keeps a second call from wiping again.
    const isBack = () => story.town.tenant.cloudPcById.get(cloudPcId)?.status.startsWith('provisioned') === true;
    expect(await town.passUntil(isBack, 6)).toBe(true);
    process.kill(town.victim() ?? 0, 'SIGCONT');
    // It goes on where it stood; without a permit that runs out its call would leave within the next moments.
    for (let turn = 0; turn < 3; turn += 1) await town.pass(10);
    await town.passUntil(async () => (await story.phase()) === 'completed', 30);
    expect(listWipes(town, cloudPcId)).toBe(1);
    await expectPromise(town, (await story.state()).targets.length);
  },
  300_000,
);

function listWipes({ story }: ReplicaTown, cloudPcId: string): number {
  return story.town.tenant.wipes.filter((wipe) => wipe.cloudPcId === cloudPcId).length;
}

/** Each Cloud PC once, nothing refused, the chain whole, every intent once, every card sent once. */
async function expectPromise({ story }: ReplicaTown, targets: number): Promise<void> {
  const { tenant, app } = story.town;
  const wiped = tenant.wipes.map(({ cloudPcId }) => cloudPcId);
  expect(wiped).toHaveLength(targets);
  expect(new Set(wiped).size).toBe(targets);
  expect(tenant.refusedWipes).toEqual([]);
  const audit = await app.store.readAudit(null);
  expect(findBrokenEntry(audit)).toBeNull();
  const intents = audit.filter(({ what }) => what === 'reprovision-intended');
  const keys = intents.map(({ facts }) => `${String(facts['cloudPcId'])}/${String(facts['attempt'])}`);
  expect(new Set(keys).size).toBe(keys.length);
  const told = audit.filter(({ what }) => what === 'person-told');
  const notices = told.map(({ facts }) => [facts['cloudPcId'], facts['revision'], facts['step']].join('/'));
  expect(new Set(notices).size).toBe(notices.length);
}
