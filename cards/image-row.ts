import type { ImageRow } from '../src/domain/build/views.ts';
import { escapeText, formatDay } from './format.ts';
import { listNames } from './lists.ts';
import { findMessage, say } from './text/say.ts';
import { explainImportError } from './words-import.ts';

/** Name and version, escaped. */
export function nameImage({ name, version }: Pick<ImageRow, 'name' | 'version'>): string {
  return escapeText(version === '' ? name : `${name} ${version}`, 120);
}

/** The status that Windows 365 gives it, with a symbol; the word alone carries the meaning. */
export function wordStatus({ status: code, errorCode }: ImageRow): string {
  const id = findMessage(`images.status-${code}`);
  const status = id ? say(id) : `? ${escapeText(code, 60)}`;
  if (errorCode === null || errorCode === '') return status;
  return say('images.status-why', { status, reason: escapeText(explainImportError(errorCode).reason, 300) });
}

/** "Windows 11 Enterprise, build 26200.4946; supported until Tue 12 Oct 2027 (321 days)". */
export function wordWindows({ os, osBuild, supportEndsOn, daysLeft }: ImageRow): string {
  return [escapeText(wordSystem(os, osBuild), 160), wordSupport(supportEndsOn, daysLeft)]
    .filter((part) => part !== '')
    .join('; ');
}

function wordSystem(os: string, build: string): string {
  if (build === '') return os;
  return os === '' ? say('images.build', { build }) : say('images.windows', { os, build });
}

function wordSupport(endsOn: string | null, daysLeft: number | null): string {
  if (endsOn === null) return '';
  const day = formatDay(endsOn, 'UTC');
  if (daysLeft === null) return say('images.supported', { day });
  return daysLeft < 0 ? say('images.unsupported', { day }) : say('images.supported-days', { day, n: daysLeft });
}

/** Who uses it: policies and Cloud PCs. */
export function wordUse({ policies, cloudPcs }: ImageRow): string {
  const machines = cloudPcs === 0 ? say('images.no-machine') : say('images.machines', { n: cloudPcs });
  if (policies.length === 0) return say('images.no-policy', { machines });
  return say('images.policies', { names: quoteNames(policies), machines });
}

/** Where it comes from, when Repave built it. */
export function wordOrigin({ passport }: ImageRow): string {
  if (!passport) return '';
  const { source, builtBy, importedAt, parent, accepted } = passport;
  const built = say('images.origin', {
    source: escapeText(source, 100),
    by: escapeText(builtBy, 60),
    day: formatDay(importedAt, 'UTC'),
  });
  const origin = parent === null ? built : say('images.follows', { origin: built, parent: escapeText(parent, 80) });
  return accepted.length === 0 ? origin : say('images.accepted', { origin, n: accepted.length });
}

/** Policies that a line names; the rest is counted. */
const POLICIES = 3;

export function quoteNames(names: readonly string[]): string {
  return listNames(names, { cap: POLICIES, word: (name) => say('images.quoted', { name: escapeText(name, 60) }) });
}
