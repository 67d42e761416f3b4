import { expect, test } from '@jest/globals';
import { createGraphDirectory } from '../../src/adapters/directory-graph.ts';
import { readPreferredLanguage } from '../../src/adapters/directory-language.ts';
import { readMailboxWord, toIana } from '../../src/adapters/directory-zones.ts';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { ADMIN_GROUP_ID } from '../../src/sandbox/ids.ts';
import { openGraphSandbox } from './graph-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';
import type { SeenRequest } from './tiny-server.ts';

test('a role is what the group says at this moment', async () => {
  await using sandbox = await openGraphSandbox();
  const [admin] = sandbox.tenant.groups.members(ADMIN_GROUP_ID);
  const id = admin ?? '';
  expect(await sandbox.directory.hasRole(id.toUpperCase(), 'admin')).toBe(true);
  sandbox.tenant.setRole(id, 'admin', false);
  expect(await sandbox.directory.hasRole(id, 'admin')).toBe(false);
});

test('somebody with a closed account has no role', async () => {
  await using sandbox = await openGraphSandbox();
  const [admin] = await sandbox.directory.listRole('admin');
  const person = sandbox.tenant.directory.byId(admin?.id ?? '');
  if (person === undefined) throw new Error('no admin');
  sandbox.tenant.directory.put({ ...person, accountEnabled: false });
  expect(await sandbox.directory.hasRole(person.id, 'admin')).toBe(false);
});

interface Batch {
  readonly requests: readonly { readonly id: string; readonly url: string }[];
}

function readRequests({ body }: SeenRequest): Batch['requests'] {
  return (JSON.parse(body) as Batch).requests;
}

function createDirectory(
  baseUrl: string,
  waits: number[] = [],
  clock = { at: Date.parse('2026-11-23T08:00:00Z') },
  clientZones: ReadonlyMap<string, string> = new Map(),
) {
  const sleep = (ms: number) => Promise.resolve(waits.push(ms));
  return createGraphDirectory({
    graph: createGraphClient({ baseUrl, cloud: 'global', credential: undefined, sleep }),
    groups: { adminGroupId: 'a', approverGroupId: 'b' },
    clock: { now: () => new Date(clock.at).toISOString() },
    defaultZone: 'America/Chicago',
    defaultLocale: 'en-US',
    readClientZones: () => Promise.resolve(clientZones),
    sleep,
  });
}

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, name: '', upn: '', enabled: true }));

const BERLIN = { timeZone: 'W. Europe Standard Time', language: { locale: 'de-DE' } };

test('mailboxes are read twenty to a batch and remembered for a day', async () => {
  await using server = await startTinyServer((request, response) => {
    const responses = readRequests(request).map(({ id }) => ({ id, status: 200, body: BERLIN }));
    sendJson(response, { responses: responses.reverse() });
  });
  const clock = { at: Date.parse('2026-11-23T08:00:00Z') };
  const directory = createDirectory(server.url, [], clock);
  const read = await directory.readPeople(people(45));
  expect(read.every(({ zone, zoneKnown, locale }) => zone === 'Europe/Berlin' && zoneKnown && locale === 'de-DE')).toBe(
    true,
  );
  expect(server.seen.map((request) => readRequests(request).length).sort()).toEqual([20, 20, 5]);
  await directory.readPeople(people(45));
  expect(server.seen).toHaveLength(3);
  clock.at += 24 * 3_600_000;
  await directory.readPeople(people(1));
  expect(server.seen).toHaveLength(4);
});

test('throttled parts of a batch are asked again after the longest wait, the others are not', async () => {
  const waits: number[] = [];
  await using server = await startTinyServer((request, response) => {
    const isFirst = server.seen.length === 1;
    const responses = readRequests(request).map(({ id, url }) =>
      isFirst && /p[12]\b/.test(url)
        ? { id, status: 429, headers: { 'Retry-After': url.includes('p1') ? '3' : '8' } }
        : { id, status: 200, body: BERLIN },
    );
    sendJson(response, { responses });
  });
  const read = await createDirectory(server.url, waits).readPeople(people(4));
  expect(read.map(({ zoneKnown }) => zoneKnown)).toEqual([true, true, true, true]);
  expect(waits).toEqual([8000]);
  expect(server.seen[1] && readRequests(server.seen[1]).map(({ url }) => url)).toEqual([
    '/users/p1/mailboxSettings',
    '/users/p2/mailboxSettings',
  ]);
});

