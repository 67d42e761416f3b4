import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../workflow/failure.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Keeps a data folder to one process by holding a socket named after it: the system frees it when the process dies, however it dies.
 * Linux has sockets without a file (abstract), Windows named pipes; elsewhere a socket file in the temp folder serves.
 * Throws `Failure` with code `folder-in-use`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = `repave-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32)}`;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Failure('folder-in-use', `open the data folder ${folder}`, { cause })));
    server.listen(socketPath(name), resolve);
  });
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function socketPath(name: string): string {
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
