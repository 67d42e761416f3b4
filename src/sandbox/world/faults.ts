import { createRandom } from '../random.ts';

/** Trouble of a single request. "After effect" means the cloud did as told and the caller never learns of it. */
export type RequestFault =
  | '429'
  | '503'
  | 'drop-before-effect'
  | 'drop-after-effect'
  | '504-after-effect'
  | 'timeout-after-effect';

/** Trouble of a single rebuild: it never ends, or it ends in the status "failed". */
export type ProvisioningFault = 'stuck' | 'fail-provisioning';

/** Trouble of a single import of an image: it fails inside Windows 365, takes most of a day, or never ends. */
export type ImportFault = 'fail-internal' | 'slow' | 'stuck';

/** Probability by kind. Kinds this half does not know ("lost-notice") are kept for the Teams half. */
export type FaultRates = Readonly<Record<string, number>>;

export type FaultMatch = (method: string, url: string) => boolean;

/** Which request `next` waits for. */
export type FaultedOperation =
  | 'any'
  | 'reprovision'
  | 'policy-update'
  | 'image-create'
  | 'read'
  | 'arm-create'
  | 'arm-action'
  | 'arm-run'
  | 'arm-delete'
  | 'arm-read';

/** How a long-running operation of Azure that would have gone well shall end: "Failed", with this error. */
export type OperationFault = {
  readonly method: string;
  /** Held against the path of the request that begins the operation. */
  readonly pathPattern: RegExp;
  readonly code: string;
  readonly message: string;
};

/** One request that waits at the tenant's door, not yet obeyed, until it is let in. */
export type Stall = { readonly arrived: Promise<void>; readonly release: () => void };

export type Faults = {
  readonly rates: () => FaultRates;
  readonly setRates: (rates: FaultRates) => void;
  /** Hits the first request that matches, once. */
  readonly once: (fault: { match: FaultMatch; kind: RequestFault }) => void;
  readonly next: (operation: FaultedOperation, kind: RequestFault | ProvisioningFault) => void;
  /** The next rebuild, or the next one of that Cloud PC, ends as said. */
  readonly nextProvisioning: (kind: ProvisioningFault, cloudPcId?: string) => void;
  /** The first operation of Azure that is begun by such a request ends as said, once. */
  readonly nextOperation: (fault: OperationFault) => void;
  /** The first request that matches waits until it is released: whoever wants to act in just that moment can. */
  readonly stall: (match: FaultMatch) => Stall;
  readonly waitForRelease: (method: string, url: string) => Promise<void>;
  /** What shall go wrong with this request; a one-shot fault is used up by asking. */
  readonly takeForRequest: (method: string, url: string) => RequestFault | undefined;
  readonly takeForProvisioning: (cloudPcId: string) => ProvisioningFault | undefined;
  /** The next import or repeated upload of an image ends as said. */
  readonly nextImport: (kind: ImportFault) => void;
  readonly takeForImport: () => ImportFault | undefined;
  readonly takeForOperation: (method: string, path: string) => OperationFault | undefined;
};

const ARM_PATH = /\/providers\/Microsoft\.(Compute|Network)\//i;
const RUN_PATH = /\/runCommands?\b/i;

const OPERATIONS: Readonly<Record<FaultedOperation, FaultMatch>> = {
  any: () => true,
  reprovision: (method, url) => method === 'POST' && /\/reprovision\b/i.test(url),
  'policy-update': (method, url) => method === 'PATCH' && /\/provisioningPolicies\//i.test(url),
  'image-create': (method, url) => method === 'POST' && /\/deviceImages\b/i.test(url),
  read: (method) => method === 'GET',
  'arm-create': (method, url) => method === 'PUT' && ARM_PATH.test(url) && !RUN_PATH.test(url),
  'arm-action': (method, url) => method === 'POST' && ARM_PATH.test(url) && !RUN_PATH.test(url),
  'arm-run': (method, url) => (method === 'PUT' || method === 'POST') && ARM_PATH.test(url) && RUN_PATH.test(url),
  'arm-delete': (method, url) => method === 'DELETE' && ARM_PATH.test(url),
  'arm-read': (method, url) => method === 'GET' && ARM_PATH.test(url),
};

