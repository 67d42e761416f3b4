// Pictures of the cards, drawn by the public renderer in a Teams-like dress: one sheet a card, light and dark, desktop and phone width.
// Usage: npm run cards:render [-- --out <folder>] [--language de] [--check] [name…]     Needs a Chromium: CHROMIUM_PATH, or /usr/bin/chromium.
// Ends with 1 when a card cuts text off, sets unreadable colours, or shows an id; --check draws nothing.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
import type { JsonObject } from '../cards/actions.ts';
import { languageOf } from '../cards/text/languages.ts';
import { inLanguage } from '../cards/text/say.ts';
import { listCards } from '../test/cards/examples/all.ts';
import { drawCard } from './cards/draw-card.ts';
import { findFlaws } from './cards/find-flaws.ts';
import { hostConfigOf } from './cards/host-config.ts';
import { createPage, THEMES } from './cards/page.ts';
import type { Look } from './cards/page.ts';
import { createSheet } from './cards/sheet.ts';

const LOOKS: readonly Look[] = [
  { name: 'desktop-light', width: 560, theme: THEMES.light },
  { name: 'desktop-dark', width: 560, theme: THEMES.dark },
  { name: 'phone-light', width: 340, theme: THEMES.light },
  { name: 'phone-dark', width: 340, theme: THEMES.dark },
];

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/cards' },
    language: { type: 'string', default: 'en' },
    check: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const cards = inLanguage(languageOf(values.language), listCards);
const names = positionals.length > 0 ? positionals : Object.keys(cards);
if (!values.check) await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const renderer = await readFile(
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'utf8',
);
const flaws = await renderAll(browser);
await browser.close();
for (const flaw of flaws) process.stderr.write(`${flaw}\n`);
process.stdout.write(`${names.length} cards in ${LOOKS.length} looks, ${flaws.length} flaws\n`);
process.exitCode = flaws.length > 0 ? 1 : 0;

async function renderAll(open: Browser): Promise<readonly string[]> {
  const pages = await Promise.all(LOOKS.map((look) => openPage(open, look)));
  const sheet = await open.newPage({ viewport: { width: 1000, height: 400 }, deviceScaleFactor: 1 });
  const found: string[] = [];
  for (const name of names) {
    const card = cards[name];
    if (!card) throw new Error(`no example is called ${name}; there are ${Object.keys(cards).join(', ')}`);
    const flawed = await Promise.all(pages.map((page, index) => draw(page, card, LOOKS[index] as Look)));
    found.push(...flawed.flat().map((flaw) => `${name} ${flaw}`));
    if (!values.check) await keepSheet(name, pages, sheet);
  }
  return found;
}

async function openPage(open: Browser, look: Look): Promise<Page> {
  const page = await open.newPage({ viewport: { width: look.width, height: 400 }, deviceScaleFactor: 1 });
  await page.setContent(createPage({ look, renderer }));
  return page;
}

/** Draws the card and tells what is wrong with how it looks. */
async function draw(page: Page, card: JsonObject, look: Look): Promise<readonly string[]> {
  const data: { card: object; host: object } = { card, host: hostConfigOf(look.theme) };
  await page.evaluate(drawCard, data);
  const flaws = await page.evaluate(findFlaws);
  return flaws.map((flaw) => `(${look.name}): ${flaw}`);
}

/** All looks of one card beside each other. Cards have few colours: a palette makes the files a quarter as large. */
async function keepSheet(name: string, pages: readonly Page[], sheet: Page): Promise<void> {
  const pictures = await Promise.all(pages.map((page) => page.locator('#card').screenshot()));
  const drawn = LOOKS.map(({ name: look, width }, index) => ({ look, width, picture: pictures[index] as Buffer }));
  await sheet.setContent(createSheet(drawn));
  await sharp(await sheet.locator('#sheet').screenshot())
    .png({ palette: true, colours: 32, dither: 0, compressionLevel: 9, effort: 10 })
    .toFile(`${values.out}/${name}.png`);
}
