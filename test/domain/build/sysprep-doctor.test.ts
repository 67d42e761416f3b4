import { expect, test } from '@jest/globals';
import { DIAGNOSIS_CODES, diagnose } from '../../../src/domain/build/sysprep-doctor.ts';

const NOTES = 'Contoso.Notes_1.2.0.0_x64__8wekyb3d8bbwe';
const PAINT = 'Contoso.Paint_3.0.0.0_neutral_~_8wekyb3d8bbwe';

function line(text: string, level = 'Error'): string {
  return `2026-11-20 10:00:00, ${level.padEnd(21)} SYSPRP ${text}`;
}

const blockedBy = (name: string) =>
  line(`Package ${name} was installed for a user, but not provisioned for all users. This package will not work.`);
const removeFor = (name: string, family: string) => [
  `Remove-AppxPackage -AllUsers -Package '${name}'`,
  `Get-AppxProvisionedPackage -Online | Where-Object DisplayName -eq '${family}' | Remove-AppxProvisionedPackage -Online`,
];

const APPX = [
  line('Entering SysprepGeneralizeValidate (Appx)', 'Info'),
  blockedBy(NOTES),
  line('Failed to remove apps for the current user: 0x80073cf2.'),
  line('Exit code of RemoveAllApps thread was 0x3cf2.'),
  line('WinMain:Hit failure while pre-validate sysprep generalize internal providers; hr = 0x80073cf2'),
].join('\n');

test('a Store app of one user is named, with the commands that remove it and the lines that say so', () => {
  expect(diagnose(APPX)).toEqual({
    code: 'appx-package',
    subject: NOTES,
    user: '',
    commands: removeFor(NOTES, 'Contoso.Notes'),
    evidence: APPX.split('\n').slice(1),
  });
});

test('of several Store apps the first is the subject, and there are commands for each once', () => {
  const log = [blockedBy(NOTES), blockedBy(PAINT), blockedBy(NOTES)].join('\r\n');
  const found = diagnose(log);
  expect(found.subject).toBe(NOTES);
  expect(found.commands).toEqual([...removeFor(NOTES, 'Contoso.Notes'), ...removeFor(PAINT, 'Contoso.Paint')]);
});

test.each([
  [`${blockedBy(NOTES)} S-1-5-21-1-2-3-1001`, 'S-1-5-21-1-2-3-1001'],
  [`${line(`Removing ${NOTES} for user CPC-1\\builder`)}\n${blockedBy(NOTES)}`, 'CPC-1\\builder'],
  [blockedBy(NOTES), ''],
])('the account is named when the log names it', (log, user) => {
  expect(diagnose(log).user).toBe(user);
});

/** Names that would be commands if they reached one. */
const ATTACKS = [
  "x_1';Remove-Item$IFS-Recurse'",
  'x_1`nStop-Computer',
  'x_1$(Stop-Computer)',
  'x_1;calc',
  'x_1|iex',
  '"x_1"&calc',
  '-x_1',
  'x'.repeat(300),
  'plain',
];

test.each(ATTACKS)('no command is made of a name that is no package name: %s', (name) => {
  const found = diagnose(blockedBy(name));
  expect(found).toMatchObject({ code: 'appx-package', subject: '', commands: [] });
  expect(found.evidence).toHaveLength(1);
});

test('next to a name that is none, a good one still gets its commands', () => {
  const found = diagnose(`${blockedBy("x_1';calc'")}\n${blockedBy(NOTES)}`);
  expect(found).toMatchObject({ subject: NOTES, commands: removeFor(NOTES, 'Contoso.Notes') });
});

/** Log lines after the documents that `sysprep-causes.ts` names, and the cause. */
const CAUSES: readonly (readonly [string, string, string])[] = [
  [line('Failed to remove apps for the current user: 0x80073cf2.'), 'appx-package', ''],
  [
    line('BitLocker-Sysprep: BitLocker is on for the OS volume. Turn BitLocker off to run Sysprep. (0x80310039)'),
    'bitlocker',
    'C:',
  ],
  [
    line("ActionPlatform::LaunchModule: Failure occurred while executing 'ValidateBitLockerState' from BdeSysprep.dll"),
    'bitlocker',
    'C:',
  ],
  [
    '02-07-2022 14:24:15.000 SYSPRP Sysprep_Clean_Validate_Opk: Audit mode cannot be turned on if reserved storage is in use.; hr = 0x800F0975',
    'reserved-storage',
    'reserved storage',
  ],
  [line('WinMain:Hit failure while pre-validate; hr = 0x80070975'), 'reserved-storage', 'reserved storage'],
  [line('There are one or more Windows updates that require a reboot.'), 'pending-reboot', 'Windows Update'],
  [
    line("Sysprep_Clean_Validate_Opk: Audit mode can't be turned on if there is an active scenario.; hr = 0x800F0975"),
    'reserved-storage',
    'reserved storage',
  ],
  [
    line("Sysprep_Clean_Validate_Opk: Audit mode can't be turned on if there is an active scenario."),
    'pending-reboot',
    'Windows Update',
  ],
  [line('spopk.dll:: Failed to query pending CBS operations; hr = 0x80080005'), 'pending-reboot', 'Windows Update'],
  [
    line('ActionPlatform::DeleteValue: Error from RegDeleteValueW for value senseGuid; dwRet = 0x5'),
    'defender',
    'senseGuid',
  ],
  [line('Error in executing action for Windows-SenseClient-Service; dwRet = 0x5'), 'defender', 'senseGuid'],
  [
    line('WinMain:Hit failure while processing sysprep generalize providers; hr = 0xc004d307'),
    'rearm-count',
    '0xC004D307',
  ],
  [line('RunExternalDlls: halting sysprep execution. dwRet = -1073425657'), 'rearm-count', '0xC004D307'],
  [line("Failure occurred while executing 'CryptoSysPrep_Specialize' from capisp.dll"), 'domain-joined', 'domain'],
  [line('WinMain: the machine is joined to a domain'), 'domain-joined', 'domain'],
];

