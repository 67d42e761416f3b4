import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a zip archive by name, found through its central directory, each checked against its checksum. */
export function readZip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new Error(`No central header at byte ${at}.`);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    files.set(name, readBody(zip, at, name));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error(`The central directory ends at byte ${at}, not at ${end}.`);
  return files;
}

function readBody(zip: Buffer, central: number, name: string): Buffer {
  const local = zip.readUInt32LE(central + 42);
  if (zip.toString('latin1', local, local + 4) !== 'PK\x03\x04') throw new Error(`No local header for ${name}.`);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const body = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(central + 20)));
  if (crc32(body) !== zip.readUInt32LE(central + 16)) throw new Error(`The checksum of ${name} does not fit.`);
  return body;
}
