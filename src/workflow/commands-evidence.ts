import { randomBytes } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import { REPAVE } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { ERASURE } from '../domain/audit-erasure.ts';
import { MANIFEST, sha256, SIGNATURE } from '../domain/pack/manifest.ts';
import { composePack } from '../domain/pack/pack.ts';
import type { PackSource, SigningKey } from '../domain/pack/source.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { plusMinutes } from '../domain/time.ts';
import type { EvidenceCommands, EvidencePack } from './commands-evidence-api.ts';
import { requireRole, resolveRollout } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { ErasureAsk, ErasureCount, EvidenceStore, PackFiles, PersonRecord, Signer } from './ports-evidence.ts';

export interface EvidenceDeps extends Pick<CommandDeps, 'store' | 'clock' | 'directory'> {
  readonly evidence: EvidenceStore;
  readonly signer: Signer;
  readonly zip: PackFiles;
}

export function createEvidenceCommands(deps: EvidenceDeps): EvidenceCommands {
  return {
    evidencePack: (actor, rolloutId) => evidencePack(deps, actor, rolloutId),
    async describePack(actor, rolloutId) {
      const made = await makePack(deps, actor, rolloutId);
      if (!made.ok) return made;
      const { rolloutId: id, name, bytes } = made.value.pack;
      return accept({ rolloutId: id, name, sizeInBytes: bytes.length });
    },
    listKeys: async () => {
      await deps.signer.currentKey(deps.clock.now());
      return deps.signer.listKeys();
    },
    rotateKey: (actor) => rotateKey(deps, actor),
    exportPerson: (actor, person) => exportPerson(deps, actor, person),
    erasePerson: (actor, ask) => erasePerson(deps, actor, ask),
  };
}

/** Reduces ended rollouts to what the retention time allows, in days; 0 keeps everything. Safe to repeat. */
export async function minimiseEnded(deps: EvidenceDeps, retentionDays: number): Promise<void> {
  if (retentionDays === 0) return;
  const now = deps.clock.now();
  for (const rolloutId of await deps.evidence.listToMinimise(plusMinutes(now, -retentionDays * 24 * 60))) {
    const order = { ...orderOf(REPAVE, now, { reason: 'retention' }), rolloutId };
    await deps.evidence.minimiseRollout(rolloutId, { order, nonce: newNonce() });
  }
}

async function evidencePack(
  deps: EvidenceDeps,
  actor: Actor,
  rolloutId: string | undefined,
): Promise<Result<EvidencePack>> {
  const made = await makePack(deps, actor, rolloutId);
  if (!made.ok) return made;
  const { pack, source, manifestHash } = made.value;
  const facts = { keyId: pack.keyId, manifest: manifestHash, entries: source.chain.length };
  const event: AuditEvent = {
    ...orderOf(actor, deps.clock.now(), facts),
    what: 'evidence-pack-made',
    rolloutId: pack.rolloutId,
    planHash: source.state.rollout.hash,
  };
  await deps.store.transact((tx) => tx.appendAudit([event]));
  return accept(pack);
}

interface Made {
  readonly pack: EvidencePack;
  readonly source: PackSource;
  readonly manifestHash: string;
}

async function makePack(deps: EvidenceDeps, actor: Actor, rolloutId: string | undefined): Promise<Result<Made>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const id = await resolveRollout(deps, rolloutId);
  if (!id.ok) return id;
  const source = await deps.evidence.readPack(id.value);
  if (!source) return refuse(refusal('no-rollout'));
  const now = deps.clock.now();
  const key = await deps.signer.currentKey(now);
  const keys = await deps.signer.listKeys();
  const files = new Map(composePack(source, { madeBy: actor, madeAt: now, key, keys }));
  const manifest = files.get(MANIFEST) ?? new Uint8Array();
  files.set(SIGNATURE, await deps.signer.sign(key.keyId, manifest));
  const name = `repave-evidence-${id.value.replace(/[^A-Za-z0-9-]/g, '-')}.zip`;
  const pack = { rolloutId: id.value, name, bytes: deps.zip(files), keyId: key.keyId };
  return accept({ pack, source, manifestHash: sha256(manifest) });
}

async function rotateKey(deps: EvidenceDeps, actor: Actor): Promise<Result<SigningKey>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const now = deps.clock.now();
  const { keyId: before } = await deps.signer.currentKey(now);
  const answer = await deps.signer.rotate(now);
  if (answer.outcome === 'from-setting') return refuse(refusal('key-from-setting'));
  const facts = { before, keyId: answer.key.keyId };
  const event = { ...orderOf(actor, now, facts), what: 'signing-key-rotated' };
  await deps.store.transact((tx) => tx.appendAudit([event]));
  return accept(answer.key);
}

async function exportPerson(deps: EvidenceDeps, actor: Actor, who: string): Promise<Result<PersonRecord>> {
  const person = await deps.evidence.findPerson(who);
  if (person?.id !== actor.id) {
    const role = await requireRole(deps, actor, 'admin');
    if (!role.ok) return role;
  }
  if (!person) return refuse(refusal('no-such-person', { who }));
  const record = await deps.evidence.exportPerson(person);
  const event = { ...orderOf(actor, deps.clock.now(), { person: person.id }), what: 'personal-data-exported' };
  await deps.store.transact((tx) => tx.appendAudit([event]));
  return accept(record);
}

/** People who hold a role are the record itself, and nobody takes their own traces out of it. */
async function erasePerson(
  deps: EvidenceDeps,
  actor: Actor,
  ask: { readonly person: string; readonly reason: string },
): Promise<Result<ErasureCount>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  if (ask.reason.trim() === '') return refuse(refusal('bad-field', { field: 'reason', problem: 'missing' }));
  const person = await deps.evidence.findPerson(ask.person);
  if (!person) return refuse(refusal('no-such-person', { who: ask.person }));
  for (const held of ['admin', 'approver', 'deputy'] as const) {
    if (await deps.directory.hasRole(person.id, held)) return refuse(refusal('person-in-role', { role: held }));
  }
  const open = await deps.evidence.listOpenRollouts(person);
  if (open.length > 0) return refuse(refusal('person-in-rollout', { count: open.length, rollouts: open.join(', ') }));
  const order = orderOf(actor, deps.clock.now(), { reason: ask.reason });
  return accept(await deps.evidence.erasePerson(person, { order, nonce: newNonce() }));
}

function orderOf(actor: Actor, at: string, facts: AuditEvent['facts']): ErasureAsk['order'] {
  return { at, actor, what: ERASURE, rolloutId: null, planHash: null, facts };
}

function newNonce(): string {
  return randomBytes(4).toString('hex');
}
