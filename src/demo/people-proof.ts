import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipFiles, zipFiles } from '../adapters/pack-zip.ts';
import { verifyFile } from '../cli/verify.ts';
import type { Played } from './people-approval.ts';

/** The evidence pack holds by its file alone, and one changed byte is found. */
export async function proveIt(played: Played): Promise<readonly string[]> {
  const { town, admin, rolloutId, transcript } = played;
  const made = await town.app.evidence.evidencePack({ id: admin.person.id, name: admin.person.name }, rolloutId);
  if (!made.ok) return ['there is no evidence pack'];
  transcript.note(`${made.value.name}: ${Math.round(made.value.bytes.length / 1024)} KB`);
  const good = await verify(made.value.bytes, made.value.keyId);
  const bad = await verify(changeOneByte(made.value.bytes), made.value.keyId);
  for (const line of [...good.text.split('\n').slice(0, 1), ...bad.text.split('\n').slice(0, 2)]) transcript.note(line);
  return [...(good.ok ? [] : ['the pack does not verify']), ...(bad.ok ? ['a changed pack verifies'] : [])];
}

function changeOneByte(pack: Uint8Array): Uint8Array {
  const read = unzipFiles(pack);
  if (!read.ok) return pack;
  const chain = Buffer.from(read.files.get('audit.jsonl') ?? new Uint8Array());
  const at = chain.indexOf('reprovision-intended') + 4;
  chain[at] = (chain[at] ?? 0) ^ 1;
  return zipFiles(new Map(read.files).set('audit.jsonl', chain));
}

async function verify(bytes: Uint8Array, keyId: string): Promise<{ readonly ok: boolean; readonly text: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'repave-pack-'));
  try {
    const path = join(folder, 'pack.zip');
    await writeFile(path, bytes);
    return await verifyFile(path, keyId);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
