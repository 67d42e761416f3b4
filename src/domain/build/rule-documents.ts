/** Where the rules come from. Pages without a date of their own carry the day of the copy that was read. */
export const documents = {
  deviceImages: { document: 'Windows 365 Enterprise: device images (learn.microsoft.com)', date: '2026-08-14' },
  addImages: {
    document: 'Windows 365 Enterprise: add or delete device images (learn.microsoft.com)',
    date: '2026-03-23',
  },
  importErrors: { document: 'Microsoft Graph metadata: error codes of a Cloud PC device image', date: '2026-08-03' },
  createImage: { document: 'Microsoft Graph: create cloudPcDeviceImage', date: '2024-09-27' },
  servicing: { document: 'Windows 11 release information and Windows lifecycle pages', date: '2026-11-04' },
  generalize: { document: 'Azure virtual machines: remove machine specific information', date: '2026-02' },
  market: { document: 'Azure virtual machines: Trusted Launch FAQ and image models', date: '2026-11' },
  storeApps: { document: 'Windows client troubleshooting, KB 2769827: Sysprep and Store apps', date: '2026-11' },
  updates: { document: 'Configuration Manager: errors when capturing a Windows 11 image', date: '2025-02-11' },
  defender: {
    document: 'actions/runner-images: Sysprep erroring out and VM provisioning is erroring out',
    date: '2024-03',
  },
  agent: { document: 'Packer plugin for Azure: deprovisioning Windows', date: '2026-07' },
  images2021: { document: 'Windows 365: device images', date: '2021-08-02' },
} as const;
