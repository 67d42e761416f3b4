import { findBrokenEntry } from '../audit.ts';
import { reportCsv } from '../report-csv.ts';
import { viewReport } from '../view-status.ts';
import { writeSummary } from './summary.ts';
import { KEYS, makeManifest, MANIFEST } from './manifest.ts';
import { writeReadme } from './readme.ts';
import { writeRecords } from './records.ts';
import type { NamedText } from './records.ts';
import type { PackAsk, PackSource } from './source.ts';

/** The files of a pack by name, in the order in which people should meet them. The signature over the manifest is still to come. */
export function composePack(source: PackSource, ask: PackAsk): ReadonlyMap<string, Uint8Array> {
  const entries = source.chain.filter(({ rolloutId }) => rolloutId === source.state.rollout.id).length;
  const brokenAt = findBrokenEntry(source.chain, source.chainAfter);
  const report = viewReport(source.state, { entries, brokenAt });
  const texts: readonly NamedText[] = [
    ['README.txt', writeReadme(ask)],
    ['summary.html', writeSummary(source, ask, report)],
    ['results.csv', reportCsv(report)],
    ...writeRecords(source),
    [KEYS, `${JSON.stringify(ask.keys, null, 2)}\n`],
    ['key.pem', ask.key.publicKey],
  ];
  const files = new Map(texts.map(([name, text]) => [name, encode(text)]));
  const manifest = makeManifest(source, ask, files);
  return files.set(MANIFEST, encode(`${JSON.stringify(manifest, null, 2)}\n`));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
