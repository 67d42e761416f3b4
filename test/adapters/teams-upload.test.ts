import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createUploads } from '../../src/adapters/teams-upload.ts';
import { createUploads as createSessions } from '../../src/sandbox/teams/uploads.ts';
import type { Uploads as Sessions } from '../../src/sandbox/teams/uploads.ts';
import { createExchangeLog, createRouter, startServer } from '../../src/sandbox/http.ts';
import type { RunningServer } from '../../src/sandbox/http.ts';
import { createRandom } from '../../src/sandbox/random.ts';

let server: RunningServer;
let sessions: Sessions;

beforeEach(async () => {
  const address = { url: '' };
  sessions = createSessions(createRandom('uploads'), () => address.url);
  server = await startServer({
    door: { service: 'teams', router: createRouter(sessions.routes), log: createExchangeLog() },
  });
  address.url = server.url;
});
afterEach(() => server.close());

function uploads(chunkBytes = 1_000_000) {
  return createUploads({ plainHttpHosts: [new URL(server.url).host], chunkBytes });
}

test.each([1_000_000, 400, 1000, 999])('a file arrives whole in pieces of %i bytes', async (chunkBytes) => {
  const { uploadUrl, uniqueId } = sessions.open('pack.zip');
  const bytes = Uint8Array.from({ length: 1000 }, (_none, index) => index % 251);
  await uploads(chunkBytes).put(String(uploadUrl), bytes);
  expect(Buffer.from(sessions.read(String(uniqueId)) ?? []).equals(Buffer.from(bytes))).toBe(true);
});

const FOREIGN = [
  'http://contoso-my.sharepoint.com/x',
  'https://contoso-my.sharepoint.com.evil.example/x',
  'https://evil.example/contoso-my.sharepoint.com',
  'https://user:pw@contoso-my.sharepoint.com/x',
  'https://contoso-my.sharepoint.com:8443/x',
  'http://169.254.169.254/latest',
  'file:///etc/passwd',
  'no address',
];

test.each(FOREIGN)('nothing is sent to %s', async (url) => {
  await expect(uploads().put(url, new Uint8Array(3))).rejects.toMatchObject({ code: 'upload-host' });
});

test('trouble says what it was and keeps the signed address to itself', async () => {
  const put = uploads().put(`${server.url}/uploads/nobody-knows?secret=1`, new Uint8Array(3));
  await expect(put).rejects.toMatchObject({ code: 'upload-404' });
  await expect(put).rejects.not.toThrow(/secret/);
});
