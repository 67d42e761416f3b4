import type { Azure } from '../world/azure.ts';
import { isAgentReady } from '../world/azure-machine-power.ts';
import type { Machine } from '../world/azure-resources.ts';
import { describeBase, formatInstant } from './describe.ts';

export type MachineView = { readonly azure: Azure; readonly now: number; readonly withInstance: boolean };

export function describeMachine(machine: Machine, view: MachineView): unknown {
  const { nics, osProfile, licenseType, bootDiagnostics } = machine;
  return {
    ...describeBase(machine),
    properties: {
      vmId: machine.vmId,
      provisioningState: machine.state,
      timeCreated: formatInstant(machine.createdAt),
      hardwareProfile: { vmSize: machine.size },
      storageProfile: describeStorage(machine, view.azure),
      // Azure puts Secure Boot and the virtual TPM in with Trusted Launch.
      securityProfile: {
        securityType: machine.securityType,
        ...(machine.securityType === 'TrustedLaunch' ? { uefiSettings: UEFI } : {}),
      },
      networkProfile: {
        networkInterfaces: nics.map(({ id, primary, deleteOption }) => ({ id, properties: { primary, deleteOption } })),
      },
      ...(osProfile === null ? {} : { osProfile: describeOsProfile(osProfile) }),
      ...(licenseType === null ? {} : { licenseType }),
      ...(bootDiagnostics ? { diagnosticsProfile: { bootDiagnostics: { enabled: true } } } : {}),
      ...(view.withInstance ? { instanceView: describeInstance(machine, view) } : {}),
    },
  };
}

const UEFI = { secureBootEnabled: true, vTpmEnabled: true };

function describeOsProfile(osProfile: NonNullable<Machine['osProfile']>) {
  return {
    ...osProfile,
    windowsConfiguration: { provisionVMAgent: true },
    secrets: [],
    allowExtensionOperations: true,
  };
}

function describeStorage(machine: Machine, azure: Azure): unknown {
  const disk = azure.find('disk', machine.osDiskId);
  return {
    ...(machine.imageReference === null ? {} : { imageReference: machine.imageReference }),
    osDisk: {
      osType: 'Windows',
      name: disk?.name ?? '',
      caching: 'ReadWrite',
      createOption: machine.imageReference === null ? 'Attach' : 'FromImage',
      deleteOption: machine.deletesDisks.has(machine.osDiskId) ? 'Delete' : 'Detach',
      ...(disk ? { diskSizeGB: disk.sizeGb } : {}),
      managedDisk: { id: machine.osDiskId, ...(disk ? { storageAccountType: disk.sku } : {}) },
    },
    dataDisks: machine.dataDiskIds.map((id, lun) => ({
      ...{ lun, createOption: 'Attach', managedDisk: { id } },
      deleteOption: machine.deletesDisks.has(id) ? 'Delete' : 'Detach',
    })),
  };
}

export function describeInstance(machine: Machine, { azure, now }: MachineView): unknown {
  const disk = azure.find('disk', machine.osDiskId);
  const isUp = machine.power === 'running' && isAgentReady(machine, now);
  return {
    ...(isUp && disk?.guest
      ? {
          computerName: disk.guest.computerName,
          osName: disk.guest.operatingSystem,
          osVersion: `10.0.${disk.guest.build}`,
        }
      : {}),
    hyperVGeneration: machine.generation,
    ...(machine.power === 'running' ? { vmAgent: describeAgent(isUp) } : {}),
    disks: disk ? [{ name: disk.name, statuses: [DISK_STATUS] }] : [],
    statuses: listStatuses(machine),
  };
}

const DISK_STATUS = {
  ...{ code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' },
} as const;

function describeAgent(isReady: boolean): unknown {
  const status = isReady
    ? { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Ready' }
    : { code: 'ProvisioningState/Unavailable', level: 'Warning', displayStatus: 'Not Ready' };
  return { vmAgentVersion: isReady ? '2.7.41491.1200' : 'Unknown', statuses: [status] };
}

function listStatuses(machine: Machine): unknown[] {
  return [
    describeProvisioning(machine),
    ...(machine.generalized ? [{ code: 'OSState/generalized', level: 'Info', displayStatus: 'VM generalized' }] : []),
    { code: `PowerState/${machine.power}`, level: 'Info', displayStatus: `VM ${machine.power}` },
  ];
}

function describeProvisioning({ state, failure }: Machine): unknown {
  if (state !== 'Failed' || failure === null) {
    const words = state.toLowerCase();
    return { code: `ProvisioningState/${words}`, level: 'Info', displayStatus: `Provisioning ${words}` };
  }
  const { code, message } = failure;
  return { code: `ProvisioningState/failed/${code}`, level: 'Error', displayStatus: 'Provisioning failed', message };
}
