import type { Actor, Role } from '../domain/actor.ts';
import type { Person } from '../domain/world.ts';
import type { Clock, Directory, PersonSeed } from '../workflow/ports.ts';
import { readPreferredLanguage } from './directory-language.ts';
import { readMailboxWord, toIana } from './directory-zones.ts';
import type { MailboxWord, ZoneAndLocale } from './directory-zones.ts';
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
  /** IANA names of the zones that these people's Teams shows, as far as they ever said. */
  readonly readClientZones: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
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
  const groupId = groupOf(groups, role);
  if (groupId === undefined) return [];
  const members = await listGroupMembers(graph, groupId);
  return members.filter(({ enabled }) => enabled === true).map(({ id, name }) => ({ id, name }));
}

/** Deputies are optional: without their group nobody is one. */
function groupOf({ adminGroupId, approverGroupId, deputyGroupId }: RoleGroups, role: Role): string | undefined {
  if (role === 'deputy') return deputyGroupId;
  return role === 'admin' ? adminGroupId : approverGroupId;
}

type Remembered = Map<string, ZoneAndLocale & { readonly readAtMs: number }>;

async function readPeople(
  options: GraphDirectoryOptions,
  remembered: Remembered,
  people: readonly PersonSeed[],
): Promise<Person[]> {
  const nowMs = Date.parse(options.clock.now());
  const unknown = people.filter(({ id }) => !isFresh(remembered, id, nowMs)).map(({ id }) => id);
  const found = await readEach(options, unknown);
  for (const [id, { isFinal, ...settings }] of found) {
    if (isFinal) remembered.set(id, { ...settings, readAtMs: nowMs });
  }
  return people.map(({ id, name, upn, enabled }) => {
    const { zone, zoneKnown, locale } = found.get(id) ?? remembered.get(id) ?? guessFor(options);
    return { id, name, upn, enabled, zone, zoneKnown, locale };
  });
}

function isFresh(remembered: Remembered, id: string, nowMs: number): boolean {
  const readAtMs = remembered.get(id)?.readAtMs;
  return readAtMs !== undefined && nowMs - readAtMs < ZONE_MAX_AGE_MS && nowMs >= readAtMs;
}

/** `isFinal` is false where the mailbox may not be read: that ends as soon as the permission is granted. */
type Found = ZoneAndLocale & { readonly isFinal: boolean };

/**
 * The zone of the mailbox, else the one that the person's Teams shows, else the tenant's as a guess that the plan names. The language of
 * the mailbox, else the preferred one of the directory, else the tenant's.
 */
async function readEach(options: GraphDirectoryOptions, ids: readonly string[]): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map();
  const mailboxes = await readMailboxes(options, ids);
  const silent = ids.filter((id) => mailboxes.get(id)?.word.locale === undefined);
  const zoneless = ids.filter((id) => mailboxes.get(id)?.word.zone === undefined);
  const languages = await readLanguages(options, silent);
  const clientZones = zoneless.length > 0 ? await options.readClientZones(zoneless) : new Map<string, string>();
  return new Map(
    ids.map((id) => {
      const mailbox = mailboxes.get(id);
      const zone = mailbox?.word.zone ?? toIana(clientZones.get(id));
      const locale = mailbox?.word.locale ?? languages.get(id) ?? options.defaultLocale;
      const isFinal = mailbox?.isFinal ?? false;
      return [id, { zone: zone ?? options.defaultZone, zoneKnown: zone !== undefined, locale, isFinal }];
    }),
  );
}

interface Mailbox {
  readonly word: MailboxWord;
  readonly isFinal: boolean;
}

async function readMailboxes(
  options: GraphDirectoryOptions,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Mailbox>> {
  const reads = ids.map((id) => ({
    url: `users/${encodeURIComponent(id)}/mailboxSettings`,
    attempted: 'GET users/{id}/mailboxSettings',
  }));
  const answers = await readBatch(options.graph, reads, options.sleep);
  return new Map(
    ids.map((id, index) => {
      const answer = answers[index];
      const isRefused = answer === undefined || answer.status === 401 || answer.status === 403;
      const body = answer && isSuccess(answer) ? answer.body : undefined;
      return [id, { word: readMailboxWord(body), isFinal: !isRefused }];
    }),
  );
}

/** Only of those whose mailbox did not say. Who may not be read, or is gone, has none. */
async function readLanguages(
  options: GraphDirectoryOptions,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const reads = ids.map((id) => ({
    url: `users/${encodeURIComponent(id)}?$select=preferredLanguage,usageLocation`,
    attempted: 'GET users/{id}',
  }));
  const answers = await readBatch(options.graph, reads, options.sleep);
  const found = ids.map((id, index) => {
    const answer = answers[index];
    return [id, answer && isSuccess(answer) ? readPreferredLanguage(answer.body) : undefined] as const;
  });
  return new Map(found.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function guessFor({ defaultZone, defaultLocale }: GraphDirectoryOptions): ZoneAndLocale {
  return { zone: defaultZone, zoneKnown: false, locale: defaultLocale };
}
