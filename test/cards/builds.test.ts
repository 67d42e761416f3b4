import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../cards/actions.ts';
import { renderView } from '../../cards/render-view.ts';
import { wordDiagnosis } from '../../cards/words-doctor.ts';
import { explainImportError } from '../../cards/words-import.ts';
import { DIAGNOSIS_CODES } from '../../src/domain/build/sysprep-doctor.ts';
import type { BuildView } from '../../src/domain/build/views.ts';
import { listCards } from './examples/all.ts';
import { BUILD, DIAGNOSIS } from './examples/builds.ts';
import { PASSWORD } from './examples/images.ts';
import { isObject, listObjects, textAt } from './walk.ts';

const cards = listCards();

function titlesOf(card: JsonObject | undefined): readonly string[] {
  const actions = card?.['actions'];
  return Array.isArray(actions) ? actions.filter(isObject).map((action) => textAt(action, 'title')) : [];
}

function buttonOf(card: JsonObject, verb: string): JsonObject | undefined {
  return listObjects(card).find(({ object }) => object['verb'] === verb && object['type'] === 'Action.Execute')?.object;
}

function render(change: Partial<BuildView>): JsonObject {
  return renderView({ ...BUILD, ...change }, { zone: 'UTC' }).card;
}

test.each<[string, readonly string[]]>([
  ['build-checking', ['Refresh', 'Give up…']],
  ['build-refused', ['Try again', 'Refresh', 'Give up…']],
  ['build-customise', ['Done', 'Inspect now', 'Run a script', 'Refresh', 'Give up…']],
  ['build-customise-busy', ['Refresh', 'Give up…']],
  ['build-last-look', ['Refresh', 'Give up…']],
  ['build-seal', ['Seal the copy', 'Back to the machine', 'Refresh', 'Give up…']],
  ['build-sysprep-failed', ['Back to the machine', 'Try again with a fresh copy', 'Refresh', 'Give up…']],
  ['build-import-ask', ['Import', 'Refresh', 'Give up…']],
  ['build-import', ['Refresh', 'Give up…']],
  ['build-import-failed', ['Retry the upload', 'Refresh', 'Give up…']],
  ['build-stopped', ['Try again', 'Refresh', 'Give up…']],
  ['build-trouble', ['Refresh', 'Give up…']],
  ['build-ready', ['Replace image', 'Refresh']],
  ['build-done', ['Replace image']],
  ['build-given-up', ['Prepare another', 'Leftovers']],
  ['build-superseded', []],
])('%s offers %j', (name, titles) => {
  expect(titlesOf(cards[name])).toEqual(titles);
});

test('the seal carries the revision that the card showed', () => {
  const data = buttonOf(render({ step: 'confirm-seal', revision: 12 }), 'build.seal')?.['data'];
  expect(data).toEqual({ verb: 'build.seal', buildId: BUILD.buildId, revision: 12 });
});

test('while something runs in the machine, nothing else is offered that would run there', () => {
  const busy = JSON.stringify(cards['build-customise-busy']);
  for (const verb of ['inspect', 'script', 'remove-packages', 'remove-recovery', 'customised'])
    expect(busy).not.toContain(`build.${verb}"`);
});

test('a machine that Repave did not make gets no password from it', () => {
  expect(JSON.stringify(cards['build-customise-own'])).not.toContain('build.password');
  expect(JSON.stringify(cards['build-customise'])).toContain('build.password');
});

test('unknown rules can be accepted only where there are some', () => {
  expect(JSON.stringify(cards['build-import-unknown'])).toContain('acceptUnknown');
  expect(JSON.stringify(cards['build-import-ask'])).not.toContain('acceptUnknown');
});

test('a copy of a running machine of somebody else is warned of', () => {
  expect(JSON.stringify(cards['build-seal-own'])).toContain('power cut');
  expect(JSON.stringify(cards['build-seal'])).not.toContain('power cut');
});

test('an image of 2021 hears why it was right then, why it is refused now, and the way to convert it', () => {
  const text = JSON.stringify(cards['build-refused']);
  expect(text).toContain('In August 2021');
  expect(text).toContain('mbr2gpt.exe /convert');
});

test.each<[BuildView['pace'], RegExp]>([
  ['normal', /"Usually 25 minutes here/],
  ['late', /Longer than usual/],
  ['stuck', /Far longer than usual/],
])('a step that is %s says so, with its own times', (pace, words) => {
  const usual = { p50Minutes: 25, p90Minutes: 40 };
  const card = render({ step: 'capture', pace, usual, since: '2026-11-26T10:53:00.000Z' });
  expect(JSON.stringify(card)).toMatch(words);
  expect(JSON.stringify(card)).toContain('31 minutes so far');
});

test('the log of a script keeps its end, and its characters stay as they are', () => {
  const output = `${'early\n'.repeat(90)}**not bold** [x](y) {{DATE(2026-01-01T00:00:00Z)}}`;
  const card = render({
    lastResult: { no: 1, kind: 'script', at: BUILD.since, outcome: 'failed', exitCode: 1, output },
  });
  const code = listObjects(card).find(({ object }) => object['type'] === 'CodeBlock')?.object;
  expect(code?.['codeSnippet']).toMatch(/early\n\*\*not bold\*\* \[x\]\(y\) \{\{DATE/);
  expect(JSON.stringify(code?.['fallback'])).toContain('**not bold** [x](y)');
  expect(JSON.stringify(card)).toContain('The end of what it wrote');
});

test('a password stands in the code block of its card and nowhere else', () => {
  const { card, summary } = renderView(PASSWORD, { zone: 'UTC' });
  const { body, ...rest } = card;
  expect(summary).not.toContain(PASSWORD.password);
  expect(JSON.stringify(rest)).not.toContain(JSON.stringify(PASSWORD.password).slice(1, -1));
  const holders = listObjects(body ?? null).filter(({ object }) => Object.values(object).includes(PASSWORD.password));
  expect(holders.map(({ object }) => object['type'])).toEqual(['CodeBlock', 'TextRun']);
});

test.each(['coming', 'removed', 'in-vault', 'failed'])('the card of a password that is %s shows none', (state) => {
  expect(listObjects(cards[`password-${state}`] ?? {}).map(({ object }) => object['type'])).not.toContain('CodeBlock');
});

test.each([...DIAGNOSIS_CODES])('the cause %s of a failed sysprep has words, also without names', (code) => {
  const { title, why, fix } = wordDiagnosis({ ...DIAGNOSIS, code, subject: '', user: '' });
  expect(`${title} ${why} ${fix}`).not.toMatch(/undefined|“”| {2}|no words yet/);
  expect(fix).toMatch(/\.$/);
});

test('a cause or an import error that is new is named by its code', () => {
  expect(wordDiagnosis({ ...DIAGNOSIS, code: 'brand-new' }).why).toContain('(brand-new)');
  expect(explainImportError('brandNewCode').reason).toContain('brandNewCode');
});

test('commands of the doctor can be run on the machine as they stand', () => {
  const run = listObjects(cards['doctor'] ?? {}).find(({ object }) => object['id'] === 'script')?.object;
  expect(run?.['value']).toBe(DIAGNOSIS.commands.join('\n'));
});

test('an image that a policy names cannot be deleted from its card', () => {
  expect(buttonOf(cards['image-delete-used'] ?? {}, 'images.delete')).toBeUndefined();
  expect(buttonOf(cards['image-delete'] ?? {}, 'images.delete')).toBeDefined();
});
