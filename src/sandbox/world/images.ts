import {
  CURRENT_IMAGE_ID,
  EXPIRING_IMAGE_ID,
  FAILED_IMAGE_ID,
  NEW_IMAGE_ID,
  PENDING_IMAGE_ID,
  SANDBOX_SUBSCRIPTION_ID,
} from '../ids.ts';

export type DeviceImageStatus = 'pending' | 'ready' | 'failed' | 'warning';
export type OsStatus = 'supported' | 'supportedWithWarning' | 'unknown';

/** An image as Windows 365 knows it. */
export type DeviceImage = {
  readonly id: string;
  readonly displayName: string;
  readonly version: string;
  readonly sourceImageResourceId: string;
  status: DeviceImageStatus;
  errorCode: string | null;
  osStatus: OsStatus;
  /** "2026-10-13", the day it became or becomes unusable. */
  expirationDate: string | null;
  operatingSystem: string | null;
  osBuildNumber: string | null;
  osVersionNumber: string | null;
  sizeInGB: number | null;
  modifiedAt: number;
};

export type GalleryImage = {
  readonly id: string;
  readonly displayName: string;
  readonly skuName: string;
  readonly osVersionNumber: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly expirationDate: string;
  readonly status: 'supported' | 'supportedWithWarning' | 'notSupported';
};

/** A tenant holds at most 20 custom images (Microsoft Learn, Windows 365 device images). */
export const DEVICE_IMAGE_LIMIT = 20;

export function managedImageId(name: string): string {
  return `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-golden-images/providers/Microsoft.Compute/images/${name}`;
}

const READY = {
  status: 'ready',
  errorCode: null,
  osStatus: 'supported',
  expirationDate: null,
  operatingSystem: 'Windows 11 Enterprise',
  sizeInGB: 64,
} as const;

const UNREAD = {
  ...READY,
  osStatus: 'unknown',
  operatingSystem: null,
  osBuildNumber: null,
  osVersionNumber: null,
} as const;

export function createDeviceImages(now: number): DeviceImage[] {
  const day = 86_400_000;
  return [
    {
      ...READY,
      id: CURRENT_IMAGE_ID,
      displayName: 'Contoso W11 24H2',
      version: '1.0.0',
      sourceImageResourceId: managedImageId('W11-Golden-2026-02'),
      osBuildNumber: '24H2',
      osVersionNumber: '10.0.26100.3194',
      modifiedAt: now - 190 * day,
    },
    {
      ...READY,
      id: NEW_IMAGE_ID,
      displayName: 'Contoso W11 25H2',
      version: '2.0.0',
      sourceImageResourceId: managedImageId('W11-Golden-2026-08'),
      osBuildNumber: '25H2',
      osVersionNumber: '10.0.26200.4946',
      modifiedAt: now - 3 * day,
    },
    {
      ...UNREAD,
      id: PENDING_IMAGE_ID,
      displayName: 'Contoso W11 25H2 CAD',
      version: '2.1.0',
      sourceImageResourceId: managedImageId('W11-Golden-CAD-2026-08'),
      status: 'pending',
      sizeInGB: null,
      modifiedAt: now - 20 * 60_000,
    },
    {
      ...UNREAD,
      id: FAILED_IMAGE_ID,
      displayName: 'Contoso W11 25H2 Finance',
      version: '2.0.1',
      sourceImageResourceId: managedImageId('W11-Finance-2026-08'),
      status: 'failed',
      errorCode: 'sourceImageNotSupportCustomizeVMName',
      sizeInGB: null,
      modifiedAt: now - 2 * day,
    },
    {
      ...READY,
      id: EXPIRING_IMAGE_ID,
      displayName: 'Contoso W10 22H2',
      version: '0.9.0',
      sourceImageResourceId: managedImageId('W10-Golden-2025-06'),
      osStatus: 'supportedWithWarning',
      expirationDate: new Date(now + 30 * day).toISOString().slice(0, 10),
      operatingSystem: 'Windows 10 Enterprise',
      osBuildNumber: '22H2',
      osVersionNumber: '10.0.19045.6093',
      modifiedAt: now - 430 * day,
    },
  ];
}

export const GALLERY_PUBLISHER = 'microsoftwindowsdesktop';
export const GALLERY_OFFER = 'windows-ent-cpc';

export function createGalleryImages(): GalleryImage[] {
  return [
    describeGalleryImage('win11-25h2-ent-cpc-m365', 'Windows 11 Enterprise + Microsoft 365 Apps 25H2', 2025),
    describeGalleryImage('win11-24h2-ent-cpc-m365', 'Windows 11 Enterprise + Microsoft 365 Apps 24H2', 2024),
    describeGalleryImage('win11-23h2-ent-cpc', 'Windows 11 Enterprise + OS Optimizations 23H2', 2023),
  ];
}

/** An image lives three years from its release; it expires about six months later (Microsoft Learn, cloudPcGalleryImage). */
function describeGalleryImage(skuName: string, displayName: string, released: number): GalleryImage {
  return {
    id: `${GALLERY_PUBLISHER}_${GALLERY_OFFER}_${skuName}`,
    displayName,
    skuName,
    osVersionNumber: `10.0.${released === 2025 ? 26200 : released === 2024 ? 26100 : 22631}`,
    startDate: `${released}-10-01`,
    endDate: `${released + 3}-10-12`,
    expirationDate: `${released + 4}-04-12`,
    status: released <= 2023 ? 'supportedWithWarning' : 'supported',
  };
}
