import { expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { unzipFiles, zipFiles } from '../../src/adapters/pack-zip.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('files come back as they went in, in their order, and the same files give the same bytes', () => {
  const files = new Map([
    ['README.txt', bytes('hello')],
    ['plans/revision-1.json', bytes('{}')],
    ['empty.csv', bytes('')],
  ]);
  const read = unzipFiles(zipFiles(files));
  expect(read.ok && [...read.files]).toEqual([...files]);
  expect(zipFiles(files)).toEqual(zipFiles(files));
});

const BAD_NAMES = [
  '../up.txt',
  '/etc/passwd',
  'a/../../b',
  'C:\\x',
  'a\\b',
  'a/b/c',
  '.hidden',
  'a/',
  'näme',
  'a/.b',
  '',
];

test.each(BAD_NAMES)('a name that leads elsewhere is refused: "%s"', (name) => {
  expect(unzipFiles(zipSync({ 'a.txt': bytes('a'), [name]: bytes('b') }))).toMatchObject({
    ok: false,
    code: 'bad-name',
  });
});

test('an archive that unpacks to more than allowed is refused before it is unpacked', () => {
  const bomb = zipSync({ 'zeros.bin': new Uint8Array(5_000_000) });
  expect(bomb.length).toBeLessThan(20_000);
  expect(unzipFiles(bomb, { bytes: 1_000_000, files: 10 })).toMatchObject({ code: 'too-big', file: 'zeros.bin' });
  const many = zipSync(Object.fromEntries(Array.from({ length: 12 }, (_none, index) => [`f${index}`, bytes('x')])));
  expect(unzipFiles(many, { bytes: 1_000_000, files: 10 })).toMatchObject({ code: 'too-big', file: 'f10' });
});

test('an archive that lies about its size gives no more than it said', () => {
  const zip = zipSync({ 'zeros.bin': new Uint8Array(5_000_000) });
  const view = new DataView(zip.buffer, zip.byteOffset);
  const central = view.getUint32(zip.length - 22 + 16, true);
  view.setUint32(central + 24, 10, true);
  const read = unzipFiles(zip, { bytes: 1_000, files: 10 });
  expect(read.ok ? (read.files.get('zeros.bin')?.length ?? 0) : 0).toBeLessThanOrEqual(10);
});

test('a name that comes twice is refused', () => {
  const zip = zipSync({ 'a.txt': bytes('one'), 'b.txt': bytes('two') });
  const twice = Buffer.from(zip);
  for (let at = twice.indexOf('b.txt'); at >= 0; at = twice.indexOf('b.txt')) twice.write('a.txt', at);
  expect(unzipFiles(twice)).toMatchObject({ ok: false, code: 'same-name-twice', file: 'a.txt' });
});

test.each([
  ['nothing', new Uint8Array()],
  ['text', bytes('this is no archive at all, only words and more words')],
  ['half an archive', zipSync({ 'a.txt': bytes('a'.repeat(500)) }).slice(60)],
  ['an archive without its end', zipSync({ 'a.txt': bytes('a'.repeat(500)) }).slice(0, -30)],
])('what is no archive is refused: %s', (_what, zip) => {
  expect(unzipFiles(zip).ok).toBe(false);
});