test.each(CAUSES)('%s: %s', (log, code, subject) => {
  expect(diagnose(log)).toMatchObject({ code, subject, evidence: [log] });
  expect(DIAGNOSIS_CODES).toContain(code);
});

test('the Store app comes before what it drags along', () => {
  expect(diagnose(`${line('x; hr = 0x800F0975')}\n${APPX}`).code).toBe('appx-package');
});

test('lines that only inform are no cause', () => {
  const log = [
    line("Executing method 'ValidateBitLockerState' from BdeSysprep.dll", 'Info'),
    line('Package x was installed for a user', 'Info'),
    line('Generalize phase is complete', 'Info'),
  ].join('\n');
  expect(diagnose(log)).toMatchObject({ code: 'unknown', subject: '', evidence: [] });
});

test('the newest run counts', () => {
  const begin = line('=== Beginning of a new sysprep run ===', 'Info');
  const log = [begin, blockedBy(NOTES), begin, line('BitLocker is on for the OS volume. (0x80310039)')].join('\n');
  expect(diagnose(log).code).toBe('bitlocker');
});

test.each(['IMAGE_STATE_COMPLETE', 'IMAGE_STATE_UNDEPLOYABLE'])(
  'without an error, %s is a hang, and the last lines are shown',
  (state) => {
    const steps = Array.from({ length: 9 }, (_, no) => line(`step ${no}`, 'Info'));
    const log = `ImageState: ${state}\n== setuperr.log\n== setupact.log\n${steps.join('\n')}`;
    const evidence = [`ImageState: ${state}`, ...steps.slice(-5)];
    expect(diagnose(log)).toEqual({ code: 'hang', subject: state, user: '', commands: [], evidence });
  },
);

test('a state does not hide an error', () => {
  expect(diagnose(`ImageState: IMAGE_STATE_COMPLETE\n${APPX}`).code).toBe('appx-package');
  const log = `ImageState: IMAGE_STATE_UNDEPLOYABLE\n${line("Failure occurred while executing 'Sysprep_Foo' from foo.dll; dwRet = 0x2")}`;
  expect(diagnose(log)).toMatchObject({ code: 'unknown', subject: 'Sysprep_Foo' });
});

test('a sealed machine is not called failed', () => {
  const log = 'ImageState: IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE\n== setuperr.log';
  expect(diagnose(log)).toMatchObject({ code: 'sealed', commands: [] });
});

test('logs whose telling part was cut off are said to be so, unless the rest tells', () => {
  const rest = `${line('RunPlatformActions:Failed; dwRet = 0x2')}\nrepave:logs:1>>`;
  expect(diagnose(rest).code).toBe('cut-off');
  expect(diagnose(`<<repave:logs:1\n${rest}`).code).toBe('unknown');
  expect(diagnose(`${blockedBy(NOTES)}\n${rest}`).code).toBe('appx-package');
});

test.each([
  ['nothing', ''],
  ['a poem', 'The quick brown fox\njumps over the lazy dog'],
  ['a log of something else', '2026-11-20 ERROR connection refused by database'],
  ['a package in prose', 'Package delivery was installed for a user'],
])('of %s nothing is guessed', (_name, text) => {
  expect(diagnose(text)).toEqual({ code: 'unknown', subject: '', user: '', commands: [], evidence: [] });
});

test('UTF-16 that was read as bytes, and hard spaces from a chat, do no harm', () => {
  const wide = `\ufffd\ufffd${[...APPX].join('\u0000')}`;
  expect(diagnose(wide)).toEqual(diagnose(APPX));
  expect(diagnose(APPX.replaceAll(' ', '\u00a0'))).toEqual(diagnose(APPX));
});

test('evidence is at most ten lines of one card line each, whatever the length of the log', () => {
  const log = Array.from({ length: 5_000 }, () => `${blockedBy(NOTES)}${'x'.repeat(5_000)}`).join('\n');
  const { evidence, commands } = diagnose(log);
  expect(evidence).toHaveLength(10);
  expect(Math.max(...evidence.map((text) => text.length))).toBe(240);
  expect(commands).toHaveLength(2);
});
