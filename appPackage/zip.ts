import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive; the name has no folder. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
}

interface PackedEntry {
  readonly name: Buffer;
  /** The fields that the local and the central header have in common. */
  readonly fields: Buffer;
  readonly body: Buffer;
}

// 1 January 1980, the first day that the format knows: the same content gives the same bytes.
const FIRST_DAY = 0x0021;
const DEFLATE = 8;
const VERSION_NEEDED = 20;
const UTF8_NAMES = 0x0800;

/** Packs files into a zip archive (PKWARE APPNOTE 6.3, deflate, no zip64: below 4 GB and 65,535 files). */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const packed = entries.map(packEntry);
  const locals = packed.map(({ fields, name, body }) => Buffer.concat([signature(0x04034b50), fields, name, body]));
  const centrals = packed.map((entry, index) => toCentral(entry, sumLengths(locals.slice(0, index))));
  const end = toEnd(entries.length, sumLengths(centrals), sumLengths(locals));
  return Buffer.concat([...locals, ...centrals, end]);
}

function packEntry({ name, data }: ZipEntry): PackedEntry {
  const body = deflateRawSync(data, { level: 9 });
  const encoded = Buffer.from(name, 'utf8');
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION_NEEDED, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt16LE(FIRST_DAY, 8);
  fields.writeUInt32LE(crc32(data), 10);
  fields.writeUInt32LE(body.length, 14);
  fields.writeUInt32LE(data.length, 18);
  fields.writeUInt16LE(encoded.length, 22);
  return { name: encoded, fields, body };
}

function toCentral({ name, fields }: PackedEntry, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION_NEEDED);
  // Comment length, disk, internal and external attributes stay 0; the place of the local header comes last.
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, fields, rest, name]);
}

function toEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function sumLengths(buffers: readonly Buffer[]): number {
  return Buffer.concat(buffers).length;
}
