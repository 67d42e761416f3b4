import { expect, test } from '@jest/globals';
import { unzipFiles, zipFiles } from '../../src/adapters/pack-zip.ts';
import { canonicalJson } from '../../src/domain/hash.ts';
import { sha256 } from '../../src/domain/pack/manifest.ts';
import type { Manifest } from '../../src/domain/pack/manifest.ts';
import { verifyPack } from '../../src/workflow/verify-pack.ts';
import type { PackVerdict } from '../../src/workflow/verify-pack.ts';
import { aKey, aPack, aPackSource, sealAll, signAnew } from '../support/pack.ts';
import type { TestKey } from '../support/pack.ts';
import { eraseParts, withholdWords } from '../../src/domain/audit-seals.ts';

const KEY = aKey();
const THIEF = aKey();

type Pack = Map<string, Uint8Array>;

function fresh(): Pack {
  return aPack(aPackSource(), KEY);
}

function textOf(pack: Pack, name: string): string {
  return new TextDecoder().decode(pack.get(name));
}

function write(pack: Pack, name: string, text: string): Pack {
  return pack.set(name, new TextEncoder().encode(text));
}

function editLines(pack: Pack, change: (lines: readonly string[]) => readonly string[]): Pack {
  const lines = textOf(pack, 'audit.jsonl').split('\n').slice(0, -1);
  return write(
    pack,
    'audit.jsonl',
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

function editLine(line: number, from: string | RegExp, to: string): (pack: Pack) => Pack {
  return (pack) =>
    editLines(pack, (lines) => lines.map((text, at) => (at === line - 1 ? text.replace(from, to) : text)));
}

/** Makes the manifest fit what the files have become, and signs it: what a careful forger does. */
function cover(pack: Pack, signer: TestKey, change: Partial<Manifest> = {}): Pack {
  const manifest = JSON.parse(textOf(pack, 'manifest.json')) as Manifest;
  const files = manifest.files.map(({ name }) => {
    const bytes = pack.get(name) ?? new Uint8Array();
    return { name, bytes: bytes.length, sha256: sha256(bytes) };
  });
  write(pack, 'manifest.json', JSON.stringify({ ...manifest, files, ...change }));
  return signAnew(pack, signer);
}

function summarise({ findings }: PackVerdict): string {
  const [first] = findings;
  if (!first) return 'whole';
  const line = first.line === null ? '' : `:${first.line}`;
  const entry = first.entry === null ? '' : ` (entry ${first.entry})`;
  return `${first.file}${line} ${first.code}${entry}`;
}

test('a pack that nobody touched is whole, also through the zip, and tells nothing of other rollouts', () => {
  const pack = fresh();
  const verdict = verifyPack(pack, KEY.key.keyId);
  expect(summarise(verdict)).toBe('whole');
  expect(verdict).toMatchObject({ ok: true, trust: 'trusted', entries: 5, withheld: 1, erased: 0, wordsWithheld: 0 });
  const read = unzipFiles(zipFiles(pack));
  if (!read.ok) throw new Error(read.code);
  expect([...read.files.keys()]).toEqual([...pack.keys()]);
  expect(verifyPack(read.files, null)).toMatchObject({ ok: true, trust: 'not-asked' });
  expect([...pack.keys()].map((name) => textOf(pack, name)).join()).not.toContain('nobody of r-1 needs to know');
});

const DIFFERENT_KEY = (pack: Pack) => {
  const other = aPack(aPackSource(), THIEF);
  return pack.set('keys.json', other.get('keys.json') ?? new Uint8Array());
};

const ATTACKS: readonly (readonly [string, (pack: Pack) => Pack, string])[] = [
  ['a fact of a line is edited', editLine(5, '"attempt":1', '"attempt":2'), 'audit.jsonl:5 entry-altered (entry 5)'],
  ['who acted is edited', editLine(3, 'Jonas', 'Joana'), 'audit.jsonl:3 entry-person-altered (entry 3)'],
  ['a hash is edited', editLine(4, /"hash":"./, '"hash":"x'), 'audit.jsonl:4 entry-unreadable (entry 4)'],
  ['a withheld line is edited', editLine(2, /"body":"[0-9a-f]/, '"body":"0'), 'audit.jsonl:2 entry-altered (entry 2)'],
  ['a field is smuggled in', editLine(1, /}$/, ',"zz":1}'), 'audit.jsonl:1 entry-unreadable (entry 1)'],
  ['a field is given twice', editLine(1, '"what"', '"what":"x","what"'), 'audit.jsonl:1 entry-unreadable (entry 1)'],
  [
    'a person is taken out',
    (pack) => editLines(pack, (lines) => lines.map((line, at) => (at === 2 ? eraseLine(line) : line))),
    'audit.jsonl:3 entry-erased-without-order (entry 3)',
  ],
  [
    'the words of an approver are taken out as if they were an owner’s',
    (pack) => editLines(pack, (lines) => lines.map((line, at) => (at === 2 ? withholdLine(line) : line))),
    'audit.jsonl:3 entry-erased-without-order (entry 3)',
  ],
  [
    'a line is dropped',
    (pack) => editLines(pack, (lines) => lines.toSpliced(3, 1)),
    'audit.jsonl:4 entry-out-of-place (entry 4)',
  ],
  [
    'the first line is dropped',
    (pack) => editLines(pack, (lines) => lines.slice(1)),
    'audit.jsonl:1 entry-out-of-place (entry 1)',
  ],
  [
    'two lines are swapped',
    (pack) => editLines(pack, ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
    'audit.jsonl:2 entry-out-of-place (entry 2)',
  ],
  [
    'a line comes twice',
    (pack) => editLines(pack, ([a = '', ...rest]) => [a, a, ...rest]),
    'audit.jsonl:2 entry-out-of-place (entry 2)',
  ],
  ['the end is cut off', (pack) => editLines(pack, (lines) => lines.slice(0, -2)), 'audit.jsonl:5 chain-cut (entry 5)'],
  ['everything is cut off', (pack) => write(pack, 'audit.jsonl', ''), 'audit.jsonl:1 chain-cut (entry 1)'],
  [
    'a blank line is put in',
    (pack) => editLines(pack, (lines) => lines.toSpliced(2, 0, '')),
    'audit.jsonl:3 entry-unreadable (entry 3)',
  ],
  ['the chain is written anew', (pack) => editLines(pack, () => rewritten()), 'audit.jsonl:7 chain-cut (entry 7)'],
  ['a file is replaced', (pack) => write(pack, 'results.csv', 'all fine'), 'results.csv file-altered'],
  ['the page is replaced', (pack) => write(pack, 'summary.html', '<h1>fine</h1>'), 'summary.html file-altered'],
  ['a file is taken out', (pack) => (pack.delete('notices.jsonl'), pack), 'notices.jsonl file-missing'],
  ['a file is added', (pack) => write(pack, 'more.txt', 'trust me'), 'more.txt file-unlisted'],
  ['a plan is edited', (pack) => write(pack, 'plans/revision-1.json', '{}'), 'plans/revision-1.json file-altered'],
  [
    'the manifest is edited',
    (pack) => write(pack, 'manifest.json', textOf(pack, 'manifest.json').replace('Maya', 'Mara')),
    'manifest.sig signature-wrong',
  ],
  ['the manifest is no JSON', (pack) => write(pack, 'manifest.json', '{'), 'manifest.json file-unreadable'],
  [
    'the manifest holds something unknown',
    (pack) => write(pack, 'manifest.json', textOf(pack, 'manifest.json').replace('{', '{"x":1,')),
    'manifest.json file-unreadable',
  ],
  ['the signature is another', (pack) => pack.set('manifest.sig', new Uint8Array(64)), 'manifest.sig signature-wrong'],
  ['the signature is empty', (pack) => pack.set('manifest.sig', new Uint8Array()), 'manifest.sig signature-wrong'],
  ['the signature is taken out', (pack) => (pack.delete('manifest.sig'), pack), 'manifest.sig file-missing'],
  ['the keys are replaced', DIFFERENT_KEY, 'keys.json key-unknown'],
  ['the keys are garbage', (pack) => write(pack, 'keys.json', 'x'), 'keys.json key-unknown'],
  [
    'the key is replaced under its id',
    (pack) => write(pack, 'keys.json', JSON.stringify([{ ...THIEF.key, keyId: KEY.key.keyId }])),
    'keys.json key-altered',
  ],
  ['the PEM beside it is replaced', (pack) => write(pack, 'key.pem', THIEF.key.publicKey), 'keys.json key-altered'],
  [
    'files are edited and the manifest is made to fit',
    (pack) => cover(write(pack, 'results.csv', 'fine'), THIEF),
    'manifest.sig signature-wrong',
  ],
  [
    'an action is dropped and signed by the installation',
    (pack) => cover(write(pack, 'actions.jsonl', textOf(pack, 'actions.jsonl').replace(/.*\n/, '')), KEY),
    'actions.jsonl entry-without-action (entry 4)',
  ],
  [
    'an action is made up and signed by the installation',
    (pack) => cover(write(pack, 'actions.jsonl', textOf(pack, 'actions.jsonl').replace('pc-1', 'pc-9')), KEY),
    'actions.jsonl:2 action-not-in-chain',
  ],
  [
    'a plan is edited and signed by the installation',
    (pack) => cover(write(pack, 'plans/revision-1.json', '{}'), KEY),
    'plans/revision-1.json plan-altered',
  ],
  ['everything is empty', () => new Map(), 'manifest.json file-missing'],
];

test.each(ATTACKS)('caught: %s', (_what, attack, expected) => {
  const verdict = verifyPack(attack(fresh()), KEY.key.keyId);
  expect(summarise(verdict)).toBe(expected);
  expect(verdict.ok).toBe(false);
});

test('a pack that somebody else signed from end to end is caught by who knows the key, and named as unknown to others', () => {
  const forged = aPack(aPackSource(), THIEF);
  const verdict = verifyPack(forged, KEY.key.keyId);
  expect(summarise(verdict)).toBe('keys.json key-not-trusted');
  expect(verdict).toMatchObject({ ok: false, trust: 'not-trusted' });
  expect(verifyPack(forged, null)).toMatchObject({ ok: true, trust: 'not-asked' });
});

test('a later key is trusted through the keys that endorsed it, and through nothing else', () => {
  const second = aKey(KEY);
  const third = aKey(second);
  const keys = [third, second, KEY].map(({ key }) => key);
  const verdictFor = (list: typeof keys) => verifyPack(aPack(aPackSource(), third, list), KEY.key.keyId).trust;
  expect(verdictFor(keys)).toBe('trusted');
  expect(verdictFor([third.key, KEY.key])).toBe('not-trusted');
  const stolen = { ...THIEF.key, endorsedBy: KEY.key.keyId, endorsement: second.key.endorsement };
  expect(verifyPack(aPack(aPackSource(), THIEF, [stolen, KEY.key]), KEY.key.keyId).trust).toBe('not-trusted');
  const inCircles = { ...THIEF.key, endorsedBy: THIEF.key.keyId, endorsement: 'AAAA' };
  expect(verifyPack(aPack(aPackSource(), THIEF, [inCircles]), KEY.key.keyId).trust).toBe('not-trusted');
});

/** An entry without the one who acted, written as the pack writes it. */
function eraseLine(line: string): string {
  return canonicalJson(eraseParts(JSON.parse(line) as Parameters<typeof eraseParts>[0], ['actor']));
}

/** An entry that claims that its words are only not shown. */
function withholdLine(line: string): string {
  return canonicalJson(withholdWords(JSON.parse(line) as Parameters<typeof withholdWords>[0]));
}

/** The same chain with one fact changed and every hash made to fit. */
function rewritten(): readonly string[] {
  const { chain } = aPackSource();
  const events = chain.map((entry) => (entry.number === 4 ? { ...entry, at: '2020-01-01T00:00:00.000Z' } : entry));
  return sealAll(events).map(canonicalJson);
}
