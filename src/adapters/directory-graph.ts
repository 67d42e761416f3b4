import type { Actor, Role } from '../domain/actor.ts';
import type { Person } from '../domain/world.ts';
import type { Clock, Directory, PersonSeed } from '../workflow/ports.ts';
import { readMailboxSettings } from './directory-zones.ts';
import type { ZoneAndLocale } from './directory-zones.ts';
import { isSuccess } from './graph-answer.ts';
import { readBatch } from './graph-batch.ts';
import type { GraphClient } from './graph-client.ts';
import { listGroupMembers } from './graph-members.ts';
import type { RoleGroups } from './graph-self-test.ts';

export interface GraphDirectoryOptions {
  readonly graph: GraphClient;
  readonly groups: RoleGroups;
  /** The machine's time, for the age of what is remembered. */
  readonly clock: Clock;
  /** Taken for people whose mailbox says nothing; an IANA name. */
  readonly defaultZone: string;
  readonly defaultLocale: string;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** Time zones are remembered this long: people move seldom, and a plan asks for thousands of them. */
const ZONE_MAX_AGE_MS = 24 * 3_600_000;

/** Roles are read from their group every time; only time zones and languages are remembered. */
export function createGraphDirectory(options: GraphDirectoryOptions): Directory {
  const remembered: Remembered = new Map();
  return {
    async hasRole(personId, role) {
      const people = await listRole(options, role);
      return people.some(({ id }) => id === personId.toLowerCase());
    },
    listRole: (role) => listRole(options, role),
    readPeople: (people) => readPeople(options, remembered, people),
  };
}

/** A closed account has no role, and neither has one whose state cannot be seen: `selfTest` names the missing permission. */
async function listRole({ graph, groups }: GraphDirectoryOptions, role: Role): Promise<Actor[]> {
  const members = await listGroupMembers(graph, role === 'admin' ? groups.adminGroupId : groups.approverGroupId);
  return members.filter(({ enabled }) => enabled === true).map(({ id, name }) => ({ id, name }));
}

type Remembered = Map<string, ZoneAndLocale & { readonly readAtMs: number }>;

async function readPeople(
  options: GraphDirectoryOptions,
  remembered: Remembered,
  people: readonly PersonSeed[],
): Promise<Person[]> {
  const nowMs = Date.parse(options.clock.now());
  const unknown = people.filter(({ id }) => !isFresh(remembered, id, nowMs));
  for (const [id, settings] of await readMailboxes(options, unknown)) {
    remembered.set(id, { ...settings, readAtMs: nowMs });
  }
  return people.map(({ id, name, upn, enabled }) => {
    const { zone, zoneKnown, locale } = remembered.get(id) ?? readMailboxSettings(undefined, defaultsOf(options));
    return { id, name, upn, enabled, zone, zoneKnown, locale };
  });
}

function isFresh(remembered: Remembered, id: string, nowMs: number): boolean {
  const readAtMs = remembered.get(id)?.readAtMs;
  return readAtMs !== undefined && nowMs - readAtMs < ZONE_MAX_AGE_MS && nowMs >= readAtMs;
}

/**
 * Somebody without a mailbox gets the defaults: the plan shows that they are a guess. Who may not be read is left out, so
 * that the defaults end as soon as the permission is granted.
 */
async function readMailboxes(
  options: GraphDirectoryOptions,
  people: readonly PersonSeed[],
): Promise<Map<string, ZoneAndLocale>> {
  const reads = people.map(({ id }) => ({
    url: `users/${encodeURIComponent(id)}/mailboxSettings`,
    attempted: 'GET users/{id}/mailboxSettings',
  }));
  const answers = await readBatch(options.graph, reads, options.sleep);
  const settings = new Map<string, ZoneAndLocale>();
  for (const [index, { id }] of people.entries()) {
    const answer = answers[index];
    if (answer === undefined || answer.status === 401 || answer.status === 403) continue;
    settings.set(id, readMailboxSettings(isSuccess(answer) ? answer.body : undefined, defaultsOf(options)));
  }
  return settings;
}

function defaultsOf({ defaultZone, defaultLocale }: GraphDirectoryOptions): { zone: string; locale: string } {
  return { zone: defaultZone, locale: defaultLocale };
}
