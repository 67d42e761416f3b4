import { expect, test } from '@jest/globals';
import { recognise } from '../../src/domain/recognise.ts';

const apart = (a: string, b: string) => (a === b ? 0 : 9);

test.each([
  ['proof', 'proof', ''],
  ['proof setup confirm', 'proof-setup', 'confirm'],
  ['proof off', 'proof-off', ''],
  ['proof off confirm', 'proof-off', 'confirm'],
  ['proof patterns *.lic, %APPDATA%\\Vendor', 'proof-patterns', '*.lic, %APPDATA%\\Vendor'],
  ['proof patterns *.lic, !C:\\Tools', 'proof-patterns', '*.lic, !C:\\Tools'],
  ['app owners', 'app-owners', ''],
  ['App owner *.lic = ada@contoso.com', 'app-owner', '*.lic = ada@contoso.com'],
  ['app owner *.lic = nobody', 'app-owner', '*.lic = nobody'],
  ['app owner %APPDATA%\\Vendor = ada@contoso.com', 'app-owner', '%APPDATA%\\Vendor = ada@contoso.com'],
])('“%s”', (text, command, rest) => {
  expect(recognise(text, apart)).toMatchObject({ kind: 'command', command, rest });
});
