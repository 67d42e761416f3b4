import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findChromium, openBrowser } from './chromium.ts';
import { findFreePorts, startSandboxProcess } from './sandbox-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import { openTeamsPage } from './teams-page.ts';
import type { TeamsPage } from './teams-page.ts';

const chromium = findChromium();
const testInBrowser = chromium === undefined ? test.skip : test;
const why = chromium === undefined ? ' (skipped: no Chromium here; CHROMIUM_PATH names one)' : '';

/** Four sandbox minutes a second: a rebuild of three quarters of an hour takes ten seconds. */
const SPEED = 240;
const START_WITHIN_MS = 90_000;
const REBUILT_WITHIN_MS = 120_000;

let sandbox: SandboxProcess;
let browser: Browser;
let ports: readonly number[] = [];
let admin: TeamsPage;
let approver: TeamsPage;

beforeAll(async () => {
  if (chromium === undefined) return;
  ports = await findFreePorts(4);
  const [bot, ...pages] = ports;
  const names = ['--admin-port', '--approver-port', '--person-port'];
  sandbox = startSandboxProcess([
    ...['--cloud-pcs', '12', '--speed', String(SPEED), '--port', String(bot)],
    // The window of the evening has just opened in Berlin.
    ...['--start', '2026-11-23T18:00Z'],
    ...names.flatMap((name, index) => [name, String(pages[index])]),
  ]);
  await sandbox.find(/Ctrl-C/, START_WITHIN_MS);
  const opened = await openBrowser(chromium);
  browser = opened.browser;
  admin = await openTeamsPage(opened.context, await sandbox.find(/Admin +(\S+)/));
  approver = await openTeamsPage(opened.context, await sandbox.find(/Approver +(\S+)/));
}, START_WITHIN_MS + 60_000);

afterAll(async () => {
  await browser?.close();
  sandbox?.interrupt();
  await sandbox?.ended;
}, 30_000);

async function askForLena(): Promise<void> {
  await admin.waitFor('Hello Ingrid Solberg');
  await admin.says('replace image');
  await admin
    .card('question 1 of 5')
    .getByText(/Contoso W11 25H2 · 2/)
    .click();
  await admin.press('question 1 of 5', 'Continue');
  await admin
    .card('question 2 of 5')
    .getByText(/Engineering/)
    .first()
    .click();
  await admin.press('question 2 of 5', 'Continue');
  await admin.card('question 3 of 5').getByRole('textbox').first().fill('lena.hoffmann@contoso.example');
  await admin.press('question 3 of 5', 'Continue');
  await admin.press('question 4 of 5', 'More settings');
  await admin
    .card('question 4 of 5')
    .getByLabel(/told ahead/)
    .fill('10 minutes');
  await admin.press('question 4 of 5', 'Continue');
  await admin.card('question 5 of 5').getByRole('textbox').first().fill('A new CAD viewer');
  await admin.press('question 5 of 5', 'Continue');
}

async function readWipes(): Promise<readonly { upn: string; imageAfter: string }[]> {
  const answer = await fetch(await sandbox.find(/Wipes +(\S+)/));
  return ((await answer.json()) as { wipes: { upn: string; imageAfter: string }[] }).wipes;
}

testInBrowser(
  `an admin asks, an approver agrees, the owner is ready, and only that Cloud PC is wiped, once${why}`,
  async () => {
    await askForLena();
    expect(await admin.waitFor('dry run')).toContain('A new CAD viewer');
    await admin.press('dry run', 'Send for approval');
    expect(await approver.waitFor('Approve a new image')).toContain('Ingrid Solberg');
    await approver.press('Approve a new image', 'Approve');
    await approver.waitFor('Approved');
    expect(await readWipes()).toEqual([]);

    // The owner opens Teams only now: the notice waits there.
    const owner = await openTeamsPage(admin.page.context(), await sandbox.find(/End user +(\S+)/));
    // Not its title: the welcome, which may stand below it, says nearly the same.
    await owner.waitFor('everything that is stored only on it');
    await owner.press('everything that is stored only on it', "I'm ready");
    await owner.waitFor("you're all set");

    await owner.waitFor('Your Cloud PC is ready', REBUILT_WITHIN_MS);
    expect(await admin.waitFor('1 of 1 Cloud PC done')).toContain('The record is whole');
    const wipes = await readWipes();
    expect(wipes.map(({ upn, imageAfter }) => `${upn}: ${imageAfter}`)).toEqual([
      'lena.hoffmann@contoso.example: Contoso W11 25H2',
    ]);
  },
  START_WITHIN_MS + REBUILT_WITHIN_MS,
);

testInBrowser(
  `Ctrl-C ends the sandbox without an error, and nothing listens any more${why}`,
  async () => {
    await browser.close();
    sandbox.interrupt();
    expect(await sandbox.ended).toBe(0);
    for (const port of ports) await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    expect(sandbox.output()).not.toMatch(/"level":(50|60)/);
  },
  30_000,
);
