import type { AuditEntry } from '../domain/audit.ts';
import type { Transcript } from './transcript.ts';

/** Tells audit entries as a story: what happened to many at the same moment is one line with their names. */
export function tellAudit(entries: readonly AuditEntry[], transcript: Transcript): void {
  const groups = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const key = `${entry.at.slice(0, 16)} ${nameCrowd(entry)} ${entry.actor.name}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  for (const group of groups.values()) tellGroup(group, transcript);
}

type Facts = AuditEntry['facts'];

/** One thing that happened, in words. */
const LINES: Readonly<Record<string, (facts: Facts) => string>> = {
  'plan-made': (facts) =>
    `makes a plan: ${facts.targets} Cloud PCs, ${facts.leftOut} left out, nothing written to the tenant`,
  'approval-requested': (facts) => `asks for approval: ${facts.approvers}`,
  'plan-approved': (facts) => `approves: “${facts.comment}”`,
  'owner-ready': () => 'says “I’m ready”: data saved',
  'owner-postponed': (facts) => `moves the date to ${String(facts.to).slice(0, 16).replace('T', ' ')} UTC`,
  'owner-asked-help': () => 'asks for help: not wiped until that is settled',
  'policy-switched': (facts) => `policy “${facts.policy}” switched: ${facts.from} → ${facts.to}`,
  'target-failed': (facts) => `${facts.person} failed: ${facts.why}`,
  'attempt-settled': (facts) => `${facts.person}: the unanswered call is settled: ${facts.outcome} (${facts.detail})`,
  'wave-judged': (facts) =>
    `gate after wave ${Number(facts.wave) + 1}: ${facts.verdict} (${facts.verified} ready, ${facts.failed} failed, ${facts.notStarted} not started)`,
  'rollout-held': (facts) => `holds the rollout: ${facts.kind ?? facts.reason}`,
  'rollout-completed': () => 'the rollout is complete',
};

/** Things that happen to many at once. */
const CROWDS: Readonly<Record<string, string>> = {
  'person-told': 'told of their date:',
  'person-told/reminder': 'reminded of their date:',
  'person-told/last-call': 'called, because it starts soon:',
  'person-told/done': 'told that it is over:',
  'person-not-reached': 'not reached, so not wiped:',
  'reprovision-intended': 'reprovisions',
  'target-verified': 'ready with the new image:',
  'target-left-out': 'left alone, untouched:',
};

/** Which line a crowd stands under: a message by its step. */
function nameCrowd({ what, facts }: AuditEntry): string {
  const own = `${what}/${String(facts.step)}`;
  return own in CROWDS ? own : what;
}

function tellGroup(group: readonly AuditEntry[], transcript: Transcript): void {
  const [first] = group;
  if (!first) return;
  const crowd = CROWDS[nameCrowd(first)];
  if (crowd) return transcript.tell(Date.parse(first.at), first.actor.name, `${crowd} ${listPeople(group)}`);
  const line = LINES[first.what];
  if (line) for (const entry of group) transcript.tell(Date.parse(entry.at), entry.actor.name, line(entry.facts));
}

const NAMES_SHOWN = 5;

function listPeople(group: readonly AuditEntry[]): string {
  const names = [...new Set(group.map(({ facts }) => String(facts.person ?? '').split('@')[0] ?? ''))];
  const rest = names.length - NAMES_SHOWN;
  const why = group[0]?.facts.reasons;
  const shown = names.slice(0, NAMES_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return typeof why === 'string' ? `${shown} (${why})` : shown;
}
