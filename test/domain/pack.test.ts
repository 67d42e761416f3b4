import { expect, test } from '@jest/globals';
import { html } from '../../src/domain/pack/html.ts';
import { REASONS } from '../../src/domain/pack/reasons.ts';
import { anAttempt, aPlan, aPlanned, aRollout, aTarget } from '../support/domain.ts';
import { ACCOUNT, aCopy } from '../support/copies.ts';
import { listWaitingCodes } from '../support/start-codes.ts';
import { aKey, aPack, aPackSource } from '../support/pack.ts';

const HOSTILE = `"><script>alert('x')</script>&`;

function textOf(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(files.get(name));
}

test('values are escaped and markup is not, in lists as well', () => {
  const inner = html`<b>${'<i>'}</b>`;
  expect(html`<p title="${HOSTILE}">${1}${inner}${[inner, inner]}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">1<b>&lt;i&gt;</b><b>&lt;i&gt;</b><b>&lt;i&gt;</b></p>',
  );
});

test('whatever people and the tenant wrote, the summary stays a page without scripts', () => {
  const planned = aPlanned(0, { cloudPcName: HOSTILE, personName: HOSTILE, upn: HOSTILE });
  const plan = aPlan({ targets: [planned], image: { id: 'i', name: HOSTILE, version: '1', supportEndsOn: null } });
  const rollout = aRollout({ plan, aborted: { by: { id: 'x', name: HOSTILE }, at: plan.madeAt, reason: HOSTILE } });
  const targets = [aTarget({ planned, attempts: [anAttempt()] })];
  const source = aPackSource({ state: { rollout, targets }, plans: [{ plan, hash: rollout.hash }] });
  const page = textOf(aPack(source, aKey()), 'summary.html');
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;');
  expect(page).toContain("default-src 'none'");
  expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(2);
});

test('a rollout of which nothing was done makes a pack as well', () => {
  const plan = aPlan({ targets: [] });
  const source = aPackSource({ state: { rollout: aRollout({ plan }), targets: [] }, messages: [], chain: [] });
  const page = textOf(aPack(source, aKey()), 'summary.html');
  expect(page).toContain('Nothing was started');
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
});

test('why a Cloud PC was not done stands there in words', () => {
  const plan = aPlan();
  const why = { code: 'left-behind', facts: { reasons: 'exception-open copy-too-old' } };
  const targets = [aTarget({ excluded: { at: plan.madeAt, by: 'repave', why } })];
  const source = aPackSource({ state: { rollout: aRollout({ plan }), targets } });
  expect(textOf(aPack(source, aKey()), 'summary.html')).toContain(
    'not done before the end of the rollout; the person had asked for an exception, which nobody had answered; its copy was too old',
  );
});

test('whatever can keep a Cloud PC waiting, or end it, has words in the pack', () => {
  const ends = ['provisioning-failed', 'stuck', 'wrong-image', 'left-behind', 'no-window-left', 'exception-granted'];
  const gone = ['app-owner-excluded', 'cloud-pc-gone', 'owner-changed', 'owner-left', 'reprovisioned-elsewhere'];
  const codes = [...listWaitingCodes(), ...ends, ...gone];
  expect(codes.filter((code) => REASONS[code] === undefined)).toEqual([]);
  expect(Object.keys(REASONS).filter((code) => !codes.includes(code))).toEqual([]);
});

test('the messages of the pack say that they arrived, and neither where nor what they showed', () => {
  const source = aPackSource();
  const messages = source.messages.map((message) => ({ ...message, ref: { conversationId: 'a:1' }, shown: 'abc' }));
  const text = textOf(aPack({ ...source, messages }, aKey()), 'notices.jsonl');
  expect(text).toContain('"state":"delivered"');
  expect(text).not.toMatch(/a:1|shown/);
});

test('the copies say where they are and who deletes them when; a rollout without copies has no list', () => {
  const plan = aPlan();
  const copies = [aCopy(), aCopy({ kind: 'export', where: ACCOUNT })];
  const targets = copies.map((copy, index) => aTarget({ planned: aPlanned(index), copy }));
  const source = aPackSource({ state: { rollout: aRollout({ plan }), targets } });
  const rows = textOf(aPack(source, aKey()), 'copies.jsonl').trim().split('\n');
  const parsed = rows.map((row) => JSON.parse(row) as Record<string, unknown>);
  expect(parsed).toMatchObject([
    { cloudPcId: 'pc-0', snapshotId: 'point-1', expiresAt: copies[0]?.expiresAt, deletedBy: 'Windows 365' },
    { cloudPcId: 'pc-1', where: ACCOUNT, deletedBy: 'the exported disk: nobody, by itself' },
  ]);
  expect(aPack(aPackSource(), aKey()).has('copies.jsonl')).toBe(false);
});
