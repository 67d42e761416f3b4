/** One thing that makes sysprep fail, as its logs tell. */
export interface SysprepCause {
  readonly code: string;
  /** Any of these in a line that is not mere information says so. */
  readonly signs: readonly RegExp[];
  readonly subject: string;
  /** What mends it on the machine that is copied; none when only another machine helps. */
  readonly commands: readonly string[];
  readonly source: string;
}

/**
 * Causes with fixed commands, the surest first; Store packages have a reader of their own. Sources name the document whose log lines
 * the signs come from.
 */
export const SYSPREP_CAUSES: readonly SysprepCause[] = [
  {
    code: 'bitlocker',
    signs: [/BitLocker is on for the OS volume/i, /BitLocker-Sysprep/i, /ValidateBitLockerState/i, /0x80310039/i],
    subject: 'C:',
    commands: [
      'Disable-BitLocker -MountPoint C:',
      'Get-BitLockerVolume -MountPoint C: | Select-Object VolumeStatus, EncryptionPercentage',
    ],
    source: 'Azure: remove machine specific information, 2026-02 (drives must be decrypted); public build logs of 2026',
  },
  {
    code: 'reserved-storage',
    signs: [/reserved storage is in use/i, /0x800F0975/i, /0x80070975/i, /dwRet = 0x975\b/i],
    subject: 'reserved storage',
    commands: [
      'DISM.exe /Online /Cleanup-Image /StartComponentCleanup',
      'Restart-Computer',
      'DISM.exe /Online /Set-ReservedStorageState /State:Disabled',
    ],
    source: 'Configuration Manager: errors when capturing a Windows 11 image, 2025-02-11',
  },
  {
    code: 'pending-reboot',
    signs: [
      /updates that require a reboot/i,
      /Audit mode can(?:'t|not) be turned on if there is an active scenario/i,
      /pending CBS operations/i,
    ],
    subject: 'Windows Update',
    commands: ['Restart-Computer'],
    source:
      'Message of sysprep as quoted in the Windows node setup of Kubernetes; GoogleCloudPlatform/compute-image-windows, 2018-09',
  },
  {
    code: 'defender',
    signs: [/\bsenseGuid\b/i, /Windows-SenseClient-Service/i],
    subject: 'senseGuid',
    commands: [
      "Remove-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection' -Name senseGuid",
    ],
    source: 'actions/runner-images: Sysprep erroring out and VM provisioning is erroring out, 2024-03',
  },
  {
    code: 'rearm-count',
    signs: [/0xC004D307/i, /dwRet = -1073425657\b/],
    subject: '0xC004D307',
    commands: [],
    source: 'Windows client troubleshooting, KB 929828: fatal error when running sysprep /generalize',
  },
  {
    code: 'domain-joined',
    signs: [/CryptoSysPrep_Specialize/i, /(?:machine|computer) is (?:joined to|a member of) (?:a|the) domain/i],
    subject: 'domain',
    commands: [],
    source: 'Nerdio scripted actions: images of Windows 11 machines that are joined to Active Directory',
  },
];
