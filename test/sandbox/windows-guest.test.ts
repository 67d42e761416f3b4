import { expect, test } from '@jest/globals';
import { createRandom } from '../../src/sandbox/random.ts';
import {
  createWindowsGuest,
  isGeneralized,
  runInGuest,
  type WindowsGuest,
} from '../../src/sandbox/world/windows-guest.ts';

const NOW = Date.parse('2026-09-07T06:00:00Z');

function boot(sku = 'win11-25h2-ent', offer = 'windows-11'): WindowsGuest {
  return createWindowsGuest({ offer, sku, random: createRandom(1), computerName: 'CPC-1' });
}

type Inputs = { parameters?: Record<string, string>; secrets?: Record<string, string> };

/** Runs a script to its end, with all that it leaves behind. */
function run(guest: WindowsGuest, script: string, { parameters = {}, secrets = {} }: Inputs = {}) {
  const outcome = runInGuest(guest, { script, parameters, secrets, now: NOW, random: createRandom(2) });
  outcome.effect?.(guest);
  return outcome;
}

function ours(guest: WindowsGuest, name: string, inputs: Inputs = {}) {
  return run(guest, `# repave:${name} 1\nparam()\nthrow 'never parsed'\n`, inputs);
}

function readBlock(output: string, name: string): unknown {
  const [, text = ''] = new RegExp(`^<<repave:${name}:1\\n(.*)\\nrepave:${name}:1>>\\n$`, 's').exec(output) ?? [];
  return JSON.parse(text);
}

test.each([
  ['windows-11', 'win11-25h2-ent', 'Enterprise', '25H2', 'Windows 11 Enterprise'],
  ['windows-11', 'win11-24h2-entn', 'EnterpriseN', '24H2', 'Windows 11 Enterprise N'],
  ['windows-11', 'win11-24h2-pro', 'Professional', '24H2', 'Windows 11 Pro'],
  ['windows-11', 'win11-24h2-ent-ltsc', 'EnterpriseS', '24H2', 'Windows 11 Enterprise LTSC'],
  ['windows-11', 'win11-25h2-avd', 'ServerRdsh', '25H2', 'Windows 11 Enterprise multi-session'],
  ['office-365', 'win11-25h2-avd-m365', 'ServerRdsh', '25H2', 'Windows 11 Enterprise multi-session'],
  ['windows-10', 'win10-22h2-ent-g2', 'Enterprise', '22H2', 'Windows 10 Enterprise'],
  ['windows-ent-cpc', 'win11-25h2-ent-cpc-m365', 'Enterprise', '25H2', 'Windows 11 Enterprise'],
])('the Windows of %s %s is of edition %s', (offer, sku, edition, ...[version, operatingSystem]) => {
  expect(boot(sku, offer)).toMatchObject({ edition, version, operatingSystem, imageState: 'IMAGE_STATE_COMPLETE' });
});

test('multi-session Windows brings agents and FSLogix, images for Cloud PCs no recovery partition', () => {
  expect(boot('win11-25h2-avd')).toMatchObject({ fslogix: true, avdAgents: expect.arrayContaining([]) });
  expect(boot('win11-25h2-avd').avdAgents).toHaveLength(3);
  expect(boot().recovery).toHaveLength(1);
  expect(boot('win11-25h2-ent-cpc', 'windows-ent-cpc').recovery).toEqual([]);
});

test('a Windows is plain data, so a copy of its disk has one of its own', () => {
  const master = boot();
  const copy = structuredClone(master);
  ours(copy, 'sysprep');
  expect([isGeneralized(copy), isGeneralized(master)]).toEqual([true, false]);
});

test('the inspection tells all that matters in less than 4 KB', () => {
  const guest = boot();
  guest.userPackages = Array.from({ length: 40 }, (_, index) => ({
    fullName: `App${index}_1.0.0.0_x64__a`,
    user: 'CPC-1\\a',
  }));
  guest.unreadable = ['startApps'];
  const { output, exitCode } = ours(guest, 'inspect');
  expect(exitCode).toBe(0);
  expect(Buffer.byteLength(output)).toBeLessThan(4096);
  const found = readBlock(output, 'inspect') as { appx: unknown[] };
  expect(found).toMatchObject({
    ...{ v: 1, computer: 'CPC-1', edition: 'Enterprise', build: '26200.6584', version: '25H2', appxFound: 40 },
    ...{ bitlocker: 'FullyDecrypted/0', reboot: false, reserved: 'enabled', recovery: [[0, 4, 674]], ad: false },
    ...{ entra: false, mdm: 0, fslogix: false, avd: [], startApps: null, disks: 1, diskGb: 127, cdrom: 1 },
    ...{ imageState: 'IMAGE_STATE_COMPLETE', defender: false, unread: ['startApps'] },
  });
  expect(found.appx).toHaveLength(12);
});

test('packages are removed by full name, and one that is not there fails alone', () => {
  const guest = boot();
  run(guest, "Add-AppxPackage -Path 'C:\\Temp\\Contoso.App_2.0.0.0_x64__abc.msix'\nwinget install Git.Git");
  expect(guest.userPackages.map(({ fullName }) => fullName.split('_')[0])).toEqual([
    'Contoso.App',
    'Microsoft.WidgetsPlatformRuntime',
  ]);
  const packages = `${guest.userPackages[0]?.fullName};Not.There_1`;
  const { output } = ours(guest, 'remove-packages', { parameters: { packages } });
  expect(readBlock(output, 'removed')).toEqual({
    v: 1,
    removed: ['Contoso.App_2.0.0.0_x64__abc'],
    failed: [['Not.There_1', 'no account has this package']],
  });
  expect(guest.userPackages).toHaveLength(1);
});

