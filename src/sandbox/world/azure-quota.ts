import type { Azure } from './azure.ts';
import { ArmProblem } from './azure-problem.ts';
import { findMachineSize, MACHINE_SIZES } from './machine-sizes.ts';

/** A quota of one region, in cores or pieces. */
export type Quota = { readonly name: string; readonly words: string; readonly used: number; readonly limit: number };

type Place = { readonly size: string; readonly location: string };

/** What the subscription uses and may use in a region; North Europe has room for two more cores of the newest family. */
export function listQuotas(azure: Azure, region: string): Quota[] {
  const machines = azure.list('machine').filter(({ location }) => location.toLowerCase() === region.toLowerCase());
  const cores = (wanted?: string) =>
    machines.filter(({ size }) => wanted === undefined || familyOf(size) === wanted).map(({ size }) => coresOf(size));
  const others = region.toLowerCase() === 'northeurope' ? NEARLY_FULL : ROOMY;
  return [
    { name: 'availabilitySets', words: 'Availability Sets', used: 0, limit: 2500 },
    { name: 'cores', words: 'Total Regional vCPUs', used: others.cores + sum(cores()), limit: 100 },
    { name: 'virtualMachines', words: 'Virtual Machines', used: others.machines + machines.length, limit: 25_000 },
    ...[...new Map(MACHINE_SIZES.map(({ family, familyWords }) => [family, familyWords]))].map(([name, words]) => ({
      name,
      words,
      used: (name === NEWEST_FAMILY ? others.newest : 0) + sum(cores(name)),
      limit: name === NEWEST_FAMILY ? 64 : 32,
    })),
  ];
}

const NEWEST_FAMILY = 'standardDDSv5Family';

/** Used by what stands outside this story. */
const ROOMY = { cores: 24, machines: 6, newest: 12 };
const NEARLY_FULL = { cores: 62, machines: 16, newest: 62 };

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function familyOf(size: string): string | undefined {
  return findMachineSize(size)?.family;
}

/** Cores by the size's name, as "Standard_D4s_v5" has 4 (learn.microsoft.com, virtual machine size names). */
function coresOf(size: string): number {
  return findMachineSize(size)?.cores ?? Number(/^Standard_[A-Za-z]+(\d+)/.exec(size)?.[1] ?? 1);
}

/** Machines that are switched off count as well, until they are deleted. */
export function checkQuota(azure: Azure, { size, location }: Place): void {
  const needed = coresOf(size);
  const concerned = listQuotas(azure, location).filter(({ name }) => name === 'cores' || name === familyOf(size));
  const exceeded = concerned.find(({ used, limit }) => used + needed > limit);
  if (!exceeded) return;
  const { words, used, limit } = exceeded;
  const numbers = `Current Limit: ${limit}, Current Usage: ${used}, Additional Required: ${needed}`;
  throw new ArmProblem(
    409,
    'OperationNotAllowed',
    `QuotaExceeded: ${words} do not suffice in ${location}. ${numbers}.`,
  );
}
