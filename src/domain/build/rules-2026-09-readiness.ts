import { breaks, holds, mustBe, mustBeNone, mustNot, unknown } from './judgements.ts';
import { documents } from './rule-documents.ts';
import type { ImageRule, RulePlace } from './rules.ts';

const MACHINE: readonly RulePlace[] = ['machine'];
const INSPECT = 'Inspect the machine.';

/** What makes sysprep fail, or the Cloud PCs made from the image: asked of the machine before it is copied. */
export const READINESS_RULES: readonly ImageRule[] = [
  {
    id: 'appx-packages',
    title: 'No Store apps that belong to one user only',
    places: MACHINE,
    severity: 'stop',
    source: documents.storeApps,
    fix: 'Remove the packages for all users: Repave can do it. Keep the Store from updating apps until the machine is sealed.',
    howToFind: INSPECT,
    judge: (facts) => mustBeNone(facts.blockingPackages, 'packages'),
  },
  {
    id: 'bitlocker-off',
    title: 'The disk is decrypted',
    places: MACHINE,
    severity: 'stop',
    source: documents.generalize,
    fix: 'Run Disable-BitLocker -MountPoint C: and wait until Get-BitLockerVolume says FullyDecrypted.',
    howToFind: INSPECT,
    judge: (facts) => mustBe(facts.bitlocker, ['off']),
  },
  {
    id: 'no-pending-reboot',
    title: 'No restart is pending',
    places: MACHINE,
    severity: 'stop',
    source: documents.updates,
    fix: 'Finish all updates and restart the machine, until none is pending.',
    howToFind: INSPECT,
    judge: (facts) => mustNot(facts.pendingReboot, 'a restart is pending', 'none pending'),
  },
  {
    id: 'reserved-storage',
    title: 'Reserved storage is off',
    places: MACHINE,
    severity: 'warn',
    source: documents.updates,
    fix: 'Run DISM.exe /Online /Set-ReservedStorageState /State:Disabled. Sysprep fails only while an update uses it.',
    howToFind: INSPECT,
    judge: (facts) => mustBe(facts.reservedStorage, ['disabled']),
  },
  {
    id: 'defender-not-onboarded',
    title: 'Not onboarded to Defender for Endpoint',
    places: MACHINE,
    severity: 'stop',
    source: documents.defender,
    fix: 'Offboard the machine from Defender for Endpoint; Cloud PCs are onboarded after they are provisioned.',
    howToFind: INSPECT,
    judge: (facts) => mustNot(facts.defenderOnboarded, 'onboarded', 'not onboarded'),
  },
  {
    id: 'cdrom-driver',
    title: 'The CD-ROM driver may start',
    places: MACHINE,
    severity: 'warn',
    source: documents.generalize,
    fix: 'Nothing has to be done: Repave enables the driver in the copy before it runs sysprep.',
    howToFind: INSPECT,
    judge: ({ cdromEnabled: enabled }) => {
      if (enabled === null) return unknown();
      return enabled ? holds('enabled') : breaks('disabled');
    },
  },
  {
    id: 'agent-ready',
    title: 'The Azure agent of the machine answers',
    places: MACHINE,
    severity: 'stop',
    source: documents.agent,
    fix: 'Start the machine, and the services RdAgent and WindowsAzureGuestAgent on it.',
    howToFind:
      'Start the machine and wait some minutes; its overview page in the Azure portal shows the agent as Ready.',
    judge: ({ agentReady: ready }) => {
      if (ready === null) return unknown();
      return ready ? holds('ready') : breaks('not ready');
    },
  },
];
