import { expect, test } from '@jest/globals';
import { UNKNOWN_FACTS } from '../../../src/domain/build/facts.ts';
import type { ImageFacts } from '../../../src/domain/build/facts.ts';
import { describeFindings, hasStop, judgeFacts, RULE_SETS } from '../../../src/domain/build/rule-sets.ts';
import type { RuleContext, RulePlace } from '../../../src/domain/build/rules.ts';
import { goodFacts, NOW } from './image-facts.ts';

const CONTEXT: RuleContext = { route: 'managed', now: NOW };
const PLACES: readonly RulePlace[] = ['offer', 'source-image', 'machine', 'captured-image', 'upload'];

function judge(change: Partial<ImageFacts>, place: RulePlace, context: Partial<RuleContext> = {}) {
  return judgeFacts('2026-09', goodFacts(change), place, { ...CONTEXT, ...context });
}

function outcomesOf(findings: ReturnType<typeof judgeFacts>, unlike: string): readonly string[] {
  return findings
    .filter(({ outcome }) => outcome !== unlike)
    .map(({ ruleId, outcome, evidence }) => `${ruleId} ${outcome} ${evidence}`.trim());
}

test.each(PLACES)('what is as it should be passes every rule at %s', (place) => {
  const findings = judge({}, place);
  expect(findings.length).toBeGreaterThan(0);
  expect(outcomesOf(findings, 'pass')).toEqual([]);
});

test.each(PLACES)('what is not known passes no rule at %s, but those that a managed image cannot break', (place) => {
  const findings = judgeFacts('2026-09', UNKNOWN_FACTS, place, CONTEXT);
  const passed = findings.filter(({ outcome }) => outcome === 'pass').map(({ ruleId }) => ruleId);
  expect(passed).toEqual(place === 'machine' ? [] : ['security-type']);
  expect(hasStop(findings)).toBe(false);
});

/** One thing is wrong; only this is said, at the place where it is asked. */
const WRONG: readonly (readonly [Partial<ImageFacts>, RulePlace, string])[] = [
  [{ osType: 'Linux' }, 'source-image', 'windows fail Linux'],
  [{ osState: 'Specialized' }, 'source-image', 'generalized fail Specialized'],
  [{ osState: 'Specialized' }, 'captured-image', 'generalized fail Specialized'],
  [{ generation: 'V1' }, 'source-image', 'generation-2 fail V1'],
  [{ generation: 'V1' }, 'machine', 'generation-2 fail V1'],
  [{ generation: 'V1' }, 'offer', 'generation-2 fail V1'],
  [{ architecture: 'Arm64' }, 'machine', 'x64 fail Arm64'],
  [{ diskGb: 65 }, 'machine', 'os-disk-size warn 65 GB'],
  [{ diskGb: 127 }, 'offer', 'os-disk-size warn 127 GB'],
  [{ dataDisks: 1 }, 'machine', 'no-data-disks fail 1 data disk'],
  [{ diskEncryptionSet: true }, 'upload', 'no-disk-encryption-set fail encrypted with a disk encryption set'],
  [{ azureDiskEncryption: true }, 'upload', 'no-azure-disk-encryption fail Azure Disk Encryption is on'],
  [{ paidOffer: true }, 'offer', 'not-paid fail has a purchase plan'],
  [{ deprecation: 'ScheduledForDeprecation' }, 'offer', 'stays-in-marketplace warn ScheduledForDeprecation'],
  [{ edition: 'Professional' }, 'machine', 'enterprise fail Professional'],
  [{ edition: 'EnterpriseN' }, 'machine', 'not-n fail EnterpriseN'],
  [{ edition: 'EnterpriseS' }, 'machine', 'not-ltsc fail EnterpriseS'],
  [{ edition: 'ServerRdsh' }, 'machine', 'single-session fail ServerRdsh'],
  [{ osBuild: '19045.6456' }, 'machine', 'os-supported fail Windows 10 22H2, support until 2025-10-14'],
  [{ osBuild: '99999.1' }, 'machine', 'os-supported unknown 99999.1'],
  [{ recoveryPartitions: 1 }, 'machine', 'no-recovery-partition fail 1 recovery partition'],
  [{ domainJoined: true }, 'machine', 'never-domain-joined fail joined to a domain'],
  [{ entraJoined: true }, 'machine', 'never-entra-joined fail joined to Entra ID'],
  [{ enrolled: true }, 'machine', 'never-enrolled fail enrolled in device management'],
  [{ fslogix: true }, 'captured-image', 'no-fslogix fail FSLogix is installed'],
  [{ avdAgents: true }, 'machine', 'no-avd-agents fail agents are installed'],
  [{ startMenuApps: 3_001 }, 'machine', 'start-menu-apps fail 3001 apps'],
  [{ bitlocker: 'DecryptionInProgress/40' }, 'machine', 'bitlocker-off fail DecryptionInProgress/40'],
  [{ blockingPackages: 2 }, 'machine', 'appx-packages fail 2 packages'],
  [{ pendingReboot: true }, 'machine', 'no-pending-reboot fail a restart is pending'],
  [{ reservedStorage: 'enabled' }, 'machine', 'reserved-storage warn enabled'],
  [{ defenderOnboarded: true }, 'machine', 'defender-not-onboarded fail onboarded'],
  [{ cdromEnabled: false }, 'machine', 'cdrom-driver warn disabled'],
  [{ agentReady: false }, 'machine', 'agent-ready fail not ready'],
  [{ visibleToWindows365: false }, 'upload', 'visible-to-windows-365 fail Windows 365 does not list it'],
];

