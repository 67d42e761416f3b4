import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createTurnStorage } from '../../dialogs/turn-storage.ts';
import { openEmbedded } from '../../src/adapters/database.ts';
import type { Database } from '../../src/adapters/database.ts';
import { createDocuments } from '../../src/adapters/store-side.ts';
import type { Documents } from '../../src/workflow/ports.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(120_000);

let database: Database;
let documents: Documents;

beforeAll(async () => {
  database = await openEmbedded(null);
  documents = createDocuments(database.db);
});
afterAll(() => database.close());

test('a turn that lost a race cannot overwrite the turn that won', async () => {
  await documents.write([{ key: 'chat', body: { step: 1 } }]);
  const [slow, fast] = [createTurnStorage(documents), createTurnStorage(documents)];
  await Promise.all([slow.read(['chat']), fast.read(['chat'])]);
  await fast.write({ chat: { step: 2, eTag: '*' } });
  await expect(slow.write({ chat: { step: 9, eTag: '*' } })).rejects.toMatchObject({ code: 'etag-conflict' });
  expect((await documents.read(['chat'])).get('chat')?.body).toEqual({ step: 2 });
});

test('one turn may write more than once', async () => {
  const storage = createTurnStorage(documents);
  await storage.read(['again']);
  await storage.write({ again: { step: 1, eTag: '*' } });
  await storage.write({ again: { step: 2, eTag: '*' } });
  expect(await createTurnStorage(documents).read(['again'])).toEqual({ again: { step: 2 } });
});

test('what was deleted is gone and can be written anew', async () => {
  const storage = createTurnStorage(documents);
  await storage.write({ gone: { step: 1 } });
  await storage.delete(['gone']);
  expect(await storage.read(['gone'])).toEqual({});
  await storage.write({ gone: { step: 2 } });
  expect(await storage.read(['gone'])).toEqual({ gone: { step: 2 } });
});

test('a document of another shape counts as empty instead of breaking the chat', async () => {
  await documents.write([{ key: 'odd', body: 'text' }]);
  expect(await createTurnStorage(documents).read(['odd'])).toEqual({ odd: {} });
});
