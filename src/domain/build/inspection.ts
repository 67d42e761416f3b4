import type { BlockingPackage, ImageFacts, InspectionReport } from './facts.ts';
import { readJsonBlock } from './guest-block.ts';
import type { OutputProblem } from './guest-block.ts';
import { asCount, asFlag, asList, asText, isPackageName } from './untrusted.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Packages that the script lists; it counts the rest. */
const MOST_PACKAGES = 12;
const MOST_COUNT = 1_000_000;
const TEXT_LENGTH = 80;

/**
 * What the script `inspect` printed. A field that is absent, null or of the wrong kind is unread, whether the script admits it or not:
 * its fact stays unknown. Everything in it comes from the machine and is capped; nothing is believed beyond its own kind.
 */
export function parseInspection(output: string): InspectionReport | { readonly problem: OutputProblem } {
  const block = readJsonBlock(output, 'inspect');
  if ('problem' in block) return block;
  const fields = block.value;
  const { facts, unread } = readFacts(fields);
  const packages = readPackages(fields['appx']);
  return {
    facts,
    packages: packages ?? [],
    packagesFound: facts.blockingPackages ?? packages?.length ?? 0,
    unread,
    computerName: asText(fields['computer'], 63) ?? '',
  };
}

/** Each field of the script, the fact it tells, and how it is read. */
const READERS: { readonly [field: string]: (value: unknown) => Partial<ImageFacts> | null } = {
  edition: (value) => wrap('edition', asText(value, TEXT_LENGTH) || null),
  build: (value) => wrap('osBuild', asPattern(value, /^\d{4,6}\.\d{1,6}$/)),
  version: (value) => wrap('osVersion', asPattern(value, /^[0-9A-Z]{2,6}$/i)),
  appxFound: (value) => wrap('blockingPackages', asCount(value, MOST_COUNT)),
  bitlocker: (value) => wrap('bitlocker', readBitlocker(value)),
  reboot: (value) => wrap('pendingReboot', asFlag(value)),
  reserved: (value) => wrap('reservedStorage', value === 'enabled' || value === 'disabled' ? value : null),
  recovery: (value) => wrap('recoveryPartitions', asList(value, 64)?.length ?? null),
  ad: (value) => wrap('domainJoined', asFlag(value)),
  entra: (value) => wrap('entraJoined', asFlag(value)),
  mdm: (value) => wrap('enrolled', isSome(asCount(value, MOST_COUNT))),
  fslogix: (value) => wrap('fslogix', asFlag(value)),
  avd: (value) => wrap('avdAgents', isSome(asList(value, 64)?.length ?? null)),
  startApps: (value) => wrap('startMenuApps', asCount(value, MOST_COUNT)),
  diskGb: (value) => wrap('diskGb', asCount(value, MOST_COUNT)),
  imageState: (value) => wrap('imageState', asPattern(value, /^IMAGE_STATE_[A-Z_]{1,50}$/)),
  cdrom: (value) => wrap('cdromEnabled', readStartType(value)),
  defender: (value) => wrap('defenderOnboarded', asFlag(value)),
};

function readFacts(fields: Fields): { readonly facts: Partial<ImageFacts>; readonly unread: readonly string[] } {
  const admitted = (asList(fields['unread'], 40) ?? []).filter((name) => typeof name === 'string');
  const read = Object.entries(READERS).map(([field, reader]) => ({
    field,
    facts: admitted.includes(field) ? null : reader(fields[field]),
  }));
  return {
    facts: Object.assign({}, ...read.map((entry) => entry.facts ?? {})) as Partial<ImageFacts>,
    unread: read.filter((entry) => entry.facts === null).map((entry) => entry.field),
  };
}

function wrap<K extends keyof ImageFacts>(fact: K, value: ImageFacts[K]): Partial<ImageFacts> | null {
  return value === null ? null : ({ [fact]: value } as Partial<ImageFacts>);
}

function asPattern(value: unknown, pattern: RegExp): string | null {
  return typeof value === 'string' && pattern.test(value) ? value : null;
}

function isSome(count: number | null): boolean | null {
  return count === null ? null : count > 0;
}

/** "FullyDecrypted/0" is the only state that sysprep accepts (Azure: "drives fully decrypted"). */
function readBitlocker(value: unknown): string | null {
  const state = asPattern(value, /^[A-Za-z]{2,40}\/\d{1,3}$/);
  return state === 'FullyDecrypted/0' ? 'off' : state;
}

/** Start type of a Windows service: 0 to 4, and 4 is disabled. */
function readStartType(value: unknown): boolean | null {
  const start = asCount(value, 4);
  return start === null ? null : start !== 4;
}

/** Names that are no package names are left out of the list; the count of the script keeps them. */
function readPackages(value: unknown): readonly BlockingPackage[] | null {
  return (
    asList(value, MOST_PACKAGES)?.flatMap((row) => {
      const [name, user] = asList(row, 2) ?? [];
      const fullName = asText(name, 200) ?? '';
      return isPackageName(fullName) ? [{ fullName, user: asText(user, TEXT_LENGTH) ?? '' }] : [];
    }) ?? null
  );
}
