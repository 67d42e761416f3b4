/** Status words of Windows 365 as its admin center shows them (learn.microsoft.com/windows-365/enterprise, device list). */
export const STATUS_NAMES: Readonly<Record<string, string>> = {
  notProvisioned: 'Not provisioned',
  provisioning: 'Provisioning',
  provisioned: 'Provisioned',
  provisionedWithWarnings: 'Provisioned with warnings',
  inGracePeriod: 'In grace period',
  deprovisioning: 'Deprovisioning',
  failed: 'Failed',
  resizing: 'Resizing',
  restoring: 'Restoring',
  pendingProvision: 'Waiting to be provisioned',
  movingRegion: 'Moving to another region',
  resizePendingLicense: 'Resizing, licence missing',
  updatingSingleSignOn: 'Updating single sign-on',
  modifyingSingleSignOn: 'Updating single sign-on',
  refreshPolicyConfiguration: 'Taking over a policy change',
  preparing: 'Preparing',
  failoverInProgress: 'Failing over',
  failbackInProgress: 'Failing back',
  unknownFutureValue: 'Unknown',
};

/** A checklist item as the subject of a sentence that ends in "safe". */
export const ITEM_NAMES: Readonly<Record<string, string>> = {
  onedrive: 'the files are',
  'app-data': 'the local data of apps is',
  'user-comms': 'the message to the person is',
  timing: 'the date is',
};
