import type { RuleSetId } from './rules.ts';

/** Where the preparation of an image starts. Ids are ARM resource ids. */
export type BuildSource =
  /** A Marketplace image; `version` is exact, never "latest", so that a repeat is the same. A machine is made from it. */
  | {
      readonly kind: 'marketplace';
      readonly publisher: string;
      readonly offer: string;
      readonly sku: string;
      readonly version: string;
    }
  /** An existing virtual machine. It stays usable: only a copy of its disk is sealed. */
  | { readonly kind: 'machine'; readonly machineId: string }
  /** A managed image or a gallery version, in Azure or already seen by Windows 365: it is checked and imported as it is. */
  | { readonly kind: 'image'; readonly imageId: string };

/**
 * How the image is kept in Azure, which fixes the security type of the machine (facts: a managed image cannot be made from a Trusted
 * Launch machine; Windows 365 takes gallery images from Trusted Launch definitions). `managed`: security type Standard. `gallery`:
 * Trusted Launch and a definition of the same.
 */
export type Route = 'managed' | 'gallery';

/** Where the build works. All it makes stands in this one resource group and region. */
export interface BuildPlace {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Azure's short name: "westeurope". */
  readonly region: string;
}

/** The machine that people customise; only for Marketplace sources. */
export interface MachineSpec {
  readonly size: string;
  readonly subnetId: string;
  readonly publicIp: boolean;
}

/** Where the sealed copy is kept: a managed image in the place's group, or the next version of a gallery definition there. */
export type CaptureTarget =
  | { readonly route: 'managed'; readonly name: string }
  | { readonly route: 'gallery'; readonly gallery: string; readonly definition: string; readonly version: string };

/** What an admin asked for; never changes after the build has begun. */
export interface BuildRequest {
  readonly source: BuildSource;
  readonly place: BuildPlace;
  readonly machine: MachineSpec | null;
  /** Null when the source is an image already. */
  readonly capture: CaptureTarget | null;
  /** Name and version proposed for Windows 365; the import card can change them. Version is "int.int.int". */
  readonly image: { readonly name: string; readonly version: string };
  /** After the image is ready, a machine that this build made is kept switched off instead of deleted. */
  readonly keepMachine: boolean;
  readonly ruleSet: RuleSetId;
}

export function routeOf({ capture, source }: Pick<BuildRequest, 'capture' | 'source'>): Route | null {
  if (capture) return capture.route;
  if (source.kind !== 'image') return null;
  return /\/galleries\//i.test(source.imageId) ? 'gallery' : 'managed';
}
