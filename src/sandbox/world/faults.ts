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

/** Probability by kind. Kinds this half does not know ("lost-notice") are kept for the Teams half. */
export type FaultRates = Readonly<Record<string, number>>;

export type FaultMatch = (method: string, url: string) => boolean;

/** Which request `next` waits for. */
export type FaultedOperation = 'any' | 'reprovision' | 'policy-update' | 'image-create' | 'read';

export type Faults = {
  readonly rates: () => FaultRates;
  readonly setRates: (rates: FaultRates) => void;
  /** Hits the first request that matches, once. */
  readonly once: (fault: { match: FaultMatch; kind: RequestFault }) => void;
  readonly next: (operation: FaultedOperation, kind: RequestFault | ProvisioningFault) => void;
  /** The next rebuild, or the next one of that Cloud PC, ends as said. */
  readonly nextProvisioning: (kind: ProvisioningFault, cloudPcId?: string) => void;
  /** What shall go wrong with this request; a one-shot fault is used up by asking. */
  readonly takeForRequest: (method: string, url: string) => RequestFault | undefined;
  readonly takeForProvisioning: (cloudPcId: string) => ProvisioningFault | undefined;
};

const OPERATIONS: Readonly<Record<FaultedOperation, FaultMatch>> = {
  any: () => true,
  reprovision: (method, url) => method === 'POST' && /\/reprovision\b/i.test(url),
  'policy-update': (method, url) => method === 'PATCH' && /\/provisioningPolicies\//i.test(url),
  'image-create': (method, url) => method === 'POST' && /\/deviceImages\b/i.test(url),
  read: (method) => method === 'GET',
};

export function createFaults({ seed, rates: initial = {} }: { seed: number; rates?: FaultRates }): Faults {
  const random = createRandom(`faults ${seed}`);
  let rates = initial;
  const requestFaults: { match: FaultMatch; kind: RequestFault }[] = [];
  const provisioningFaults: { kind: ProvisioningFault; cloudPcId: string | undefined }[] = [];
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
    takeForRequest(method, url) {
      const hand = takeFirst(requestFaults, ({ match }) => match(method, url));
      return (
        hand?.kind ?? RATED_FAULTS.find((kind) => (kind.endsWith('effect') ? method !== 'GET' : true) && isHit(kind))
      );
    },
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
