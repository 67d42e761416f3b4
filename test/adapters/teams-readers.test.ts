import { expect, test } from '@jest/globals';
import { createReaders } from '../../src/adapters/teams-readers.ts';
import { Failure } from '../../src/workflow/failure.ts';
import type { Conversation } from '../../src/workflow/ports.ts';

const DEFAULTS = { zone: 'Europe/Paris', locale: 'fr' };
const IN_DIRECTORY = { zone: 'Europe/Berlin', locale: 'de-DE' };

function talk(change: Partial<Conversation>): Conversation {
  const ids = { personId: 'p', tenantId: 't', serviceUrl: 'https://teams', conversationId: 'c', teamsUserId: 'u' };
  return { ...ids, personName: 'Ada', zone: '', locale: '', ...change };
}

/** The directory knows nobody, knows them, or does not answer. */
const ANSWERS = {
  silent: () => Promise.resolve([]),
  knows: () => Promise.resolve([{ id: 'p', name: '', upn: '', enabled: true, zoneKnown: true, ...IN_DIRECTORY }]),
  down: () => Promise.reject(new Failure('graph-unavailable', 'POST $batch')),
};

test.each([
  ['Teams says both', talk({ zone: 'Asia/Tokyo', locale: 'ja-JP' }), 'down', 'Asia/Tokyo', 'ja-JP'],
  ['Teams says the language only', talk({ locale: 'es-ES' }), 'knows', 'Europe/Berlin', 'es-ES'],
  ['Teams says the zone only', talk({ zone: 'Asia/Tokyo' }), 'knows', 'Asia/Tokyo', 'de-DE'],
  ['nobody ever wrote', undefined, 'knows', 'Europe/Berlin', 'de-DE'],
  ['nobody knows anything', undefined, 'silent', 'Europe/Paris', 'fr'],
  ['the directory does not answer', undefined, 'down', 'Europe/Paris', 'fr'],
] as const)('%s', async (...row) => {
  const [, known, answer, zone, locale] = row;
  const readers = createReaders({ directory: { readPeople: ANSWERS[answer] }, defaults: DEFAULTS });
  expect(await readers.ofPerson('p', known)).toEqual({ zone, locale });
});

test('a chat reads as the tenant does; a card that knows its reader needs no directory', () => {
  const readers = createReaders({ directory: { readPeople: ANSWERS.down }, defaults: DEFAULTS });
  expect(readers.ofChat()).toEqual(DEFAULTS);
  expect(readers.asTold(undefined)).toEqual({ zone: 'Europe/Paris', locale: '' });
});
