import { expect, test } from '@jest/globals';
import { parseInspection } from '../../../src/domain/build/inspection.ts';

const ANSWER = {
  v: 1,
  computer: 'CPC-1',
  edition: 'Enterprise',
  build: '26200.4946',
  version: '25H2',
  appx: [['Contoso.Notes_1.2.0.0_x64__8wekyb3d8bbwe', 'CPC-1\\builder']],
  appxFound: 3,
  bitlocker: 'FullyDecrypted/0',
  reboot: false,
  reserved: 'disabled',
  recovery: [[0, 4, 650]],
  ad: false,
  entra: false,
  mdm: 0,
  fslogix: false,
  avd: ['Remote Desktop Agent Boot Loader'],
  startApps: 123,
  disks: 1,
  diskGb: 127,
  imageState: 'IMAGE_STATE_COMPLETE',
  cdrom: 1,
  defender: false,
  unread: [],
};

function print(change: Readonly<Record<string, unknown>> = {}): string {
  return `<<repave:inspect:1\r\n${JSON.stringify({ ...ANSWER, ...change })}\r\nrepave:inspect:1>>\r\n`;
}

function parse(change: Readonly<Record<string, unknown>> = {}) {
  const report = parseInspection(print(change));
  if ('problem' in report) throw new Error(report.problem);
  return report;
}

test('every field of the script becomes a fact', () => {
  expect(parse()).toEqual({
    computerName: 'CPC-1',
    packages: [{ fullName: 'Contoso.Notes_1.2.0.0_x64__8wekyb3d8bbwe', user: 'CPC-1\\builder' }],
    packagesFound: 3,
    unread: [],
    facts: {
      edition: 'Enterprise',
      osBuild: '26200.4946',
      osVersion: '25H2',
      blockingPackages: 3,
      bitlocker: 'off',
      pendingReboot: false,
      reservedStorage: 'disabled',
      recoveryPartitions: 1,
      domainJoined: false,
      entraJoined: false,
      enrolled: false,
      fslogix: false,
      avdAgents: true,
      startMenuApps: 123,
      diskGb: 127,
      imageState: 'IMAGE_STATE_COMPLETE',
      cdromEnabled: true,
      defenderOnboarded: false,
    },
  });
});

test.each([
  ['nothing', '', 'no-output'],
  ['white space', ' \r\n\u0000\n', 'no-output'],
  ['words of somebody else', 'hello', 'not-readable'],
  ['no start marker, as Azure kept the end only', print().slice(40), 'cut-off'],
  ['no end marker, as the script died', print().slice(0, -25), 'cut-off'],
  ['an end before its start', 'repave:inspect:1>>\n<<repave:inspect:1\n{}', 'cut-off'],
  ['no JSON', '<<repave:inspect:1\n{"v":1,\nrepave:inspect:1>>', 'not-readable'],
  ['a list', '<<repave:inspect:1\n[1]\nrepave:inspect:1>>', 'not-readable'],
  ['null', '<<repave:inspect:1\nnull\nrepave:inspect:1>>', 'not-readable'],
  ['a newer format', '<<repave:inspect:2\n{"v":2}\nrepave:inspect:2>>', 'unknown-version'],
  ['a newer JSON', '<<repave:inspect:1\n{"v":2}\nrepave:inspect:1>>', 'unknown-version'],
  ['another script', '<<repave:removed:1\n{"v":1}\nrepave:removed:1>>', 'not-readable'],
])('cannot be read: %s', (_name, output, problem) => {
  expect(parseInspection(output)).toEqual({ problem });
});

test('of several answers the last counts: a machine made from another can carry an old one', () => {
  const report = parseInspection(print({ computer: 'OLD' }) + print({ computer: 'NEW' }));
  expect(report).toMatchObject({ computerName: 'NEW' });
});

test('text around the answer and NUL characters do no harm', () => {
  const spread = [...print()].join('\u0000');
  expect(parseInspection(`\ufeffwarning: x\n${spread}\nbye`)).toMatchObject({ computerName: 'CPC-1', unread: [] });
});

/** A value of the wrong kind, the field it is in, and the fact that stays unknown. */
const WRONG: readonly (readonly [string, unknown, string])[] = [
  ['edition', 7, 'edition'],
  ['edition', '', 'edition'],
  ['build', '26200', 'osBuild'],
  ['build', '26200.1; rm', 'osBuild'],
  ['version', '25H2 <b>', 'osVersion'],
  ['appxFound', -1, 'blockingPackages'],
  ['appxFound', 1.5, 'blockingPackages'],
  ['appxFound', '0', 'blockingPackages'],
  ['bitlocker', 'Decrypted', 'bitlocker'],
  ['reboot', 'false', 'pendingReboot'],
  ['reserved', 'off', 'reservedStorage'],
  ['recovery', {}, 'recoveryPartitions'],
  ['ad', 0, 'domainJoined'],
  ['entra', null, 'entraJoined'],
  ['mdm', true, 'enrolled'],
  ['fslogix', 'no', 'fslogix'],
  ['avd', '', 'avdAgents'],
  ['startApps', 1e99, 'startMenuApps'],
  ['diskGb', '127', 'diskGb'],
  ['imageState', 'IMAGE_STATE_complete', 'imageState'],
  ['cdrom', 9, 'cdromEnabled'],
  ['defender', 1, 'defenderOnboarded'],
];

test.each(WRONG)('%s: %j is no answer, so it counts as unread and its fact stays unknown', (field, value, fact) => {
  const report = parse({ [field]: value });
  expect(report.unread).toEqual([field]);
  expect(report.facts).not.toHaveProperty(fact);
});

test('what the script admits not to have read is not believed, even if there is a value', () => {
  const report = parse({ startApps: 0, fslogix: null, unread: ['startApps', 'fslogix', 'no such field'] });
  expect(report.unread).toEqual(['fslogix', 'startApps']);
  expect(report.facts).not.toHaveProperty('startMenuApps');
});

test.each([
  ['FullyDecrypted/0', 'off'],
  ['FullyDecrypted/3', 'FullyDecrypted/3'],
  ['DecryptionInProgress/40', 'DecryptionInProgress/40'],
  ['FullyEncrypted/100', 'FullyEncrypted/100'],
])('BitLocker %s is %s', (state, fact) => {
  expect(parse({ bitlocker: state }).facts.bitlocker).toBe(fact);
});

test('packages are capped, their users too, and what is no package name is left out but counted', () => {
  const name = (no: number) => `Contoso.App${no}_1.0.0.0_x64__8wekyb3d8bbwe`;
  const many = Array.from({ length: 30 }, (_, no) => [name(no), 'u'.repeat(500)]);
  const report = parse({ appx: [["x'; Remove-Item C:\\ -Recurse #", 'me'], [17], 'x', ...many], appxFound: 33 });
  expect(report.packages).toHaveLength(9);
  expect(report.packages[0]).toEqual({ fullName: name(0), user: 'u'.repeat(80) });
  expect(report.packagesFound).toBe(33);
});

test('names keep no line breaks and no more than their length', () => {
  expect(parse({ computer: `A\nB${'x'.repeat(99)}` }).computerName).toBe(`A B${'x'.repeat(60)}`);
});
