import type { Random } from '../random.ts';
import { route } from '../router.ts';
import type { Route } from '../router.ts';
import type { JsonObject } from './activity.ts';

/** A file that a person attaches to a message. */
export type AttachedFile = { readonly name: string; readonly content: string };

export type SharedFiles = {
  readonly routes: readonly Route[];
  /** Keeps the file and gives the attachment that tells a bot where to get it. */
  share(file: AttachedFile): JsonObject;
};

const FILES_PATH = '/files';

/** The attachment of a file in a personal chat, and the download behind it, which needs no token. Source: Teams, "Send and receive files". */
export function createSharedFiles(random: Random, baseUrl: () => string): SharedFiles {
  const files = new Map<string, AttachedFile>();
  return {
    routes: [
      route('GET', `${FILES_PATH}/{id}`, ({ params }) => {
        const file = files.get(params['id'] ?? '');
        if (file === undefined) return { status: 404, body: 'no such file' };
        return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.content };
      }),
    ],
    share(file) {
      const uniqueId = random.guid();
      files.set(uniqueId, file);
      const downloadUrl = `${baseUrl()}${FILES_PATH}/${uniqueId}`;
      const fileType = file.name.split('.').at(-1) ?? '';
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: `${downloadUrl}?web=1`,
        name: file.name,
        content: { downloadUrl, uniqueId, fileType },
      };
    },
  };
}
