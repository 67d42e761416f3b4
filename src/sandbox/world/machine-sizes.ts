/** A size of virtual machine, with what Azure tells of it in each region. */
export type MachineSize = {
  readonly name: string;
  /** Family as quotas name it, and in words. */
  readonly family: string;
  readonly familyWords: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** "V1,V2" */
  readonly generations: string;
  readonly architecture: 'x64' | 'Arm64';
  readonly trustedLaunch: boolean;
  /** Reason for which this subscription cannot have it, in all regions; null when it can. */
  readonly restriction: 'NotAvailableForSubscription' | 'QuotaId' | null;
  /** List price an hour in US dollars, with and without Windows. */
  readonly hourly: { readonly windows: number; readonly linux: number };
};

const DDS_V5 = { family: 'standardDDSv5Family', familyWords: 'Standard DDSv5 Family vCPUs', generations: 'V1,V2' };
const GOOD = { architecture: 'x64', trustedLaunch: true, restriction: null } as const;

/** A few that serve, and one for each way in which a size can be unfit. */
export const MACHINE_SIZES: readonly MachineSize[] = [
  { ...GOOD, ...DDS_V5, name: 'Standard_D2ds_v5', cores: 2, memoryGb: 8, hourly: { windows: 0.228, linux: 0.136 } },
  { ...GOOD, ...DDS_V5, name: 'Standard_D4ds_v5', cores: 4, memoryGb: 16, hourly: { windows: 0.456, linux: 0.272 } },
  { ...GOOD, ...DDS_V5, name: 'Standard_D8ds_v5', cores: 8, memoryGb: 32, hourly: { windows: 0.912, linux: 0.544 } },
  {
    ...GOOD,
    name: 'Standard_D4s_v5',
    family: 'standardDSv5Family',
    familyWords: 'Standard DSv5 Family vCPUs',
    cores: 4,
    memoryGb: 16,
    generations: 'V1,V2',
    hourly: { windows: 0.414, linux: 0.23 },
  },
  {
    ...GOOD,
    name: 'Standard_D4ds_v4',
    family: 'standardDDSv4Family',
    familyWords: 'Standard DDSv4 Family vCPUs',
    cores: 4,
    memoryGb: 16,
    generations: 'V1,V2',
    hourly: { windows: 0.454, linux: 0.27 },
  },
  {
    ...GOOD,
    ...DDS_V5,
    name: 'Standard_D16ds_v5',
    cores: 16,
    memoryGb: 64,
    restriction: 'NotAvailableForSubscription',
    hourly: { windows: 1.824, linux: 1.088 },
  },
  {
    ...GOOD,
    name: 'Standard_A4_v2',
    family: 'standardAv2Family',
    familyWords: 'Standard Av2 Family vCPUs',
    cores: 4,
    memoryGb: 8,
    generations: 'V1',
    hourly: { windows: 0.286, linux: 0.2 },
  },
  {
    ...GOOD,
    name: 'Standard_NV12s_v3',
    family: 'standardNVSv3Family',
    familyWords: 'Standard NVSv3 Family vCPUs',
    cores: 12,
    memoryGb: 112,
    generations: 'V1,V2',
    trustedLaunch: false,
    hourly: { windows: 1.9, linux: 1.37 },
  },
  {
    ...GOOD,
    name: 'Standard_D4pds_v5',
    family: 'standardDPDSv5Family',
    familyWords: 'Standard DPDSv5 Family vCPUs',
    cores: 4,
    memoryGb: 16,
    generations: 'V2',
    architecture: 'Arm64',
    hourly: { windows: 0.4, linux: 0.216 },
  },
];

export function findMachineSize(name: string): MachineSize | undefined {
  return MACHINE_SIZES.find((size) => size.name.toLowerCase() === name.toLowerCase());
}
