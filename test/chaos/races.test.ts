import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import type { Refusal, Result } from '../../src/domain/refusal.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

jest.setTimeout(180_000);

const databaseUrl = process.env['REPAVE_TEST_DATABASE_URL'];
if (!databaseUrl)
  process.stderr.write('races: on the embedded store alone, because REPAVE_TEST_DATABASE_URL names no Postgres.\n');
const BACKENDS = ['embedded', ...(databaseUrl ? ['postgres'] : [])];
const SCHEMA = `repave_races_${process.pid}`;

const ASKED = {
  days: [1, 2, 3, 4, 5, 6, 7],
  windowStart: '00:00',
  windowEnd: '00:00',
  leadMinutes: 60,
  canary: 4,
  concurrency: 10,
};

describe.each(BACKENDS)('people and worker at the same moment, on %s', (backend) => {
  let story: Story;

  beforeAll(async () => {
    const postgres = { url: databaseUrl ?? '', schema: SCHEMA };
    story = await openStory({ cloudPcs: 16, ...(backend === 'postgres' ? { postgres } : {}) });
  });
  afterAll(async () => {
    expect(findBrokenEntry(await story.town.app.store.readAudit(null))).toBeNull();
    await story.close();
    if (backend === 'postgres') await dropSchemas();
  });

  test('of two plans for the same Cloud PCs that are sent at once, one gets through', async () => {
    const ids = [await story.plan(ASKED), await story.plan(ASKED)];
    const { commands } = story.town.app;
    const states = await Promise.all(ids.map((id) => story.state(id)));
    const sent = await Promise.all(
      states.map(({ rollout }) => commands.submit(rollout.plan.requestedBy, rollout.id, rollout.hash)),
    );
    expect(sent.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(sent.flatMap(codesOf)).toEqual(['taken-meanwhile']);
    const refused = states[sent.findIndex(({ ok }) => !ok)];
    await commands.discard(story.admin.person, refused?.rollout.id ?? '');
    await story.town.settle();
  });

  test('of two approvers in the same moment one decides, and both see the same answer', async () => {
    const { rollout } = await findWaiting(story);
    const { commands } = story.town.app;
    const by = [story.approver.person, story.colleague('approver').person];
    const answers = await Promise.all(
      by.map(({ id, name }, index) =>
        commands.decide(
          { id, name },
          {
            rolloutId: rollout.id,
            hash: rollout.hash,
            decision: 'approved',
            comment: `number ${index}`,
          },
        ),
      ),
    );
    const decided = answers.map((answer) => (answer.ok ? answer.value.decision?.comment : codesOf(answer)));
    expect(new Set(decided).size).toBe(1);
    const audit = await story.town.app.store.readAudit(rollout.id);
    expect(audit.filter(({ what }) => what === 'plan-approved')).toHaveLength(1);
    await story.town.settle();
  });

  test('after a hold was answered no intent is written, whatever was about to start', async () => {
    const { rollout } = await story.state((await findRunning(story)) ?? '');
    const { app, clock, servers } = story.town;
    await story.pass(0.5);
    clock.advanceTo(Math.max(clock.now(), Date.parse(rollout.plan.targets[0]?.slot.startAt ?? '')));
    await servers.step();
    const actor = { id: story.approver.person.id, name: 'Approver' };
    const [held] = await Promise.all([app.commands.hold(actor, 'a call from above', rollout.id), app.drain()]);
    expect(held.ok).toBe(true);
    await app.drain();
    const events = (await app.store.readAudit(rollout.id)).map(({ what }) => what);
    expect(events.slice(events.indexOf('rollout-held'))).not.toContain('reprovision-intended');
    const intended = events.filter((what) => what === 'reprovision-intended');
    expect(story.town.tenant.wipes).toHaveLength(intended.length);
    await app.commands.resume(actor, 'go on', rollout.id);
  });

  test('an owner who moves the date while it starts is either moved or started, never both', async () => {
    const rolloutId = (await findRunning(story)) ?? '';
    const { app } = story.town;
    const { targets, rollout } = await story.state(rolloutId);
    const waiting = targets.filter(({ attempts, told }) => attempts.length === 0 && told);
    const moves = waiting.map(async ({ planned, slot }) => {
      const later = new Date(Date.parse(slot.startAt) + 86_400_000).toISOString();
      const owner = { id: planned.personId, name: planned.personName };
      const shown = await app.commands.viewNotice(owner, { rolloutId, cloudPcId: planned.cloudPcId });
      const offered = shown.ok ? shown.value.otherSlots[0]?.startAt : undefined;
      return app.commands.postpone(owner, { rolloutId, cloudPcId: planned.cloudPcId }, offered ?? later);
    });
    await Promise.all([...moves, app.drain(), app.drain()]);
    const audit = await app.store.readAudit(rollout.id);
    for (const { planned } of waiting) {
      const own = audit.filter(({ facts }) => facts['cloudPcId'] === planned.cloudPcId).map(({ what }) => what);
      const moved = own.lastIndexOf('owner-postponed');
      if (moved >= 0) expect(own.slice(moved)).not.toContain('reprovision-intended');
    }
  });

  test('a refusal, a hold and a call for help by twenty people at once leave one whole chain', async () => {
    const rolloutId = (await findRunning(story)) ?? '';
    const { commands, store } = story.town.app;
    const before = (await store.readAudit(null)).length;
    const strangers = Array.from({ length: 20 }, (_, index) => ({ id: `stranger-${index}`, name: `S${index}` }));
    const ask = { rolloutId, hash: 'x'.repeat(64), decision: 'approved', comment: '' } as const;
    const answers = await Promise.all(strangers.map((actor) => commands.decide(actor, ask)));
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['not-an-approver', 'who-may']));
    const audit = await store.readAudit(null);
    expect(audit.length).toBe(before + 20);
    expect(audit.map(({ number }) => number)).toEqual(audit.map((_, index) => index + 1));
    expect(findBrokenEntry(audit)).toBeNull();
  });
});