test('the recovery partition is removed once', () => {
  const guest = boot();
  const first = readBlock(ours(guest, 'remove-recovery').output, 'removed');
  expect(first).toEqual({ v: 1, removed: ['disk 0 partition 4'], failed: [] });
  expect(readBlock(ours(guest, 'remove-recovery').output, 'removed')).toEqual({ v: 1, removed: [], failed: [] });
});

test('a password is set, or refused when it is weak, and kept nowhere', () => {
  const guest = boot();
  const parameters = { user: 'builder' };
  const good = ours(guest, 'set-password', { parameters, secrets: { password: 'Very-Secret-1' } });
  expect(good).toMatchObject({ exitCode: 0, output: 'password set\n' });
  expect(ours(guest, 'set-password', { parameters, secrets: { password: 'weak' } })).toMatchObject({ exitCode: 1 });
  expect(guest.passwordsSetFor).toEqual(['builder']);
  expect(JSON.stringify([guest, good])).not.toContain('Very-Secret-1');
});

test('a sysprep that works seals Windows and switches it off after four to eight minutes', () => {
  const guest = boot();
  const outcome = ours(guest, 'sysprep');
  expect(outcome).toMatchObject({ exitCode: 0, output: 'sysprep begun\n', powersOffAfterSeconds: outcome.seconds });
  expect(outcome.seconds).toBeGreaterThanOrEqual(240);
  expect(outcome.seconds).toBeLessThanOrEqual(480);
  expect(isGeneralized(guest)).toBe(true);
});

const COMPLETE = 'IMAGE_STATE_COMPLETE';

test.each<[string, (guest: WindowsGuest) => void, string, RegExp]>([
  [
    'a package that is not provisioned',
    (guest) => void run(guest, 'winget install Git.Git'),
    COMPLETE,
    /SYSPRP Package Microsoft\.WidgetsPlatformRuntime_\S+ was installed for a user, but not provisioned for all users/,
  ],
  ['the same forced', (guest) => void (guest.nextSysprep = 'appx'), COMPLETE, /0x80073cf2/],
  [
    'BitLocker',
    (guest) => void run(guest, 'Enable-BitLocker -MountPoint C:'),
    COMPLETE,
    /BitLocker is on for the OS volume/,
  ],
  ['BitLocker, forced', (guest) => void (guest.nextSysprep = 'bitlocker'), COMPLETE, /0x80310039/],
  ['Defender', (guest) => void (guest.defenderOnboarded = true), COMPLETE, /senseGuid/],
  ['Defender, forced', (guest) => void (guest.nextSysprep = 'defender'), COMPLETE, /Windows-SenseClient-Service/],
  ['a pending restart', (guest) => void (guest.pendingReboot = true), COMPLETE, /updates that require a reboot/],
  [
    'a hang',
    (guest) => void (guest.nextSysprep = 'hang'),
    'IMAGE_STATE_UNDEPLOYABLE',
    /== setuperr\.log\n== setupact\.log/,
  ],
])('sysprep fails because of %s, stays on, and its logs say so', (_, prepare, state, sign) => {
  const guest = boot();
  prepare(guest);
  expect(ours(guest, 'sysprep').powersOffAfterSeconds).toBeUndefined();
  expect(isGeneralized(guest)).toBe(false);
  const { output } = ours(guest, 'read-logs');
  expect(output).toMatch(/^<<repave:logs:1\n[^]*\nrepave:logs:1>>\n$/);
  expect(output).toContain(`\nImageState: ${state}\n`);
  expect(output).toMatch(sign);
  expect(Buffer.byteLength(output)).toBeLessThan(4096);
});

test.each([
  ["Write-Output 'hello'", { exitCode: 0, output: 'hello\n', error: '' }],
  ['$a = 1\n$b = 2', { exitCode: 0, output: 'simulated Windows: 2 lines were run\n', error: '' }],
  ["Write-Output 'one'\nthrow 'no licence'\nWrite-Output 'two'", { exitCode: 1, output: 'one\n', error: 'no licence' }],
  ['exit 7', { exitCode: 7, error: '' }],
  ['', { exitCode: 0, output: 'simulated Windows: 0 lines were run\n' }],
])("a person's script %j ends as it says", (script, expected) => {
  expect(run(boot(), script)).toMatchObject(expected);
});

test("a person's script may take long, and print more than Azure keeps", () => {
  expect(run(boot(), 'Start-Sleep -Seconds 300').seconds).toBeGreaterThan(300);
  expect(run(boot(), '1..2000 | ForEach-Object { $_ }').output.length).toBeGreaterThan(4096);
});

test('what a script changed can be changed back', () => {
  const guest = boot();
  guest.pendingReboot = true;
  run(guest, 'Enable-BitLocker -MountPoint C:');
  run(guest, 'Add-AppxPackage -Path Contoso.Small.msix');
  expect(guest).toMatchObject({ bitlocker: { status: 'FullyEncrypted', percent: 100 } });
  run(
    guest,
    `Disable-BitLocker -MountPoint C:\nRemove-AppxPackage -AllUsers -Package '${guest.userPackages[0]?.fullName}'`,
  );
  run(guest, 'DISM.exe /Online /Set-ReservedStorageState /State:Disabled\nRestart-Computer -Force\nWrite-Output lost');
  expect(guest).toMatchObject({
    bitlocker: { status: 'FullyDecrypted', percent: 0 },
    userPackages: [],
    reservedStorage: 'disabled',
    pendingReboot: false,
  });
});
