import type { Storage, StoreItems } from 'botbuilder';
import { z } from 'zod';
import type { Documents } from '../src/workflow/ports.ts';

const objectSchema = z.record(z.string(), z.unknown());

/**
 * Storage of dialog state for one turn. The SDK's `BotState` overwrites whatever stands there; this storage remembers what
 * the turn has read and writes only over that, so that two turns at once cannot undo each other: the later one gets a
 * `Failure` with code `etag-conflict`.
 */
export function createTurnStorage(documents: Documents): Storage {
  const etags = new Map<string, string>();
  async function read(keys: string[]): Promise<StoreItems> {
    const found = await documents.read(keys);
    const items: StoreItems = {};
    for (const [key, { body, etag }] of found) {
      etags.set(key, etag);
      items[key] = objectSchema.catch({}).parse(body);
    }
    return items;
  }
  return {
    read,
    async write(changes) {
      const items = Object.entries(objectSchema.parse(changes));
      await documents.write(items.map(([key, item]) => toDocument(key, item, etags.get(key))));
      await read(items.map(([key]) => key));
    },
    async delete(keys) {
      for (const key of keys) etags.delete(key);
      await documents.remove(keys);
    },
  };
}

function toDocument(
  key: string,
  item: unknown,
  etag: string | undefined,
): { key: string; body: unknown; etag?: string } {
  const { eTag: _overwrite, ...body } = objectSchema.parse(item);
  return etag === undefined ? { key, body } : { key, body, etag };
}
