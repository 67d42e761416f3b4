import type { DeleteOption, Machine, SecurityType, Tags } from './azure-resources.ts';
import type { NewPublicIp } from './azure-network.ts';

/** A machine that somebody asks for, read from the body of the request. */
export type NewMachine = {
  readonly group: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
  readonly size: string;
  readonly source: MachineSource;
  readonly osDisk: {
    readonly name: string | undefined;
    readonly sizeGb: number | undefined;
    readonly sku: string;
    readonly deleteOption: DeleteOption;
  };
  /** Undefined when nothing was said: Azure then chooses by the generation. */
  readonly securityType: SecurityType | undefined;
  readonly hasUefiSettings: boolean;
  readonly osProfile: Machine['osProfile'];
  readonly licenseType: string | null;
  readonly bootDiagnostics: boolean;
  readonly newNics: readonly MachineNic[];
  readonly existingNics: Machine['nics'];
  readonly dataDisks: readonly { readonly id: string; readonly deleteOption: DeleteOption }[];
};

export type MachineSource =
  | { readonly kind: 'marketplace'; readonly reference: MarketReference }
  | { readonly kind: 'image'; readonly id: string }
  | { readonly kind: 'disk'; readonly id: string };

export type MarketReference = {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
};

export type MachineNic = {
  readonly name: string;
  readonly primary: boolean;
  readonly deleteOption: DeleteOption;
  readonly tags: Tags;
  readonly ipConfiguration: string;
  readonly subnetId: string;
  readonly publicIp: NewPublicIp | undefined;
};
