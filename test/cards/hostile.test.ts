import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../cards/actions.ts';
import { bindAskReason } from '../../cards/ask-reason.ts';
import { bindNote } from '../../cards/note.ts';
import { renderView } from '../../cards/render-view.ts';
import type { View } from '../../src/domain/views.ts';
import { listViews } from './examples/all.ts';
import { listObjects, textAt, typeOf } from './walk.ts';

/** Everything that a person can smuggle into a name or a reason. */
const NASTY =
  '**B** [x](http://evil.example) ${plan.hash} <img src=x> {{DATE(2026-01-01T00:00:00Z)}} # `c` ~s~ \\ |\n- l';

/** Keys that Repave itself fills with words of its own choice or with addresses. */
const OWN_KEYS =
  /^(kind|stage|state|phase|code|outcome|id|item|zone|locale|hash|rolloutId|cloudPcId|policyId|planKind|source|possible|verdict|wanted|seen|decision|promotion|proofMode|imageId|imageType|what|step|ruleSet|power|.*At|.*On|at|since|days|start|end|freeze|on|why|answer|install|how)$/;

/** The view with every text of people replaced. */
function poison<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (OWN_KEYS.test(key) || value === '' ? value : NASTY) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => poison(item, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const isCodes = key === 'facts';
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [
    name,
    isCodes ? item : poison(item, name),
  ]);
  return Object.fromEntries(entries) as T;
}

/** Places where renderers read markdown: texts, and both sides of facts. */
function listMarkdown(card: JsonObject): readonly string[] {
  return listObjects(card).flatMap(({ object, path }) => {
    if (typeOf(object) === 'TextBlock') return [textAt(object, 'text')];
    return /\.facts\[\d+\]$/.test(path) ? [textAt(object, 'title'), textAt(object, 'value')] : [];
  });
}

const MARKS = /(?<!\\)(\[|\]|`|~|<|\*\*B|\{\{(DATE|TIME)\()/;

test.each(Object.entries(listViews()))('%s shows what people wrote exactly as written', (_name, view) => {
  const { card, summary } = renderView(poison<View>(view), { zone: 'Europe/Berlin' });
  for (const text of listMarkdown(card)) expect(text).not.toMatch(MARKS);
  expect(summary).not.toMatch(/\\\[/);
});

test('the text of a template mark stays text', () => {
  const { card } = renderView(poison<View>(firstView('plan')), { zone: 'UTC' });
  expect(JSON.stringify(card)).toContain('${plan.hash}');
  expect(JSON.stringify(card)).not.toContain('\\n- l');
});

test('answers that are played back in a question stay as written', () => {
  const values = { reason: NASTY, deadline: NASTY, zone: NASTY };
  const card = bindAskReason({ values, problems: { reason: NASTY }, imageName: NASTY, policyNames: [NASTY] });
  for (const text of listMarkdown(card)) expect(text).not.toMatch(MARKS);
});

test('a note shows its parts as written', () => {
  const card = bindNote({ title: NASTY, lead: NASTY, lines: [NASTY], buttons: [{ title: NASTY, text: 'status' }] });
  for (const text of listMarkdown(card)) expect(text).not.toMatch(MARKS);
});

function firstView(name: string): View {
  const view = listViews()[name];
  if (!view) throw new Error(`no example ${name}`);
  return view;
}
