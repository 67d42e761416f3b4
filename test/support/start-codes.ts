import { readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** Where it is decided why a Cloud PC is not started, and where that is remembered. */
const SOURCES = ['src/domain/may-wipe.ts', 'src/domain/evidence.ts', 'src/workflow/start.ts'];

/** Codes of a start that never keep a Cloud PC waiting, by their reason. */
const NEVER_WAITS = {
  'nothing is tried before it is approved, and an approval that was given stays': [
    ...['not-approved', 'plan-changed', 'own-approval', 'quorum-missing', 'approval-expired', 'not-in-plan'],
    ...['go-live-open', 'go-live-refused', 'own-switch'],
  ],
  'an answer to the vote about the switch': ['go-live-not-due', 'already-decided', 'requester-lost-role'],
  'it is through, or left out': ['already-done', 'attempt-spent', 'excluded', 'completed'],
  'it leaves the rollout at once': ['cloud-pc-gone', 'owner-changed', 'owner-left', 'reprovisioned-elsewhere'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Every code that can keep a Cloud PC waiting. */
export function listWaitingCodes(): readonly string[] {
  const never: readonly string[] = Object.values(NEVER_WAITS).flat();
  const codes = listStartCodes();
  const unknown = never.filter((code) => !codes.includes(code));
  if (codes.length < 50 || unknown.length > 0) throw new Error(`Codes of a start were not found: ${unknown.join(' ')}`);
  return codes.filter((code) => !never.includes(code));
}

/** Every code that can say why a Cloud PC is not started: of those files, and of those whose `explain…` they ask. */
function listStartCodes(): readonly string[] {
  const files = new Set(SOURCES.flatMap((path) => [new URL(path, ROOT).href, ...listAsked(new URL(path, ROOT))]));
  const texts = [...files].map((href) => readFileSync(new URL(href), 'utf8'));
  // Some choose between two: `refusal(isOne ? 'one' : 'other')`.
  const calls = texts.flatMap((text) => [...text.matchAll(/\brefusal\(([^,)]*)/g)].map(([, first = '']) => first));
  return [
    ...new Set(calls.flatMap((first) => [...first.matchAll(/'([a-z0-9-]+)'/g)].map(([, code = '']) => code))),
  ].sort();
}

function listAsked(file: URL): readonly string[] {
  const imports = [...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from '(\.[^']+)';/g)];
  return imports.flatMap(([, names = '', from = '']) => (/\bexplain/.test(names) ? [new URL(from, file).href] : []));
}