const onPostgres = databaseUrl ? test : test.skip;

onPostgres('an approval that waited for its turn is judged by the time at which its turn came', async () => {
  const schema = `${SCHEMA}_late`;
  const story = await openStory({ cloudPcs: 8, postgres: { url: databaseUrl ?? '', schema } });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await story.plan(ASKED);
    await story.send();
    const { rollout } = await story.state();
    await client.query('begin');
    await client.query(`select id from "${schema}".rollout for update`);
    const { id, name } = story.approver.person;
    const answer = story.town.app.commands.decide(
      { id, name },
      { rolloutId: rollout.id, hash: rollout.hash, decision: 'approved', comment: '' },
    );
    await untilSomebodyWaits();
    story.town.clock.advanceTo(story.town.clock.now() + 25 * 3_600_000);
    await client.query('commit');
    expect(codesOf(await answer)).toEqual(['approval-expired']);
  } finally {
    await client.end();
    await story.close();
    await dropSchemas();
  }
});

/** Looked at from outside of any transaction: within one, Postgres would show the same picture for ever. */
async function untilSomebodyWaits(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%"rollout"%for update%'`;
  while ((await client.query(waiting)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await client.end();
}

async function dropSchemas(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const name of [SCHEMA, `${SCHEMA}_late`])
    for (const part of ['', '_jobs']) await client.query(`drop schema if exists "${name}${part}" cascade`);
  await client.end();
}

function codesOf<T>(result: Result<T>): readonly Refusal['code'][] {
  return result.ok ? [] : result.refusals.map(({ code }) => code);
}

async function findRunning({ town }: Story): Promise<string | undefined> {
  const rows = await town.app.store.listRollouts();
  return rows.find(({ phase }) => phase === 'noticing' || phase === 'rolling')?.rolloutId;
}

async function findWaiting(story: Story) {
  const rows = await story.town.app.store.listRollouts();
  return story.state(rows.find(({ phase }) => phase === 'awaiting-approval')?.rolloutId);
}