test.each(WRONG)('%j at %s: %s', (change, place, said) => {
  const findings = judge(change, place);
  expect(outcomesOf(findings, 'pass')).toEqual([said]);
  expect(hasStop(findings)).toBe(said.includes(' fail '));
});

/** Where a rule is not asked, what breaks it is not said. */
const NOT_ASKED: readonly (readonly [Partial<ImageFacts>, RulePlace, string])[] = [
  [{ osState: 'Specialized' }, 'machine', 'the machine is sealed later'],
  [{ edition: null, recoveryPartitions: null }, 'offer', 'an offer is not looked into'],
  [{ osState: null, visibleToWindows365: null }, 'offer', 'an offer is not imported'],
  [{ deprecation: 'Deprecated' }, 'machine', 'the offer of an old machine may be gone'],
  [{ bitlocker: null, pendingReboot: null, agentReady: null }, 'captured-image', 'a sealed image is not sealed again'],
];

test.each(NOT_ASKED)('%j is no matter at %s: %s', (change, place) => {
  expect(outcomesOf(judge(change, place), 'pass')).toEqual([]);
});

test('a withdrawn offer stops, one that will be withdrawn only warns', () => {
  expect(hasStop(judge({ deprecation: 'Deprecated' }, 'offer'))).toBe(true);
  expect(hasStop(judge({ deprecation: 'ScheduledForDeprecation' }, 'offer'))).toBe(false);
});

test('at exactly the limits nothing is said', () => {
  expect(outcomesOf(judge({ diskGb: 64, startMenuApps: 3_000 }, 'machine'), 'pass')).toEqual([]);
});

test('with a Marketplace source, the source image is judged as an offer', () => {
  const context = { ...CONTEXT, source: 'marketplace' } as const;
  expect(judge({}, 'source-image', context)).toEqual(judge({}, 'offer'));
  expect(judge({}, 'captured-image', context)).toEqual(judge({}, 'captured-image'));
});

type Type = ImageFacts['securityType'];
/** Security type, route and place, and what comes of it. */
const SECURITY: readonly (readonly [Type, RuleContext['route'], RulePlace, string])[] = [
  ['Standard', 'managed', 'machine', 'pass'],
  ['TrustedLaunch', 'managed', 'machine', 'fail'],
  [null, 'managed', 'machine', 'unknown'],
  [null, 'managed', 'captured-image', 'pass'],
  ['TrustedLaunch', 'gallery', 'machine', 'pass'],
  ['Standard', 'gallery', 'machine', 'fail'],
  ['TrustedLaunch', 'gallery', 'captured-image', 'pass'],
  ['TrustedLaunchSupported', 'gallery', 'source-image', 'fail'],
  [null, 'gallery', 'upload', 'unknown'],
  ['Standard', null, 'source-image', 'pass'],
  ['ConfidentialVM', null, 'source-image', 'fail'],
  [null, null, 'source-image', 'unknown'],
  ['TrustedLaunchSupported', 'gallery', 'offer', 'pass'],
  ['TrustedLaunchSupported', 'managed', 'offer', 'pass'],
  ['Standard', 'gallery', 'offer', 'fail'],
  ['ConfidentialVM', 'managed', 'offer', 'fail'],
  [null, 'gallery', 'offer', 'unknown'],
];

