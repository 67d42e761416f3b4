import { expect, test } from '@jest/globals';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { distance } from 'fastest-levenshtein';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { recognise } from '../src/domain/recognise.ts';
import { buildAppPackage, fillManifest, readVersion } from '../appPackage/app-package.ts';

const APP = '11111111-aaaa-4aaa-8aaa-111111111111';
const CALLER = '22222222-bbbb-4bbb-8bbb-222222222222';
const values = { MicrosoftAppId: APP, GRAPH_APP_ID: CALLER, REPAVE_HOST: 'repave.contoso.com', VERSION: readVersion() };
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const manifestSchema = z.object({
  id: z.string(),
  version: z.string(),
  developer: z.record(z.string(), z.string()),
  icons: z.object({ color: z.string(), outline: z.string() }),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
  bots: z.tuple([
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      supportsFiles: z.boolean(),
      commandLists: z.array(
        z.object({ scopes: z.array(z.string()), commands: z.array(z.object({ title: z.string() })) }),
      ),
    }),
  ]),
});

const manifest = manifestSchema.parse(fillManifest(values));

function readZip(zip: Uint8Array): ReadonlyMap<string, Buffer> {
  return new Map(Object.entries(unzipSync(zip)).map(([name, data]) => [name, Buffer.from(data)]));
}

/** Width, height and colour type from the header of a PNG; colour type 6 has transparency. */
function readPngHeader(png: Buffer): { width: number; height: number; colorType: number } {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), colorType: png.readUInt8(25) };
}

test('the manifest conforms to the schema it names', async () => {
  const filled = fillManifest(values) as unknown as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
  expect(await AppManifestUtils.validateAgainstSchema(filled)).toEqual([]);
  const broken = { ...filled, accentColor: 'blue' } as typeof filled;
  expect(await AppManifestUtils.validateAgainstSchema(broken)).not.toEqual([]);
});

test('app and bot carry the same id, and it is a guid', () => {
  expect(new Set([manifest.id, manifest.bots[0].botId])).toEqual(new Set([APP]));
  expect(manifest.id).toMatch(guid);
});

test('the manifest names the app that calls Graph: Graph lets no other app install this one', () => {
  expect(manifest.webApplicationInfo.id).toBe(CALLER);
  expect(manifest.webApplicationInfo.resource).toContain(CALLER);
});

test('every address of the manifest is https on the public host', () => {
  const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
  for (const url of [websiteUrl, privacyUrl, termsOfUseUrl]) {
    expect(url).toMatch(/^https:\/\/repave\.contoso\.com\//);
  }
  expect(manifest.validDomains).toEqual(['repave.contoso.com']);
  expect(manifest.webApplicationInfo.resource).toBe(`api://repave.contoso.com/${CALLER}`);
});

test('people in chats of their own and in group chats are offered commands, none twice', () => {
  const [{ scopes, commandLists }] = manifest.bots;
  expect(commandLists.flatMap((list) => list.scopes).toSorted()).toEqual(scopes.toSorted());
  for (const { commands } of commandLists) {
    const titles = commands.map(({ title }) => title);
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles).toContain('help');
  }
});

test('every command that is offered is understood, and no list is longer than Teams shows', () => {
  for (const { commands } of manifest.bots[0].commandLists) {
    expect(commands.length).toBeLessThanOrEqual(12);
    const unknown = commands.filter(({ title }) => recognise(title, distance).kind !== 'command');
    expect(unknown).toEqual([]);
  }
});

test('files can be sent to the bot: scripts, and logs of sysprep', () => {
  expect(manifest.bots[0].supportsFiles).toBe(true);
});

test('no placeholder survives, and an unknown one is an error', () => {
  expect(JSON.stringify(fillManifest(values))).not.toContain('${');
  const { VERSION: _without, ...incomplete } = values;
  expect(() => fillManifest(incomplete as typeof values)).toThrow('VERSION');
});

test('the zip holds the manifest and both icons at its root, with nothing lost on the way', () => {
  const entries = readZip(buildAppPackage(values));
  expect([...entries.keys()]).toEqual(['manifest.json', manifest.icons.color, manifest.icons.outline]);
  expect(JSON.parse(entries.get('manifest.json')?.toString('utf8') ?? '')).toEqual(fillManifest(values));
  const onDisk = readFileSync(new URL('../appPackage/icons/color.png', import.meta.url));
  expect(entries.get('color.png')?.equals(onDisk)).toBe(true);
});

test('the icons have the sizes that Teams asks for, and the outline is transparent', () => {
  const entries = readZip(buildAppPackage(values));
  expect(readPngHeader(entries.get('color.png') ?? Buffer.alloc(0))).toMatchObject({ width: 192, height: 192 });
  const outline = readPngHeader(entries.get('outline.png') ?? Buffer.alloc(0));
  expect(outline).toEqual({ width: 32, height: 32, colorType: 6 });
});

test('the same content gives the same bytes', () => {
  expect(buildAppPackage(values)).toEqual(buildAppPackage(values));
});
