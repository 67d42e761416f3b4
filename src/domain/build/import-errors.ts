/** What Windows 365 meant when an import failed. */
export interface ImportError {
  /** As Graph wrote it. */
  readonly code: string;
  /** Rule of the current set that asks for the same before the upload; null when no rule can. */
  readonly ruleId: string | null;
  /** Both are '' for codes that are not known. */
  readonly cause: string;
  readonly fix: string;
}

/** Explains a code; letter case does not matter, as metadata and documentation differ in it. Unknown codes come back as they are. */
export function explainImportError(code: string): ImportError {
  const known = IMPORT_ERRORS.find((error) => error.code.toLowerCase() === code.trim().toLowerCase());
  return known ? { ...known, code } : { code, ruleId: null, cause: '', fix: '' };
}

/** Every code of `cloudPcDeviceImageErrorCode` (Microsoft Graph v1.0 and beta, 2026-08), meanings after the reference page of 2026. */
export const IMPORT_ERRORS: readonly ImportError[] = [
  {
    code: 'internalServerError',
    ruleId: null,
    cause: 'Windows 365 had trouble of its own while it copied or tested the image.',
    fix: 'Try the upload again. When it fails again, ask Microsoft support and name the image.',
  },
  {
    code: 'sourceImageNotFound',
    ruleId: 'visible-to-windows-365',
    cause: 'The image in Azure is gone, or Windows 365 may not read it.',
    fix: 'See that the image is still there and that the service principal "Windows 365" has Reader on its subscription; then try again.',
  },
  {
    code: 'osVersionNotSupported',
    ruleId: 'os-supported',
    cause: 'The version of Windows in the image is not, or no longer, supported by Windows 365.',
    fix: 'Update Windows on the machine, or build from a newer Windows Enterprise image, and import again.',
  },
  {
    code: 'sourceImageInvalid',
    ruleId: 'generation-2',
    cause: 'Windows 365 could not start a Windows machine from the image.',
    fix: 'Check generation, edition and security type of the image; then seal a fresh copy of the machine and import again.',
  },
  {
    code: 'sourceImageNotGeneralized',
    ruleId: 'generalized',
    cause: 'The image was taken without sysprep, or sysprep did not end.',
    fix: 'Seal a fresh copy of the machine and import the new image.',
  },
  {
    code: 'unknownFutureValue',
    ruleId: null,
    cause: 'Graph has a newer error code than it was asked for.',
    fix: 'Look at the image in Intune: the portal names the reason.',
  },
  {
    code: 'vmAlreadyAzureAdjoined',
    ruleId: 'never-entra-joined',
    cause: 'The machine was joined to Entra ID before it was sealed.',
    fix: 'Build from a machine that was never joined. Leaving Entra ID now does not undo it.',
  },
  {
    code: 'paidSourceImageNotSupport',
    ruleId: 'not-paid',
    cause: 'The machine came from a Marketplace image with a purchase plan.',
    fix: 'Build from an image without a purchase plan, such as those of MicrosoftWindowsDesktop.',
  },
  {
    code: 'sourceImageNotSupportCustomizeVMName',
    ruleId: null,
    cause: 'Settings in the sealed image fix the computer name, so that Windows 365 cannot give one.',
    fix: 'Remove answer files (unattend.xml) that set ComputerName from the machine; then seal a fresh copy.',
  },
  {
    code: 'sourceImageSizeExceedsLimitation',
    ruleId: 'os-disk-size',
    cause: 'The disk of the image is larger than the image gallery of Windows 365 takes.',
    fix: 'Build from a machine with a smaller disk; Windows 365 expects 64 GB.',
  },
  {
    code: 'sourceImageWithDataDiskNotSupported',
    ruleId: 'no-data-disks',
    cause: 'The image has data disks.',
    fix: 'Detach all data disks from the machine and take a new image.',
  },
  {
    code: 'sourceImageWithDiskEncryptionSetNotSupported',
    ruleId: 'no-disk-encryption-set',
    cause: 'The disk of the image is encrypted with a disk encryption set.',
    fix: 'Change the disk to platform-managed keys and take a new image.',
  },
  {
    code: 'sourceImageWithAzureDiskEncryptionNotSupported',
    ruleId: 'no-azure-disk-encryption',
    cause: 'Azure Disk Encryption is on in the image.',
    fix: 'Turn Azure Disk Encryption off on the machine, wait until the disk is decrypted, and take a new image.',
  },
  {
    code: 'fSLogixInstalledSourceImageNotSupported',
    ruleId: 'no-fslogix',
    cause: 'FSLogix is installed in the image.',
    fix: 'Uninstall FSLogix from the machine and seal a fresh copy.',
  },
  {
    code: 'startMenuAppLimitExceeded',
    ruleId: 'start-menu-apps',
    cause: 'The Start menu holds more than 3,000 apps.',
    fix: 'Remove apps from the Start menu of the machine and seal a fresh copy.',
  },
];
