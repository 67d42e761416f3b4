import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSONA_ADMIN, PERSONA_END_USER } from '../../src/sandbox/ids.ts';
import { openChatTown } from './chat.ts';
import type { Chat, ChatTown } from './chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(180_000);

let world: ChatTown;

beforeAll(async () => {
  world = await openChatTown();
});
afterAll(() => world.town.close());

/** The chat of a person whose Teams is set to this language from now on. */
function speaking(personId: string, locale: string): Chat {
  const { directory } = world.town.tenant;
  const person = directory.all().find(({ id }) => id === personId);
  if (!person) throw new Error('nobody has this id');
  directory.put({ ...person, locale });
  return world.chat(personId);
}

test('a German is answered in German, and types the same commands as everybody', async () => {
  const german = speaking(PERSONA_ADMIN, 'de-DE');
  expect(await german.says('help')).toMatch(/Was Sie sagen können[\s\S]*replace image[\s\S]*ein paar Fragen/);
  expect(await german.says('what a day')).toMatch(/Das habe ich nicht verstanden[\s\S]*„help“/);
  expect(await german.says('staus')).toMatch(/Meinten Sie „status“\?[\s\S]*Es wurde nichts getan/);
  expect(await german.says('hold')).toMatch(/Diesen Rollout gibt es nicht/);
});

test('the questions are asked in the language of who answers them, problems included', async () => {
  const german = speaking(PERSONA_ADMIN, 'de-DE');
  expect(await german.says('replace image')).toMatch(
    /Frage 1 von 5[\s\S]*Welches Image sollen die Cloud-PCs bekommen\?/,
  );
  expect(await german.says('no such image')).toMatch(/Dieses Image habe ich nicht gefunden/);
  expect(await german.says('help')).toMatch(/Wählen Sie das Image/);
  expect(await german.says('cancel')).toMatch(/Es wurde nichts geplant oder geändert/);
});

test('one person’s Japanese does not leak into the turns of others, also at the same moment', async () => {
  const japanese = speaking(PERSONA_ADMIN, 'ja-JP');
  const english = speaking(PERSONA_END_USER, 'en-GB');
  const together = await Promise.all([japanese.says('help'), english.says('help')]);
  expect(together[0]).toContain('使えるコマンド');
  expect(together[1]).toContain('What you can say');
  expect(together[1]).not.toMatch(/[\u3040-\u30ff]/);
  expect(await japanese.says('what a day')).toContain('理解できませんでした');
  expect(await english.says('status')).toMatch(/Only Repave’s admins/);
});

test('whoever changes the language of Teams is answered in the new one at once', async () => {
  expect(await speaking(PERSONA_END_USER, 'fr-FR').says('hold')).toMatch(/Seuls les administrateurs de Repave/);
  expect(await speaking(PERSONA_END_USER, 'es-ES').says('hold')).toMatch(/Solo los administradores de Repave/);
  expect(await speaking(PERSONA_END_USER, 'pt-BR').says('hold')).toMatch(/Only Repave’s admins/);
});
