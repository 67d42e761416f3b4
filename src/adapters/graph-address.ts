/** Where requests to Graph go, and what the SDK is told about it. */
export interface GraphAddress {
  /** https://… as the SDK sees it, also when the requests go to a loopback server: it sends no token to http hosts. */
  readonly sdkRoot: string;
  /** Root of the server that is really asked, without a trailing slash. */
  readonly realRoot: string;
  readonly scope: string;
  readonly isLoopback: boolean;
}

export type CloudName = 'global' | 'usgov';

// learn.microsoft.com, "National cloud deployments": root endpoints of Microsoft Graph.
const ROOTS: Readonly<Record<CloudName, string>> = {
  global: 'https://graph.microsoft.com',
  usgov: 'https://graph.microsoft.us',
};

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for an address on this machine: it gets a fixed token, never a real one. */
export function isLoopbackAddress(url: string): boolean {
  return LOOPBACK_HOST.test(new URL(url).hostname);
}

/** Throws for an http address that is not loopback: a token would travel in the clear. */
export function readGraphAddress(baseUrl: string, cloud: CloudName): GraphAddress {
  const realRoot = baseUrl.replace(/\/+$/, '');
  const isLoopback = isLoopbackAddress(realRoot);
  if (!isLoopback && !realRoot.startsWith('https://')) throw new Error('the address of Graph must begin with https://');
  const sdkRoot = isLoopback ? ROOTS[cloud] : realRoot;
  return { sdkRoot, realRoot, scope: `${sdkRoot}/.default`, isLoopback };
}

/** The address on the wire for one that the SDK has built. */
export function toRealUrl(address: GraphAddress, url: string): string {
  return url.startsWith(`${address.sdkRoot}/`) ? `${address.realRoot}${url.slice(address.sdkRoot.length)}` : url;
}

/** A link from an answer, as the SDK wants it; undefined when it leads to another host, where no token may go. */
export function toSdkUrl(address: GraphAddress, link: string): string | undefined {
  if (link.startsWith(`${address.sdkRoot}/`)) return link;
  if (link.startsWith(`${address.realRoot}/`)) return `${address.sdkRoot}${link.slice(address.realRoot.length)}`;
  return undefined;
}
