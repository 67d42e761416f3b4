import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { BUILD_STEPS, isOver } from '../domain/build/build.ts';
import type { Build } from '../domain/build/build.ts';
import type { PastTimes } from '../domain/build/pace.ts';
import { minutesBetween } from '../domain/time.ts';
import type { BuildReads, BuildWrites } from '../workflow/ports-build-store.ts';
import type { Tables } from './database-tables.ts';

/** Builds that past times are taken from, and builds that are listed. */
const PAST_BUILDS = 20;
const LISTED_BUILDS = 200;

export function createBuildReads(db: Kysely<Tables>): BuildReads {
  return {
    readBuild: async (buildId) =>
      (await db.selectFrom('build').select('body').where('id', '=', buildId).executeTakeFirst())?.body,
    listBuilds: () => listBuilds(db),
    listDueBuilds: async (now) =>
      (await db.selectFrom('build').select('id').where('wake_at', '<=', new Date(now)).execute()).map(({ id }) => id),
    readPastTimes: () => readPastTimes(db),
    readChore: async (name) => {
      const row = await db.selectFrom('chore').selectAll().where('name', '=', name).executeTakeFirst();
      return row && { dueAt: row.due_at.toISOString(), body: row.body };
    },
    listDueChores: async (now) =>
      (await db.selectFrom('chore').select('name').where('due_at', '<=', new Date(now)).execute()).map(
        ({ name }) => name,
      ),
    listPassports: async () => (await db.selectFrom('passport').select('body').execute()).map(({ body }) => body),
  };
}

export function createBuildWrites(trx: Transaction<Tables>): BuildWrites {
  return {
    lockBuild: async (buildId) =>
      (await trx.selectFrom('build').select('body').where('id', '=', buildId).forUpdate().executeTakeFirst())?.body,
    async insertBuild(build, wakeAt) {
      const row = { id: build.id, created_at: build.startedAt, started_by: build.startedBy.name };
      await trx
        .insertInto('build')
        .values({ ...row, ...changing(build, wakeAt) })
        .execute();
    },
    async saveBuild(build, wakeAt) {
      await trx.updateTable('build').set(changing(build, wakeAt)).where('id', '=', build.id).execute();
    },
    async saveChore(name, dueAt, body) {
      const values = { due_at: dueAt, body: JSON.stringify(body) };
      await trx
        .insertInto('chore')
        .values({ name, ...values })
        .onConflict((clash) => clash.column('name').doUpdateSet(values))
        .execute();
    },
    async insertPassport(passport) {
      const { deviceImageId, buildId } = passport;
      await trx
        .insertInto('passport')
        .values({ device_image_id: deviceImageId, build_id: buildId, body: JSON.stringify(passport) })
        .onConflict((clash) => clash.doNothing())
        .execute();
    },
  };
}

function changing(build: Build, wakeAt: string | null) {
  return { step: build.step, is_over: isOver(build), wake_at: wakeAt, body: JSON.stringify(build) };
}

async function listBuilds(db: Kysely<Tables>): Promise<readonly Build[]> {
  const rows = await db.selectFrom('build').select('body').orderBy('created_at', 'desc').limit(LISTED_BUILDS).execute();
  return rows.map(({ body }) => body);
}

async function readPastTimes(db: Kysely<Tables>): Promise<PastTimes> {
  const rows = await db
    .selectFrom('build')
    .select(sql<Build['walked']>`body -> 'walked'`.as('walked'))
    .orderBy('created_at', 'desc')
    .limit(PAST_BUILDS)
    .execute();
  const timesOf = (step: (typeof BUILD_STEPS)[number]) =>
    rows.flatMap(({ walked }) => {
      const walk = walked[step];
      return walk ? [minutesBetween(walk.from, walk.to)] : [];
    });
  return Object.fromEntries(BUILD_STEPS.map((step) => [step, timesOf(step)]));
}
