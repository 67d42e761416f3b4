import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { REPAVE } from '../../src/domain/actor.ts';
import { sealEvent } from '../../src/domain/audit.ts';
import type { AuditEntry, AuditEvent } from '../../src/domain/audit.ts';
import { endorsementText, keyIdOf } from '../../src/domain/pack/keys.ts';
import { MANIFEST, SIGNATURE } from '../../src/domain/pack/manifest.ts';
import { composePack } from '../../src/domain/pack/pack.ts';
import type { PackSource, SigningKey } from '../../src/domain/pack/source.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { anAttempt, aPlan, aPlanned, aRollout, aTarget, JONAS, MAYA, NOW } from './domain.ts';

export interface TestKey {
  readonly key: SigningKey;
  readonly privateKey: KeyObject;
}

export function aKey(endorsedBy?: TestKey): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keyId = keyIdOf(publicKey);
  const endorsement = endorsedBy ? sign(null, endorsementText(keyId), endorsedBy.privateKey).toString('base64') : null;
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const about = { createdAt: NOW, retiredAt: null, endorsedBy: endorsedBy?.key.keyId ?? null, endorsement };
  return { key: { keyId, publicKey: pem, ...about }, privateKey };
}

export function sealAll(events: readonly AuditEvent[]): readonly AuditEntry[] {
  const made = { count: 0 };
  const newSalt = () => (made.count += 1).toString(16).padStart(32, '0');
  const entries: AuditEntry[] = [];
  for (const event of events) entries.push(sealEvent(event, entries.at(-1) ?? null, newSalt));
  return entries;
}

/** Two Cloud PCs reprovisioned under an approved plan, another rollout in between, and what was said about them. */
export function aPackSource(change: Partial<PackSource> = {}): PackSource {
  const planned = [aPlanned(0), aPlanned(1)];
  const plan = aPlan({ targets: planned });
  const rollout = aRollout({ plan });
  const targets = planned.map((one) =>
    aTarget({ planned: one, attempts: [anAttempt()], verifiedAt: plusMinutes(NOW, 50) }),
  );
  const event = (what: string, over: Partial<AuditEvent> = {}): AuditEvent => ({
    ...{ at: NOW, actor: REPAVE, what, rolloutId: 'r-1', planHash: rollout.hash, facts: {} },
    ...over,
  });
  const intent = (index: number) =>
    event('reprovision-intended', {
      facts: { cloudPcId: `pc-${index}`, cloudPc: `CPC-${index}`, person: `person${index}@contoso.com`, attempt: 1 },
    });
  const chain = sealAll([
    event('plan-made', { actor: MAYA }),
    event('rollout-held', { actor: MAYA, rolloutId: 'r-other', facts: { reason: 'nobody of r-1 needs to know' } }),
    event('plan-approved', { actor: JONAS, facts: { comment: 'fine' } }),
    intent(0),
    intent(1),
    event('rollout-completed'),
  ]);
  const messages = planned.map(({ cloudPcId, personId }) => ({
    ...{
      key: `r-1/${cloudPcId}/1`,
      kind: 'notice',
      cloudPcId,
      slotRevision: 1,
      personId,
      state: 'delivered',
      tries: 1,
    },
    ...{ reason: '', orderedAt: NOW, deliveredAt: NOW },
  }));
  const plans = [{ plan, hash: rollout.hash }];
  return { state: { rollout, targets }, createdAt: NOW, plans, messages, chain, chainAfter: null, ...change };
}

/** The files of a signed pack, without the zip around them. */
export function aPack(
  source: PackSource,
  signer: TestKey,
  keys: readonly SigningKey[] = [signer.key],
): Map<string, Uint8Array> {
  const files = new Map(composePack(source, { madeBy: MAYA, madeAt: NOW, key: signer.key, keys }));
  return signAnew(files, signer);
}

export function signAnew(files: Map<string, Uint8Array>, { privateKey }: TestKey): Map<string, Uint8Array> {
  return files.set(SIGNATURE, sign(null, files.get(MANIFEST) ?? new Uint8Array(), privateKey));
}