test('a mailbox that stays unreadable for the moment is a failure, not a wrong zone', async () => {
  await using server = await startTinyServer((request, response) => {
    sendJson(response, { responses: readRequests(request).map(({ id }) => ({ id, status: 503 })) });
  });
  await expect(createDirectory(server.url).readPeople(people(1))).rejects.toMatchObject({ code: 'graph-unavailable' });
});

test.each([
  [404, 2],
  [403, 4],
])(
  'HTTP %i for a mailbox gives the default zone as a guess; asked twice, mailbox and language take %i reads',
  async (status, reads) => {
    await using server = await startTinyServer((request, response) => {
      sendJson(response, { responses: readRequests(request).map(({ id }) => ({ id, status })) });
    });
    const directory = createDirectory(server.url);
    const [person] = await directory.readPeople(people(1));
    expect(person).toMatchObject({ zone: 'America/Chicago', zoneKnown: false, locale: 'en-US' });
    await directory.readPeople(people(1));
    expect(server.seen).toHaveLength(reads);
  },
);

test.each([
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['Europe/Vienna', 'Europe/Vienna'],
  ['UTC', 'Etc/UTC'],
  ['tzone://Microsoft/Custom', undefined],
  ['Customized Time Zone', undefined],
  ['+02:00', undefined],
  ['', undefined],
  [null, undefined],
])('the zone %s of a mailbox is %s', (name, zone) => {
  expect(toIana(name)).toBe(zone);
});

test('a custom zone falls back to that of the working hours', () => {
  const body = { timeZone: 'Customized Time Zone', workingHours: { timeZone: { name: 'Tokyo Standard Time' } } };
  expect(readMailboxWord(body)).toEqual({ zone: 'Asia/Tokyo', locale: undefined });
});

test.each([
  ['de', 'CH', 'de-CH'],
  ['de-AT', 'CH', 'de-AT'],
  ['fr', null, 'fr'],
  ['ja', 'Japan', 'ja'],
  ['', 'DE', undefined],
  ['Deutsch (Deutschland)', 'DE', undefined],
  [null, 'DE', undefined],
])('preferred language %s, used in %s, is %s', (preferredLanguage, usageLocation, locale) => {
  expect(readPreferredLanguage({ preferredLanguage, usageLocation })).toBe(locale);
});

const TOKYO = 'Asia/Tokyo';
const GUESS = { zone: 'America/Chicago', zoneKnown: false };

test.each([
  ['the mailbox says both', BERLIN, 200, 'Europe/Berlin', true, 'de-DE'],
  ['the mailbox says no language', { timeZone: 'W. Europe Standard Time' }, 200, 'Europe/Berlin', true, 'fr-CA'],
  ['the mailbox says no zone', { language: { locale: 'es-ES' } }, 200, TOKYO, true, 'es-ES'],
  ['there is no mailbox', {}, 404, TOKYO, true, 'fr-CA'],
  ['mailboxes may not be read (MailboxSettings.Read is missing)', {}, 403, TOKYO, true, 'fr-CA'],
])('%s: mailbox, then Teams and the directory', async (...row) => {
  const [, body, status, zone, zoneKnown, locale] = row;
  await using server = await startTinyServer((request, response) => {
    const responses = readRequests(request).map(({ id, url }) =>
      url.endsWith('/mailboxSettings')
        ? { id, status, body }
        : { id, status: 200, body: { preferredLanguage: 'fr', usageLocation: 'CA' } },
    );
    sendJson(response, { responses });
  });
  const [person] = await createDirectory(server.url, [], undefined, new Map([['p0', TOKYO]])).readPeople(people(1));
  expect(person).toMatchObject({ zone, zoneKnown, locale });
});

test('a zone of Teams that is none is no better than a guess', async () => {
  await using server = await startTinyServer((request, response) => {
    sendJson(response, { responses: readRequests(request).map(({ id }) => ({ id, status: 404 })) });
  });
  const [person] = await createDirectory(server.url, [], undefined, new Map([['p0', '+09:00']])).readPeople(people(1));
  expect(person).toMatchObject(GUESS);
});
