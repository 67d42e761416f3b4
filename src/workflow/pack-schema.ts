import { z } from 'zod';
import type { ChainLink } from '../domain/audit.ts';
import { PARTS } from '../domain/audit-seals.ts';
import { canonicalJson } from '../domain/hash.ts';
import { PACK_FORMAT } from '../domain/pack/manifest.ts';
import type { Manifest } from '../domain/pack/manifest.ts';
import type { SigningKey } from '../domain/pack/source.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.number().int().min(1);
const actor = z.strictObject({ id: z.string(), name: z.string() });
const place = z.strictObject({ number, hash }).nullable();

const manifestSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  rolloutId: z.string(),
  tenantId: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: actor,
  keyId: hash,
  audit: z.strictObject({ entries: z.number().int().min(0), after: place, last: place }),
  plans: z.array(z.strictObject({ file: z.string(), hash, complete: z.boolean() })),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number().int().min(0), sha256: hash })),
});

const keysSchema = z.array(
  z.strictObject({
    keyId: hash,
    publicKey: z.string(),
    createdAt: z.string(),
    retiredAt: z.string().nullable(),
    endorsedBy: hash.nullable(),
    endorsement: z.string().nullable(),
  }),
);

const seal = z.strictObject({
  digest: hash,
  names: z.array(z.string()),
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  withheld: z.literal(true).optional(),
});
const links = { number, previousHash: hash, hash };
const entrySchema = z.strictObject({
  ...links,
  at: z.string(),
  actor,
  what: z.string(),
  rolloutId: z.string().nullable(),
  planHash: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  seals: z.partialRecord(z.enum(PARTS), seal).optional(),
});
const linkSchema = z.union([z.strictObject({ ...links, body: hash.nullable() }), entrySchema]);

const actionSchema = z.looseObject({ cloudPcId: z.string(), attempt: z.looseObject({ number }) });

export function parseManifest(bytes: Uint8Array): Manifest | undefined {
  return manifestSchema.safeParse(parseJson(decode(bytes))).data;
}

export function parseKeys(bytes: Uint8Array): readonly SigningKey[] | undefined {
  return keysSchema.safeParse(parseJson(decode(bytes))).data;
}

/** A line of the chain. Undefined as well when it could be written in another way: what is hashed is exactly what is read. */
export function parseLink(line: string): ChainLink | undefined {
  const value = parseJson(line);
  const parsed = linkSchema.safeParse(value);
  if (!parsed.success || canonicalJson(value) !== line) return undefined;
  return parsed.data as ChainLink;
}

/** Which order to reprovision a line of `actions.jsonl` is about. */
export function parseAction(line: string): { readonly cloudPcId: string; readonly attempt: number } | undefined {
  const parsed = actionSchema.safeParse(parseJson(line));
  return parsed.success ? { cloudPcId: parsed.data.cloudPcId, attempt: parsed.data.attempt.number } : undefined;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lines without their ends; a last line without an end counts as well. */
export function readLines(bytes: Uint8Array): readonly string[] {
  const lines = decode(bytes).split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
