import type { PackAsk } from './source.ts';

/** What the pack is and how to check it, for somebody who has nothing but the pack. */
export function writeReadme({ key, madeAt, madeBy }: PackAsk): string {
  return `Evidence pack of a rollout
Made ${madeAt} by Repave for ${madeBy.name}.

Open summary.html first. The files behind it:

  rollout.json        what was asked for, and where it stands
  plans/              every revision of the plan; the approved one is named by its hash
  approvals.json      who asked, every answer, to which hash, and what the card said that they saw
  overrides.json      what people decided in place of a rule: ticks, waivers, answers of app owners, requests of
                      owners, stops, retries, promotions, exclusions
  proofs.jsonl        for each Cloud PC: who was told when, and what its data's safety rests on
  copies.jsonl        protective copies that were ordered: where they are, and when they are deleted
  notices.jsonl       every message that was owed to somebody, and whether it arrived
  reach.jsonl         what was done to reach people, where that was needed
  cases.jsonl         complaints afterwards, turn by turn
  actions.jsonl       every order to reprovision, and what came of it
  results.csv         one line for each Cloud PC
  audit.jsonl         the audit chain: each entry covers the hash of the one before it
  keys.json, key.pem  the public keys of this installation, and the one that signed
  manifest.json       the SHA-256 of every file, and the last hash of the chain
  manifest.sig        Ed25519 signature over manifest.json

Lines in audit.jsonl with "body" are about other rollouts: they prove that nothing was taken out, and tell nothing else.
Entries with "withheld" are shown without what an owner of a Cloud PC wrote, or who somebody's manager is: the chain
covers the digest of those words, and whoever keeps the chain has them.
Other entries with "salt": null have lost a person who was erased; a later entry named personal-data-erased orders it.

Check everything with Repave (no database, no settings, no network):
  npm run cli -- verify <this pack>.zip --key ${key.keyId}

Check the signature and the files with other tools:
  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile manifest.sig
  sha256sum <file>     and compare with manifest.json

A signature proves that the pack comes from whoever holds the key. Compare the key with what the people who run Repave
published, or print with "npm run cli -- key", and not with what stands in the pack alone.
`;
}
