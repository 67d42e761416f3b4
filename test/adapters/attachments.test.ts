import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { createAttachments } from '../../src/adapters/attachments.ts';
import { startTinyServer } from './tiny-server.ts';

const here = createAttachments({ allowLoopback: true, timeoutMs: 2000 });

function send(response: ServerResponse, bytes: Uint8Array, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers);
  response.end(bytes);
}

async function readBytes(bytes: Uint8Array): Promise<string> {
  await using server = await startTinyServer((_request, response) => send(response, bytes));
  return await here.readText(`${server.url}/setuperr.log?tempauth=1`);
}

const WORDS = 'SYSPRP: Grüße, 0x80073cf2\r\n\tend';

test.each([
  ['UTF-8', Buffer.from(WORDS, 'utf8')],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${WORDS}`, 'utf8')],
  ['UTF-16 little endian', Buffer.from(`\uFEFF${WORDS}`, 'utf16le')],
  ['UTF-16 big endian', Buffer.from(`\uFEFF${WORDS}`, 'utf16le').swap16()],
])('%s is read', async (_name, bytes) => {
  expect(await readBytes(bytes)).toBe(WORDS);
});

test.each([
  ['a program', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00])],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
  ['text of an unknown encoding', Buffer.from([0x47, 0xfc, 0x72])],
])('%s is refused', async (_name, bytes) => {
  await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'attachment-not-text', retryAfterSeconds: null });
});

test('a file of 256 KB is read, a larger one is not', async () => {
  expect(await readBytes(Buffer.alloc(256 * 1024, 'a'))).toHaveLength(256 * 1024);
  await expect(readBytes(Buffer.alloc(256 * 1024 + 1, 'a'))).rejects.toMatchObject({ code: 'attachment-too-large' });
});

test('a file that never ends is given up at the limit', async () => {
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(200);
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a')));
      response.once('drain', pour);
    };
    pour();
  });
  await expect(here.readText(server.url)).rejects.toMatchObject({ code: 'attachment-too-large' });
});

test.each([
  'https://example.com/file',
  'https://contoso.sharepoint.com.example.com/file',
  'https://evilsharepoint.com/file',
  'https://me:secret@contoso.sharepoint.com/file',
  'https://contoso.sharepoint.com:8443/file',
  'http://contoso.sharepoint.com/file',
  'http://169.254.169.254/metadata',
  'http://localhost.contoso.com/file',
  'file:///etc/hosts',
  'no address',
])('nothing is fetched from %s', async (url) => {
  await expect(here.readText(url)).rejects.toMatchObject({ code: 'attachment-host', retryAfterSeconds: null });
});

test('loopback is for set-ups on loopback alone', async () => {
  await using server = await startTinyServer((_request, response) => send(response, Buffer.from('hello')));
  const strict = createAttachments({ allowLoopback: false });
  await expect(strict.readText(server.url)).rejects.toMatchObject({ code: 'attachment-host' });
  expect(server.seen).toEqual([]);
});

test('a redirect is followed within the list and not out of it', async () => {
  await using server = await startTinyServer((request, response) => {
    if (request.url === '/near') return send(response, Buffer.from(''), 302, { location: '/file' });
    if (request.url === '/far') return send(response, Buffer.from(''), 302, { location: 'https://example.com/x' });
    if (request.url === '/round') return send(response, Buffer.from(''), 302, { location: '/round' });
    send(response, Buffer.from('hello'));
  });
  expect(await here.readText(`${server.url}/near`)).toBe('hello');
  await expect(here.readText(`${server.url}/far`)).rejects.toMatchObject({ code: 'attachment-host' });
  await expect(here.readText(`${server.url}/round`)).rejects.toMatchObject({ code: 'attachment-unreadable' });
});

test.each([
  [404, 'attachment-gone', null],
  [401, 'attachment-gone', null],
  [503, 'attachment-unreadable', 30],
])('HTTP %d is %s', async (status, code, retryAfterSeconds) => {
  await using server = await startTinyServer((_request, response) => send(response, Buffer.from('x'), status));
  await expect(here.readText(server.url)).rejects.toMatchObject({ code, retryAfterSeconds });
});

test('a server that does not answer is given up, and its signed address is in no failure', async () => {
  await using server = await startTinyServer(() => undefined);
  const hasty = createAttachments({ allowLoopback: true, timeoutMs: 50 });
  const error: unknown = await hasty.readText(`${server.url}/x?tempauth=secret`).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'attachment-unreadable' });
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secret');
});
