import { findImageById, type AzureImage } from './azure-images.ts';
import { isGeneralized, type WindowsGuest } from './windows-guest.ts';
import type { World } from './world.ts';

/** Whether Windows 365's own principal may read in the subscription of the images; a story takes it away. */
export type AzureAccess = { windows365CanRead: boolean };

/** Disks larger than this cannot be copied to the service's gallery. */
const MOST_DISK_GB = 2048;

/** Requirements of Windows 365 for custom images (Microsoft Learn, Windows 365 device images). */
const MOST_START_MENU_APPS = 3000;

type SourceWorld = Pick<World, 'azure' | 'azureAccess' | 'sourceImages'>;

/** What Windows 365 can read now; nothing when its principal may not. */
export function findReadableImage(world: SourceWorld, armId: string): AzureImage | undefined {
  const image = world.azureAccess.windows365CanRead ? findImageById(world, armId) : undefined;
  return image?.state === 'Succeeded' ? image : undefined;
}

/** Why an upload of this source would fail now, in the words of its errorCode; null when it would go well. */
export function findUploadError(world: SourceWorld, armId: string): string | null {
  const image = findReadableImage(world, armId);
  if (!image) return 'sourceImageNotFound';
  const known = world.sourceImages.find(({ id }) => id.toLowerCase() === armId.toLowerCase())?.uploadError;
  return known ?? findOuterError(image) ?? (image.guest ? findInnerError(image.guest) : null);
}

/** What the resource itself tells. */
function findOuterError(image: AzureImage): string | null {
  if (image.osState === 'Specialized') return 'sourceImageNotGeneralized';
  if (image.generation === 'V1') return 'sourceImageInvalid';
  if (image.kind === 'gallery' && image.securityType !== 'TrustedLaunch') return 'sourceImageInvalid';
  if (image.dataDisks > 0) return 'sourceImageWithDataDiskNotSupported';
  return image.diskGb > MOST_DISK_GB ? 'sourceImageSizeExceedsLimitation' : null;
}

/**
 * What shows when the service boots a machine from it. Agents of Azure Virtual Desktop and a recovery partition have no code of their
 * own; that they end as `sourceImageInvalid`, which stands for "cannot provision", is this sandbox's assumption.
 */
function findInnerError(guest: WindowsGuest): string | null {
  if (!isGeneralized(guest)) return 'sourceImageNotGeneralized';
  if (guest.edition !== 'Enterprise') return 'osVersionNotSupported';
  if (guest.entraJoined || guest.adJoined || guest.enrolments > 0) return 'vmAlreadyAzureAdjoined';
  if (guest.fslogix) return 'fSLogixInstalledSourceImageNotSupported';
  if (guest.startMenuApps > MOST_START_MENU_APPS) return 'startMenuAppLimitExceeded';
  if (guest.fixedComputerName) return 'sourceImageNotSupportCustomizeVMName';
  return guest.avdAgents.length > 0 || guest.recovery.length > 0 ? 'sourceImageInvalid' : null;
}
