import type { ImageRow } from '../src/domain/build/views.ts';
import { countOf, escapeText, formatDay, formatNumber } from './format.ts';
import { listNames } from './lists.ts';
import { explainImportError } from './words-import.ts';

/** Name and version, escaped. */
export function nameImage({ name, version }: Pick<ImageRow, 'name' | 'version'>): string {
  return escapeText(version === '' ? name : `${name} ${version}`, 120);
}

/** Statuses of Windows 365 with a symbol; the word alone carries the meaning. */
const STATUSES: Readonly<Record<string, string>> = {
  ready: '✓ Ready',
  pending: '● Being taken in',
  failed: '✕ Import failed',
  warning: '! Ready, with a warning',
};

export function wordStatus({ status, errorCode }: ImageRow): string {
  const word = STATUSES[status] ?? `? ${escapeText(status, 60)}`;
  if (errorCode === null || errorCode === '') return word;
  return `${word}: ${escapeText(explainImportError(errorCode).reason, 300)}`;
}

/** "Windows 11 Enterprise, build 26200.4946; supported until Tue 12 Oct 2027 (321 days)". */
export function wordWindows({ os, osBuild, supportEndsOn, daysLeft }: ImageRow): string {
  const system = [os, osBuild === '' ? '' : `build ${osBuild}`].filter((part) => part !== '').join(', ');
  return [escapeText(system, 160), wordSupport(supportEndsOn, daysLeft)].filter((part) => part !== '').join('; ');
}

function wordSupport(endsOn: string | null, daysLeft: number | null): string {
  if (endsOn === null) return '';
  const day = formatDay(endsOn, 'UTC');
  if (daysLeft === null) return `supported until ${day}`;
  return daysLeft < 0 ? `out of support since ${day}` : `supported until ${day} (${countOf(daysLeft, 'day')})`;
}

/** Who uses it: policies and Cloud PCs. */
export function wordUse({ policies, cloudPcs }: ImageRow): string {
  const machines = cloudPcs === 0 ? 'no Cloud PC runs it' : `${countOf(cloudPcs, 'Cloud PC')} on it`;
  return policies.length === 0 ? `No policy names it, ${machines}` : `${quoteNames(policies)}: ${machines}`;
}

/** Where it comes from, when Repave built it. */
export function wordOrigin({ passport }: ImageRow): string {
  if (!passport) return '';
  const { source, builtBy, importedAt, parent, accepted } = passport;
  const follows = parent === null ? '' : `, follows ${escapeText(parent, 80)}`;
  const unknown = accepted.length === 0 ? '' : `, ${formatNumber(accepted.length)} unknown accepted`;
  return `From ${escapeText(source, 100)}, built by ${escapeText(builtBy, 60)} on ${formatDay(importedAt, 'UTC')}${follows}${unknown}`;
}

/** Policies that a line names; the rest is counted. */
const POLICIES = 3;

export function quoteNames(names: readonly string[]): string {
  return listNames(names, { cap: POLICIES, word: (name) => `“${escapeText(name, 60)}”` });
}
