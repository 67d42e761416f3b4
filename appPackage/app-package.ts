import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { z } from 'zod';

/** What the manifest template asks for. */
export interface ManifestValues {
  readonly MicrosoftAppId: string;
  /** The app that calls Graph. Graph lets it install this app only when the manifest names it in `webApplicationInfo`. */
  readonly GRAPH_APP_ID: string;
  /** Public host name of the bot, without https://. */
  readonly REPAVE_HOST: string;
  /** Version of the app, as 1.2.3. Teams takes an update only when it is higher. */
  readonly VERSION: string;
}

const manifestSchema = z.record(z.string(), z.unknown());
const versionSchema = z.object({ version: z.string() });

/** The manifest with every placeholder filled. Throws when the template asks for something unknown. */
export function fillManifest(values: ManifestValues): Record<string, unknown> {
  const known: Readonly<Record<string, string>> = { ...values };
  const text = readOwnFile('manifest.json').toString('utf8');
  const filled = text.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`manifest.json asks for ${name}, which nobody gives.`);
    return value;
  });
  return manifestSchema.parse(JSON.parse(filled));
}

/** The first day that the format knows: the same content gives the same bytes. */
const mtime = new Date(1980, 0, 1);

/** The app package that is uploaded to Teams: a zip of the manifest and both icons. */
export function buildAppPackage(values: ManifestValues): Uint8Array {
  const files = {
    'manifest.json': Buffer.from(`${JSON.stringify(fillManifest(values), null, 2)}\n`, 'utf8'),
    'color.png': readOwnFile('icons/color.png'),
    'outline.png': readOwnFile('icons/outline.png'),
  };
  return zipSync(files, { level: 9, mtime });
}

/** The version in package.json. */
export function readVersion(): string {
  return versionSchema.parse(JSON.parse(readOwnFile('../package.json').toString('utf8'))).version;
}

function readOwnFile(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)));
}
