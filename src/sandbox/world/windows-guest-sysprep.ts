import { WIDGETS_PACKAGE } from './windows-guest-editions.ts';
import type { GuestOutcome, GuestRun, SysprepFate, UserPackage, WindowsGuest } from './windows-guest-state.ts';

type Failure = Exclude<SysprepFate, 'as-it-is'> | 'pending-reboot';

/**
 * Sysprep with /quit, started by a script that waits for the result: Windows is sealed and switches itself off after 4 to 8 minutes,
 * or stays on with logs that say why. A hang shows soon and never ends: what hangs is a task of its own, not the script.
 */
export function runSysprep(guest: WindowsGuest, run: GuestRun): GuestOutcome {
  const failure = guest.nextSysprep === 'as-it-is' ? findFailure(guest) : guest.nextSysprep;
  return failure === undefined ? sealWindows(run) : failSysprep(guest, { run, failure });
}

function findFailure(guest: WindowsGuest): Failure | undefined {
  if (guest.bitlocker.status !== 'FullyDecrypted') return 'bitlocker';
  if (guest.userPackages.length > 0) return 'appx';
  if (guest.defenderOnboarded) return 'defender';
  return guest.pendingReboot ? 'pending-reboot' : undefined;
}

function sealWindows({ random, now }: GuestRun): GuestOutcome {
  const seconds = random.int(240, 480);
  return {
    seconds,
    exitCode: 0,
    output: 'sysprep begun\n',
    error: '',
    powersOffAfterSeconds: seconds,
    effect: (windows) => {
      const at = stamp(now + seconds * 1000);
      windows.imageState = 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE';
      windows.nextSysprep = 'as-it-is';
      windows.cdromStart = 1;
      windows.sysprepLogs = {
        errors: [],
        activity: [`${at}, Info                  SYSPRP Generalize phase is complete`],
      };
    },
  };
}

function failSysprep(guest: WindowsGuest, { run, failure }: { run: GuestRun; failure: Failure }): GuestOutcome {
  const { random, now } = run;
  const seconds = random.int(35, 75);
  const imageState = failure === 'hang' ? 'IMAGE_STATE_UNDEPLOYABLE' : 'IMAGE_STATE_COMPLETE';
  const culprit = guest.userPackages[0] ?? { fullName: WIDGETS_PACKAGE, user: `${guest.computerName}\\builder` };
  return {
    seconds,
    exitCode: 0,
    output: 'sysprep begun\n',
    error: '',
    effect: (windows) => {
      windows.imageState = imageState;
      windows.cdromStart = 1;
      windows.sysprepLogs = writeLogs(LOGS[failure](culprit), now + 20_000);
    },
  };
}

type LogLines = { readonly errors: readonly string[]; readonly before: readonly string[] };

/** The texts that Microsoft documents (support KB 2769827 and the sysprep pages), with surroundings of our own. */
const LOGS: Readonly<Record<Failure, (culprit: UserPackage) => LogLines>> = {
  appx: ({ fullName, user }) => ({
    before: [`SYSPRP Looking at the packages of account ${user}.`],
    errors: [
      `SYSPRP Package ${fullName} was installed for a user, but not provisioned for all users. This package will not function properly in the sysprep image.`,
      'SYSPRP Failed to remove apps for the current user: 0x80073cf2.',
      'SYSPRP Exit code of RemoveAllApps thread was 0x3cf2.',
      "SYSPRP ActionPlatform::LaunchModule: Failure occurred while executing 'SysprepGeneralizeValidate' from AppxSysprep.dll; dwRet = 0x3cf2",
      'SYSPRP SysprepSession::Validate: Error in validating actions from Generalize.xml; dwRet = 0x3cf2',
      'SYSPRP RunPlatformActions:Failed while validating Sysprep session actions; dwRet = 0x3cf2',
    ],
  }),
  bitlocker: () => ({
    before: ['SYSPRP Asking for the state of the encryption of the system drive.'],
    errors: [
      'SYSPRP BitLocker-Sysprep: BitLocker is on for the OS volume. Turn BitLocker off to run Sysprep. (0x80310039)',
      "SYSPRP ActionPlatform::LaunchModule: Failure occurred while executing 'ValidateBitLockerState' from BdeSysprep.dll; dwRet = 0x80310039",
      'SYSPRP SysprepSession::Validate: Error in validating actions from Generalize.xml; dwRet = 0x80310039',
      'SYSPRP RunPlatformActions:Failed while validating Sysprep session actions; dwRet = 0x80310039',
    ],
  }),
  defender: () => ({
    before: ['SYSPRP Running the generalize action of component Windows-SenseClient-Service.'],
    errors: [
      'SYSPRP SPPNP: Error 0x80070005 while deleting the value senseGuid of component Windows-SenseClient-Service',
      'SYSPRP ActionPlatform::ExecuteAction: Error in executing action for Windows-SenseClient-Service; dwRet = 0x80070005',
      'SYSPRP SysprepSession::ExecuteInternal: Error in executing action from Generalize.xml; dwRet = 0x80070005',
      'SYSPRP RunPlatformActions:Failed while executing Sysprep session actions; dwRet = 0x80070005',
    ],
  }),
  'pending-reboot': () => ({
    before: ['SYSPRP Asking the servicing stack whether an update waits for a restart.'],
    errors: [
      'SYSPRP spopk.dll: There are one or more Windows updates that require a reboot; hr = 0x8007139f',
      "SYSPRP ActionPlatform::LaunchModule: Failure occurred while executing 'Sysprep_Generalize_Validate' from spopk.dll; dwRet = 0x139f",
      'SYSPRP RunPlatformActions:Failed while validating Sysprep session actions; dwRet = 0x139f',
    ],
  }),
  hang: () => ({
    before: [
      'SYSPRP ActionPlatform::LaunchModule: Executing method Sysprep_Generalize from AppxSysprep.dll',
      'SYSPRP Waiting for the package Microsoft.Winget.Source to leave the store of packages.',
    ],
    errors: [],
  }),
};

function writeLogs({ before, errors }: LogLines, at: number): WindowsGuest['sysprepLogs'] {
  const lines = errors.map((line) => `${stamp(at)}, Error                 ${line}`);
  const begin = [
    'SYSPRP ========================================================',
    'SYSPRP === Beginning of a new sysprep run ===',
  ];
  return {
    errors: lines,
    activity: [...[...begin, ...before].map((line) => `${stamp(at)}, Info                  ${line}`), ...lines],
  };
}

function stamp(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
}
