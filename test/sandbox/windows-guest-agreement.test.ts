import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseLogs } from '../../src/domain/build/guest-output.ts';
import { parseInspection } from '../../src/domain/build/inspection.ts';
import { diagnose } from '../../src/domain/build/sysprep-doctor.ts';
import { createRandom } from '../../src/sandbox/random.ts';
import { createWindowsGuest, runInGuest, type WindowsGuest } from '../../src/sandbox/world/windows-guest.ts';

/** Runs the script that stands in the product, to its end. */
function go(guest: WindowsGuest, name: string): string {
  const script = readFileSync(`guest/${name}.ps1`, 'utf8');
  const outcome = runInGuest(guest, { script, parameters: {}, secrets: {}, now: 0, random: createRandom(1) });
  outcome.effect?.(guest);
  return outcome.output;
}

function boot(storeUpdated = false): WindowsGuest {
  const random = createRandom(1);
  const system = { offer: 'windows-11', sku: 'win11-25h2-ent', computerName: 'CPC-1' };
  return createWindowsGuest({ ...system, random, storeUpdated });
}

test('what the simulated Windows tells of itself is read without a remainder', () => {
  expect(parseInspection(go(boot(true), 'inspect'))).toMatchObject({
    computerName: 'CPC-1',
    unread: [],
    packagesFound: 1,
    packages: [{ fullName: expect.stringMatching(/^Microsoft\.WidgetsPlatformRuntime_/), user: 'CPC-1\\builder' }],
    facts: { edition: 'Enterprise', osVersion: '25H2', recoveryPartitions: 1, bitlocker: 'off', blockingPackages: 1 },
  });
});

test.each<[string, Partial<WindowsGuest>]>([
  ['sealed', {}],
  ['appx-package', { nextSysprep: 'appx' }],
  ['bitlocker', { nextSysprep: 'bitlocker' }],
  ['defender', { nextSysprep: 'defender' }],
  ['pending-reboot', { pendingReboot: true }],
  ['hang', { nextSysprep: 'hang' }],
])('the doctor finds the cause %s in the logs of the simulated Windows', (code, change) => {
  const guest = Object.assign(boot(), change);
  go(guest, 'sysprep');
  const logs = parseLogs(go(guest, 'read-logs'));
  expect(diagnose('problem' in logs ? '' : logs.text).code).toBe(code);
});
