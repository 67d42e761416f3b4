import { UNKNOWN_FACTS } from '../../../src/domain/build/facts.ts';
import type { ImageFacts } from '../../../src/domain/build/facts.ts';

export const NOW = '2026-11-23T12:00:00.000Z';

/** A machine, or an image of it, that Windows 365 and sysprep have nothing against. */
export function goodFacts(change: Partial<ImageFacts> = {}): ImageFacts {
  return {
    ...UNKNOWN_FACTS,
    generation: 'V2',
    osType: 'Windows',
    osState: 'Generalized',
    architecture: 'x64',
    securityType: 'Standard',
    diskGb: 64,
    dataDisks: 0,
    diskEncryptionSet: false,
    azureDiskEncryption: false,
    paidOffer: false,
    deprecation: 'Active',
    edition: 'Enterprise',
    osBuild: '26200.4946',
    osVersion: '25H2',
    recoveryPartitions: 0,
    bitlocker: 'off',
    domainJoined: false,
    entraJoined: false,
    enrolled: false,
    fslogix: false,
    avdAgents: false,
    startMenuApps: 123,
    blockingPackages: 0,
    pendingReboot: false,
    reservedStorage: 'disabled',
    defenderOnboarded: false,
    cdromEnabled: true,
    imageState: 'IMAGE_STATE_COMPLETE',
    agentReady: true,
    visibleToWindows365: true,
    sameSubscriptionAsConnection: true,
    ...change,
  };
}
