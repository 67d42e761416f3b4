interface ReasonAndFix {
  readonly reason: string;
  readonly fix: string;
}

/**
 * What the error codes of an import mean (learn.microsoft.com/graph/api/resources/cloudpcdeviceimage, v1.0 and beta, 2026). Keys are in
 * lower case: Microsoft's own pages spell one of them in two ways.
 */
const IMPORT_ERRORS: Readonly<Record<string, ReasonAndFix>> = {
  internalservererror: {
    reason: 'Windows 365 had trouble of its own.',
    fix: 'Retry the upload; if it fails again, open a ticket with Microsoft.',
  },
  sourceimagenotfound: {
    reason: 'Windows 365 could not reach the image: it is gone, or Windows 365 may not read it.',
    fix: 'Give the application “Windows 365” the role Reader on the subscription, then retry the upload.',
  },
  osversionnotsupported: {
    reason: 'Its Windows is not one that Windows 365 takes.',
    fix: 'Begin with a supported version of Windows 10 or 11 Enterprise.',
  },
  sourceimageinvalid: {
    reason: 'No Windows machine could be started from the image.',
    fix: 'Go back to the machine, see that it starts without errors, and build the image anew.',
  },
  sourceimagenotgeneralized: {
    reason: 'The image is not sealed (generalized).',
    fix: 'Prepare it from the machine with “prepare image”: Repave seals a copy.',
  },
  vmalreadyazureadjoined: {
    reason: 'The machine was joined to Entra ID before it was sealed.',
    fix: 'Leave the join on the machine (dsregcmd /leave), then build the image anew.',
  },
  paidsourceimagenotsupport: {
    reason: 'It was built from a Marketplace image that is sold with a plan.',
    fix: 'Begin with one of Microsoft’s own Windows images.',
  },
  sourceimagenotsupportcustomizevmname: {
    reason: 'A computer name is fixed inside the image, so that its machines cannot be named.',
    fix: 'Take the computer name out of the answer file on the machine, then build the image anew.',
  },
  sourceimagesizeexceedslimitation: {
    reason: 'Its disk is larger than Windows 365 takes.',
    fix: 'Begin with a smaller disk; 64 GB is what Windows 365 expects.',
  },
  sourceimagewithdatadisknotsupported: {
    reason: 'The image has a data disk.',
    fix: 'Detach the data disks of the machine, then build the image anew.',
  },
  sourceimagewithdiskencryptionsetnotsupported: {
    reason: 'Its disk is encrypted with a disk encryption set.',
    fix: 'Begin with a disk that has a platform-managed key.',
  },
  sourceimagewithazurediskencryptionnotsupported: {
    reason: 'Its disk is encrypted with Azure Disk Encryption.',
    fix: 'Switch the encryption off on the machine and wait until it is decrypted, then build the image anew.',
  },
  fslogixinstalledsourceimagenotsupported: {
    reason: 'FSLogix is installed in it.',
    fix: 'Uninstall FSLogix on the machine, then build the image anew.',
  },
  startmenuapplimitexceeded: {
    reason: 'It has more than 3,000 apps in its Start menu.',
    fix: 'Remove some on the machine, then build the image anew.',
  },
};

/** Reason and next action for an error code of an import; a new code is shown as it is. Plain text. */
export function explainImportError(errorCode: string): ReasonAndFix {
  const known = IMPORT_ERRORS[errorCode.toLowerCase()];
  if (known) return known;
  const code = errorCode === '' ? 'without a code' : `with the code ${errorCode}`;
  return {
    reason: `Windows 365 refused the image ${code}.`,
    fix: 'Look at the image in the Intune admin center, then retry the upload.',
  };
}
