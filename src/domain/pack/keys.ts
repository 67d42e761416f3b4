import { createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SigningKey } from './source.ts';

/** SHA-256 of a public key (SPKI, DER), 64 hexadecimal digits: what people compare. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** An Ed25519 public key from PEM; undefined for anything else. */
export function readPublicKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

export function isSignedBy(pem: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = readPublicKey(pem);
  return key !== undefined && signature.length === 64 && verify(null, bytes, key, signature);
}

/** What the old key signs when a new one follows it. */
export function endorsementText(newKeyId: string): Uint8Array {
  return new TextEncoder().encode(`repave signing key ${newKeyId}\n`);
}

/** Whether one key leads to another: the same one, or by endorsements, each signed by the key before. */
export function leadsTo(keys: readonly SigningKey[], trusted: string, keyId: string): boolean {
  const seen = new Set<string>();
  let at: string | null = keyId;
  while (at !== null && !seen.has(at)) {
    if (at === trusted) return true;
    seen.add(at);
    at = endorserOf(keys, at);
  }
  return false;
}

/** The key whose signature over this one holds; null when there is none. */
function endorserOf(keys: readonly SigningKey[], keyId: string): string | null {
  const key = keys.find((one) => one.keyId === keyId);
  const before = keys.find((one) => one.keyId === key?.endorsedBy);
  if (!key?.endorsement || !before) return null;
  const publicKey = readPublicKey(before.publicKey);
  if (!publicKey || keyIdOf(publicKey) !== before.keyId) return null;
  const signature = Buffer.from(key.endorsement, 'base64');
  return isSignedBy(before.publicKey, endorsementText(keyId), signature) ? before.keyId : null;
}
