import { wordDiagnosis } from '../../cards/words-doctor.ts';
import { explain } from '../../cards/words.ts';
import { nameGuest, wordNote } from '../../cards/words-build.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Build } from '../domain/build/build.ts';
import { describeFindings } from '../domain/build/rule-sets.ts';
import type { FindingLine } from '../domain/build/views.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

/** Tells, each time it is asked, what the audit chain says of a build since; answers the build as it stands. */
export function createBuildFollower(town: Town, transcript: Transcript, buildId: string): () => Promise<Build> {
  const told = { entries: 0 };
  const telling: Telling = { transcript, warned: new Set() };
  return async () => {
    const build = await town.app.store.readBuild(buildId);
    if (!build) throw new Error('the build is gone.');
    const all = await town.app.store.readAudit(null);
    const fresh = all.slice(told.entries).filter(({ facts }) => facts.buildId === buildId);
    told.entries = all.length;
    for (const entry of inOrder(fresh)) tellEntry(entry, build, telling);
    return build;
  };
}

interface Telling {
  readonly transcript: Transcript;
  /** Rules whose warning was told. */
  readonly warned: Set<string>;
}

type Facts = AuditEntry['facts'];

/** What was seen comes before what follows from it; both are written at the same moment. */
function inOrder(entries: readonly AuditEntry[]): readonly AuditEntry[] {
  const rank = ({ what }: AuditEntry) => ['build-guest', 'image-judged', what].indexOf(what);
  return entries.toSorted((a, b) => (a.at === b.at ? rank(a) - rank(b) : 0));
}

/** One thing that happened, in words; '' is not told. */
const LINES: Readonly<Record<string, (facts: Facts, build: Build) => string>> = {
  'build-step': ({ to }, { ended }) =>
    to === 'clean-up' && ended?.outcome !== 'ready' ? CLEARED : (STEPS[String(to)] ?? ''),
  'build-trouble': (facts, { trouble }) => (facts.final && trouble ? `stops: ${explain(trouble.why)}` : ''),
  'build-guest': ({ kind, outcome }) =>
    outcome === 'done' ? (TASKS[String(kind)] ?? '') : `${nameGuest(String(kind))} ${outcome}`,
  'image-captured': (facts) => `the image stands in Azure: ${String(facts.image).split('/').at(-1)}`,
  'image-import-begun': () => 'Windows 365 has taken the image and looks at it',
  'build-ended': ({ outcome }) => (outcome === 'ready' ? 'the image is ready in Windows 365' : ''),
};

const CLEARED = 'removes what it made, if anything';

/** What ended well inside the machine. */
const TASKS: Readonly<Record<string, string>> = {
  inspect: 'has looked inside the machine:',
  script: 'the script has ended well',
  'remove-packages': 'the app is removed, for all users',
  'remove-recovery': 'the recovery partition is removed, its space given to Windows',
};

/** What the steps mean that people see; '' is told by the cards themselves. */
const STEPS: Readonly<Record<string, string>> = {
  'create-machine': 'the source is fit: makes the machine …',
  customise: 'the machine runs and waits to be customised',
  'confirm-seal': 'nothing stands in the way of sealing',
  'stop-machine': 'stops the machine, so that its disk is at rest …',
  snapshot: 'takes a snapshot of its disk …',
  copy: 'makes a second machine from the snapshot; only that one will be sealed …',
  sysprep: 'runs sysprep in the copy …',
  'sysprep-failed': 'sysprep failed in the copy; the machine itself is as it was',
  'start-machine': 'removes the spoilt copy and starts the machine again …',
  deallocate: 'the copy is sealed: switches it off …',
  generalize: '',
  capture: 'keeps it as an image …',
  'confirm-import': '',
  import: '',
  'clean-up': 'removes everything but the image …',
  done: 'nothing is left over',
};

function tellEntry(entry: AuditEntry, build: Build, telling: Telling): void {
  const { transcript } = telling;
  const line = LINES[entry.what]?.(entry.facts, build) ?? '';
  if (line !== '') transcript.tell(Date.parse(entry.at), entry.actor.name, line);
  if (entry.what === 'image-judged') tellFindings(build, telling);
  if (entry.what === 'build-step' && entry.facts.to === 'sysprep-failed') tellDiagnosis(build, transcript);
}

/** What does not hold, with what was seen and what to do. Each rule is on the card; a warning is told here but once. */
function tellFindings({ findings, request }: Build, { transcript, warned }: Telling): void {
  const lines = describeFindings(request.ruleSet, findings);
  const having = (wanted: FindingLine['outcome']) => lines.filter(({ outcome }) => outcome === wanted);
  const unknown = having('unknown').length;
  const rest = unknown === 0 ? '' : `, ${unknown} cannot be told from outside`;
  transcript.note(`✓ ${having('pass').length} rules of Windows 365 (as of ${request.ruleSet}) hold${rest}`);
  for (const { title, evidence, fix, note } of having('fail')) {
    transcript.note(`✕ ${title}: ${evidence}. ${fix}`);
    if (wordNote(note) !== '') transcript.note(`  ${wordNote(note)}`);
  }
  for (const { ruleId, title, evidence } of having('warn').filter((line) => !warned.has(line.ruleId))) {
    transcript.note(`! ${title}: ${evidence}`);
    warned.add(ruleId);
  }
}

function tellDiagnosis({ diagnosis }: Build, transcript: Transcript): void {
  if (!diagnosis) return;
  const { title, why, fix } = wordDiagnosis(diagnosis);
  transcript.note(`the doctor read its logs: ${title}. ${why}`);
  transcript.note(fix);
  for (const command of diagnosis.commands) transcript.note(`  ${command}`);
}