test.each(SECURITY)('security type %s for route %s at %s: %s', (securityType, route, place, outcome) => {
  const found = judge({ securityType }, place, { route }).find(({ ruleId }) => ruleId === 'security-type');
  expect(found?.outcome).toBe(outcome);
});

test('Windows is supported on the last day of its support, and not on the day after', () => {
  const on = (now: string) =>
    judge({ osBuild: '22631.6000' }, 'machine', { now }).find(({ ruleId }) => ruleId === 'os-supported')?.outcome;
  expect(on('2026-11-10T23:59:59.000Z')).toBe('pass');
  expect(on('2026-11-11T00:00:00.000Z')).toBe('fail');
});

test('of a Generation 1 image it is said that it was right in 2021, and by the rules of then it is', () => {
  const facts = goodFacts({ generation: 'V1', edition: 'Enterprise', osBuild: '19043.1000' });
  const find = (id: '2026-09' | '2021-08', rule: string) =>
    judgeFacts(id, facts, 'source-image', CONTEXT).find(({ ruleId }) => ruleId === rule);
  expect(find('2026-09', 'generation-2')).toMatchObject({ outcome: 'fail', note: 'was-right-in-2021' });
  expect(find('2021-08', 'generation-1')).toMatchObject({ outcome: 'pass', note: '' });
  expect(hasStop(judgeFacts('2021-08', facts, 'source-image', CONTEXT))).toBe(false);
});

test.each([
  [{ generation: 'V2' }, 'generation-1 fail V2'],
  [{ osBuild: '26200.4946' }, 'windows-10-enterprise fail Windows 11 Enterprise'],
  [{ sameSubscriptionAsConnection: false }, 'same-subscription fail another subscription'],
  [{ osBuild: '99999.1' }, 'windows-10-enterprise unknown 99999.1'],
] as const)('the rules of 2021 say of %j: %s', (change, said) => {
  const facts = goodFacts({ generation: 'V1', osBuild: '19043.1000', ...change });
  expect(outcomesOf(judgeFacts('2021-08', facts, 'upload', CONTEXT), 'pass')).toEqual([said]);
});

test('every rule says where it is from, what to do and how to find out', () => {
  for (const [id, set] of Object.entries(RULE_SETS)) {
    expect(set.id).toBe(id);
    expect(new Set(set.rules.map((rule) => rule.id)).size).toBe(set.rules.length);
    for (const { id: ruleId, title, fix, howToFind, source, places } of set.rules) {
      expect(ruleId).toMatch(/^[a-z0-9-]+$/);
      for (const text of [title, fix, howToFind, source.document]) expect(text.length).toBeGreaterThan(5);
      expect(source.date).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
      expect(places.length).toBeGreaterThan(0);
    }
  }
});

test('a finding is described by its rule, and one whose rule is gone by its id', () => {
  const [line] = describeFindings('2026-09', judge({ generation: 'V1' }, 'machine').slice(1, 2));
  expect(line).toMatchObject({ ruleId: 'generation-2', title: 'Generation 2', severity: 'stop', outcome: 'fail' });
  const old = { ruleId: 'of-old', outcome: 'fail', evidence: '', note: '' } as const;
  expect(describeFindings('2026-09', [old])[0]).toMatchObject({ title: 'of-old', severity: 'stop', fix: '' });
});

test('evidence is cut to one line of a card', () => {
  const [found] = judge({ osType: 'x'.repeat(500) }, 'machine');
  expect(found?.evidence.length).toBe(120);
});