export function createFaults({ seed, rates: initial = {} }: { seed: number; rates?: FaultRates }): Faults {
  const random = createRandom(`faults ${seed}`);
  let rates = initial;
  const requestFaults: { match: FaultMatch; kind: RequestFault }[] = [];
  const operationFaults: OperationFault[] = [];
  const importFaults: ImportFault[] = [];
  const provisioningFaults: { kind: ProvisioningFault; cloudPcId: string | undefined }[] = [];
  const stalls: { match: FaultMatch; arrive: () => void; released: Promise<void> }[] = [];
  function isHit(kind: string): boolean {
    const rate = rates[kind] ?? 0;
    return rate > 0 && random.chance(rate);
  }
  return {
    rates: () => rates,
    setRates: (wanted) => {
      rates = wanted;
    },
    once: (fault) => void requestFaults.push(fault),
    next(operation, kind) {
      if (isProvisioningFault(kind)) provisioningFaults.push({ kind, cloudPcId: undefined });
      else requestFaults.push({ match: OPERATIONS[operation], kind });
    },
    nextProvisioning: (kind, cloudPcId) => void provisioningFaults.push({ kind, cloudPcId }),
    nextOperation: (fault) => void operationFaults.push(fault),
    takeForOperation: (method, path) =>
      takeFirst(operationFaults, (fault) => fault.method === method && fault.pathPattern.test(path)),
    takeForRequest(method, url) {
      const hand = takeFirst(requestFaults, ({ match }) => match(method, url));
      return (
        hand?.kind ?? RATED_FAULTS.find((kind) => (kind.endsWith('effect') ? method !== 'GET' : true) && isHit(kind))
      );
    },
    stall(match) {
      const [arrival, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      stalls.push({ match, arrive: arrival.resolve, released: release.promise });
      return { arrived: arrival.promise, release: release.resolve };
    },
    async waitForRelease(method, url) {
      const stall = takeFirst(stalls, ({ match }) => match(method, url));
      stall?.arrive();
      await stall?.released;
    },
    nextImport: (kind) => void importFaults.push(kind),
    takeForImport: () => importFaults.shift(),
    takeForProvisioning(cloudPcId) {
      const hand = takeFirst(provisioningFaults, (fault) => (fault.cloudPcId ?? cloudPcId) === cloudPcId);
      return hand?.kind ?? PROVISIONING_FAULTS.find(isHit);
    },
  };
}

const RATED_FAULTS: readonly RequestFault[] = [
  '429',
  '503',
  'timeout-after-effect',
  'drop-after-effect',
  '504-after-effect',
  'drop-before-effect',
];

const PROVISIONING_FAULTS: readonly ProvisioningFault[] = ['stuck', 'fail-provisioning'];

/** Every kind that Graph and Azure know, for those who read shares from a person. */
export const CLOUD_FAULT_KINDS: readonly string[] = [...RATED_FAULTS, ...PROVISIONING_FAULTS];

function isProvisioningFault(kind: string): kind is ProvisioningFault {
  return kind === 'stuck' || kind === 'fail-provisioning';
}

function takeFirst<T>(list: T[], fits: (item: T) => boolean): T | undefined {
  const index = list.findIndex(fits);
  return index < 0 ? undefined : list.splice(index, 1)[0];
}

/** Reads "429=0.05,stuck=0.02". A share that is not between 0 and 1 is an error. */
export function parseFaultRates(text: string): FaultRates {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(pairs.map(parseRate));
}

function parseRate(pair: string): [string, number] {
  const [kind = '', share = ''] = pair.split('=').map((part) => part.trim());
  const rate = Number(share);
  if (kind === '' || share === '' || !(rate >= 0 && rate <= 1)) {
    throw new RangeError(`"${pair}" is not a fault rate: write kind=share, the share between 0 and 1`);
  }
  return [kind, rate];
}
