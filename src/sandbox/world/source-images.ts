import { managedImageId } from './images.ts';

/** A managed image in the subscription: what Windows 365 imports from. */
export type SourceImage = {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly osState: 'Generalized' | 'Specialized';
  readonly hyperVGeneration: 'V1' | 'V2';
  readonly dataDisks: number;
  readonly diskSizeGb: number;
  /** Its Windows cannot be looked into; this is the errorCode with which Windows 365 turns it down. */
  readonly uploadError?: string;
};

export const GALLERY = {
  name: 'galGoldenImages',
  resourceGroup: 'rg-golden-images',
  location: 'westeurope',
  definition: 'W11-Golden',
  versions: ['2026.2.0', '2026.8.0'],
} as const;

/** One good image per month, and one for each way an image can be unfit. */
export function createSourceImages(): SourceImage[] {
  const good = {
    location: 'westeurope',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    dataDisks: 0,
    diskSizeGb: 64,
  } as const;
  return [
    { ...good, ...nameImage('W11-Golden-2026-02') },
    { ...good, ...nameImage('W11-Golden-2026-08') },
    { ...good, ...nameImage('W11-Golden-CAD-2026-08') },
    { ...good, ...nameImage('W11-Finance-2026-08') },
    { ...good, ...nameImage('W10-Golden-2025-06') },
    { ...good, ...nameImage('W11-Lab-not-sysprepped'), osState: 'Specialized' },
    { ...good, ...nameImage('W11-Lab-generation-1'), hyperVGeneration: 'V1' },
    { ...good, ...nameImage('W11-Lab-with-data-disk'), dataDisks: 1 },
    { ...good, ...nameImage('W11-Lab-oversized'), diskSizeGb: 4096 },
    ...Object.entries(UNFIT_INSIDE).map(([name, uploadError]) => ({ ...good, ...nameImage(name), uploadError })),
  ];
}

/** Unfit in a way that only Windows 365 finds out, while it copies and boots them. */
const UNFIT_INSIDE: Readonly<Record<string, string>> = {
  'W11-Lab-home-edition': 'osVersionNotSupported',
  'W11-Lab-joined': 'vmAlreadyAzureAdjoined',
  'W11-Lab-paid-offer': 'paidSourceImageNotSupport',
  'W11-Lab-fixed-name': 'sourceImageNotSupportCustomizeVMName',
  'W11-Lab-encryption-set': 'sourceImageWithDiskEncryptionSetNotSupported',
  'W11-Lab-disk-encryption': 'sourceImageWithAzureDiskEncryptionNotSupported',
  'W11-Lab-fslogix': 'fSLogixInstalledSourceImageNotSupported',
  'W11-Lab-crowded-start-menu': 'startMenuAppLimitExceeded',
};

function nameImage(name: string): { id: string; name: string } {
  return { id: managedImageId(name), name };
}
