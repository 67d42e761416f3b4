import type { VirtualMachine, VirtualMachineNetworkInterfaceConfiguration } from '@azure/arm-compute';
import type { CopyOrder, MachineOrder } from '../workflow/ports-images.ts';
import { tagsOf } from './arm-ids.ts';

/** Parts that the machine to customise and the sealed copy have in common. */
type Frame = Pick<
  VirtualMachine,
  'location' | 'tags' | 'licenseType' | 'hardwareProfile' | 'securityProfile' | 'diagnosticsProfile'
>;

interface FrameFacts {
  readonly region: string;
  readonly buildId: string;
  readonly size: string;
  readonly securityType: 'Standard' | 'TrustedLaunch';
}

/** Everything that Azure makes for it goes when the machine goes: disk, network card and address have deleteOption Delete. */
export function toMachineBody(order: MachineOrder): VirtualMachine {
  const { source, spec, place, buildId, securityType } = order;
  const { publisher, offer, sku, version } = source;
  return {
    ...toFrame({ region: place.region, buildId, size: spec.size, securityType }),
    storageProfile: {
      imageReference: { publisher, offer, sku, version },
      osDisk: {
        name: order.diskName,
        createOption: 'FromImage',
        deleteOption: 'Delete',
        caching: 'ReadWrite',
        managedDisk: { storageAccountType: 'StandardSSD_LRS' },
      },
    },
    osProfile: {
      computerName: order.name.slice(0, MOST_COMPUTER_NAME),
      adminUsername: order.userName,
      adminPassword: order.password,
      windowsConfiguration: {
        provisionVMAgent: true,
        // Updates that install themselves during a build are a usual reason for sysprep to fail.
        enableAutomaticUpdates: false,
        patchSettings: { patchMode: 'Manual' },
      },
    },
    networkProfile: toNetwork({ ...order, subnetId: spec.subnetId, ipName: spec.publicIp ? order.ipName : null }),
  };
}

export function toCopyBody(order: CopyOrder): VirtualMachine {
  const { place, buildId, size, securityType } = order;
  return {
    ...toFrame({ region: place.region, buildId, size, securityType }),
    storageProfile: {
      osDisk: { createOption: 'Attach', osType: 'Windows', deleteOption: 'Delete', managedDisk: { id: order.diskId } },
    },
    networkProfile: toNetwork({ ...order, ipName: null }),
  };
}

/** NetBIOS; "Naming rules and restrictions for Azure resources". */
const MOST_COMPUTER_NAME = 15;

/**
 * The security type is sent in any case, because the default is Trusted Launch in many subscriptions; with Standard there must be no
 * UEFI settings ("Trusted Launch FAQ").
 */
function toFrame({ region, buildId, size, securityType }: FrameFacts): Frame {
  const uefi = { uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } };
  return {
    location: region,
    tags: tagsOf(buildId),
    licenseType: 'Windows_Client',
    hardwareProfile: { vmSize: size },
    securityProfile: { securityType, ...(securityType === 'TrustedLaunch' ? uefi : {}) },
    diagnosticsProfile: { bootDiagnostics: { enabled: true } },
  };
}

interface NetworkFacts {
  readonly buildId: string;
  readonly nicName: string;
  readonly subnetId: string;
  readonly ipName: string | null;
}

function toNetwork(facts: NetworkFacts): NonNullable<VirtualMachine['networkProfile']> {
  return { networkApiVersion: '2022-11-01', networkInterfaceConfigurations: [toCard(facts)] };
}

/** The machine makes its network card itself, and its public address if one is wanted. */
function toCard({ buildId, nicName, subnetId, ipName }: NetworkFacts): VirtualMachineNetworkInterfaceConfiguration {
  const address = {
    name: ipName ?? '',
    sku: { name: 'Standard', tier: 'Regional' },
    publicIPAllocationMethod: 'Static',
    deleteOption: 'Delete',
    tags: tagsOf(buildId),
  };
  return {
    name: nicName,
    primary: true,
    deleteOption: 'Delete',
    tags: tagsOf(buildId),
    ipConfigurations: [
      {
        name: 'ipconfig1',
        primary: true,
        subnet: { id: subnetId },
        ...(ipName === null ? {} : { publicIPAddressConfiguration: address }),
      },
    ],
  };
}
