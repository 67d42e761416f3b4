import { checkProbe } from './checks.ts';
import type { Check } from './checks.ts';
import type { Snapshot } from './copy.ts';
import type { PlannedTarget } from './plan.ts';
import type { ProtectionRule } from './request.ts';
import type { Instant } from './time.ts';
import type { Probe } from './world.ts';

/** A place for exports, as Windows 365 lists it. Its region is not among what it says. */
export interface StorageAccount {
  readonly id: string;
  readonly name: string;
  readonly subscription: string;
  /** Nothing in it can be changed or deleted for a time; it takes the hot tier only. */
  readonly isImmutable: boolean;
}

/** What the plan knows of its copies, for approvers: which points they replace, and where exports go. */
export interface PlannedCopies {
  /** People whose own manual restore point the copy overwrites: there is only one a Cloud PC. */
  readonly overwrites: readonly {
    readonly cloudPcId: string;
    readonly personName: string;
    readonly createdAt: Instant | null;
  }[];
  readonly account: Pick<StorageAccount, 'id' | 'name' | 'isImmutable'> | null;
}

/** What could be read for planning; null where the tenant did not answer. */
export interface CopyFacts {
  readonly snapshots: readonly Snapshot[] | null;
  readonly accounts: readonly StorageAccount[] | null;
  readonly probes: readonly Probe[];
}

/** What the copies of these Cloud PCs would replace, and where they go. */
export function planCopies(
  rule: ProtectionRule,
  facts: CopyFacts,
  targets: readonly Pick<PlannedTarget, 'cloudPcId' | 'personName'>[],
): PlannedCopies {
  const manual = (facts.snapshots ?? []).filter(({ type }) => type === 'manual');
  const byCloudPc = new Map(manual.map((point) => [point.cloudPcId, point]));
  const account = findAccount(rule, facts);
  return {
    overwrites: targets.flatMap(({ cloudPcId, personName }) => {
      const point = byCloudPc.get(cloudPcId);
      return point ? [{ cloudPcId, personName, createdAt: point.createdAt }] : [];
    }),
    account: account ? { id: account.id, name: account.name, isImmutable: account.isImmutable } : null,
  };
}

/** Can the plan have the copies that it asks for? What could not be read is said, and is no pass. */
export function checkCopies(rule: ProtectionRule, facts: CopyFacts): readonly Check[] {
  return [...facts.probes.map(checkProbe), ...(rule.kind === 'export' ? [checkAccount(rule, facts)] : [])];
}

/** Names of those whose own restore point is lost; only known when the targets are. */
export function checkOverwrites(planned: PlannedCopies, facts: CopyFacts): Check {
  const about = { id: 'copies', subject: '' } as const;
  if (!facts.snapshots) return { ...about, outcome: 'unknown', code: 'copy-points-unknown', facts: {} };
  const names = planned.overwrites.map(({ personName }) => personName);
  if (names.length === 0) return { ...about, outcome: 'pass', code: 'copy-overwrites-none', facts: {} };
  const more = names.length - NAMES;
  const shown = names.slice(0, NAMES).join(', ');
  return {
    ...about,
    outcome: 'warn',
    code: 'copy-overwrites',
    facts: { count: names.length, names: shown, more: Math.max(0, more) },
  };
}

const NAMES = 10;

function checkAccount(rule: Extract<ProtectionRule, { kind: 'export' }>, facts: CopyFacts): Check {
  const subject = rule.storageAccountId.split('/').at(-1) ?? '';
  const about = { id: 'copies', subject, facts: {} } as const;
  if (!facts.accounts) return { ...about, outcome: 'unknown', code: 'copy-accounts-unknown' };
  const account = findAccount(rule, facts);
  if (!account) return { ...about, outcome: 'fail', code: 'copy-account-missing' };
  return account.isImmutable
    ? { ...about, outcome: 'warn', code: 'copy-account-immutable' }
    : { ...about, outcome: 'pass', code: 'copy-account-there' };
}

function findAccount(rule: ProtectionRule, { accounts }: CopyFacts): StorageAccount | undefined {
  if (rule.kind !== 'export') return undefined;
  return accounts?.find(({ id }) => id.toLowerCase() === rule.storageAccountId.toLowerCase());
}
