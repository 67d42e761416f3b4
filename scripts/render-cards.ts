// Pictures of the cards, drawn by the public renderer in a Teams-like dress.
// Usage: npm run cards:render [-- --out <folder>] [--all] [name…]     Needs a Chromium: CHROMIUM_PATH, or /usr/bin/chromium.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { listCards } from '../test/cards/examples/all.ts';
import { createPage, THEMES } from './cards/page.ts';
import type { Look } from './cards/page.ts';

/** The pictures that the documentation shows. */
const GALLERY = [
  'notice-planned',
  'notice-done',
  'plan',
  'approval-pending',
  'approval-approved',
  'checklist-tick',
  'checks',
  'status-rolling',
  'status-held',
  'ask-failure-limit',
  'abort',
  'report',
  'question-image',
  'question-timing',
  'welcome-admin',
  'build-customise-packages',
  'build-refused',
  'build-seal',
  'build-late',
  'build-sysprep-failed',
  'build-import-unknown',
  'images',
  'password',
];

const LOOKS: readonly Look[] = [
  { name: 'desktop-light', width: 560, theme: THEMES.light },
  { name: 'desktop-dark', width: 560, theme: THEMES.dark },
  { name: 'phone-light', width: 340, theme: THEMES.light },
  { name: 'phone-dark', width: 340, theme: THEMES.dark },
];

/** The gallery takes the two looks that differ most; `--all` takes every card in all four. */
const GALLERY_LOOKS = LOOKS.filter(({ name }) => name === 'desktop-light' || name === 'phone-dark');

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'docs/cards' }, all: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const cards = listCards();
const names = values.all ? Object.keys(cards) : positionals.length > 0 ? positionals : GALLERY;
await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const look of values.all ? LOOKS : GALLERY_LOOKS) await renderAll(browser, look);
await browser.close();

async function renderAll(open: Browser, look: Look): Promise<void> {
  const renderer = await readFile(
    createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
    'utf8',
  );
  const page = await open.newPage({ viewport: { width: look.width, height: 400 }, deviceScaleFactor: 1 });
  for (const name of names) {
    const card = cards[name];
    if (!card) throw new Error(`no example is called ${name}; there are ${Object.keys(cards).join(', ')}`);
    await page.setContent(createPage({ card, look, renderer }));
    await page.locator('#card').screenshot({ path: `${values.out}/${name}-${look.name}.png` });
  }
  await page.close();
}
