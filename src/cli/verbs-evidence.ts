import { writeFile } from 'node:fs/promises';
import type { SigningKey } from '../domain/pack/source.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Ask, CliVerb } from './ask.ts';

/** What can be proven, and what is kept about people. `verify` needs none of the settings and stands in `verify.ts`. */
export const EVIDENCE_VERBS: Readonly<Record<string, CliVerb>> = {
  pack: {
    usage: 'pack [--rollout <id>] [--out file.zip]',
    help: 'the evidence pack of a rollout, signed',
    run: pack,
  },
  key: {
    usage: 'key',
    help: 'the public keys that sign packs, the current one first',
    run: async ({ evidence }) => accept((await evidence.listKeys()).map(wordKey).join('\n')),
  },
  'key-rotate': {
    usage: 'key-rotate',
    help: 'a new signing key, signed by the old one',
    run: async ({ evidence, actor }) => {
      const rotated = await evidence.rotateKey(actor);
      return rotated.ok ? accept(wordKey(rotated.value)) : rotated;
    },
  },
  'export-person': {
    usage: 'export-person <id|upn>',
    help: 'all that is kept about one person; for admins and themselves',
    run: ({ evidence, actor, words }) => evidence.exportPerson(actor, words[0] ?? ''),
  },
  'erase-person': {
    usage: 'erase-person <id|upn> --reason text',
    help: 'take one person out of everything; the audit chain still holds',
    run: ({ evidence, actor, words, reason }) => evidence.erasePerson(actor, { person: words[0] ?? '', reason }),
  },
};

/** Readable by its owner alone, and never over a file that is there. */
async function pack({ evidence, actor, rollout, out }: Ask): Promise<Result<unknown>> {
  const made = await evidence.evidencePack(actor, rollout);
  if (!made.ok) return made;
  const { name, bytes, keyId } = made.value;
  const path = out ?? name;
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return refuse(refusal('file-exists'));
  }
  return accept(
    `Wrote ${path} (${bytes.length} bytes), signed with key ${keyId}.\nCheck it: npm run cli -- verify ${path} --key ${keyId}`,
  );
}

function wordKey({ keyId, publicKey, createdAt, retiredAt, endorsedBy }: SigningKey): string {
  const until = retiredAt === null ? 'in use' : `retired ${retiredAt}`;
  return `${keyId}  ${until}, made ${createdAt}${endorsedBy ? `, follows ${endorsedBy}` : ''}\n${publicKey}`;
}
