import { holdsIf, mustBeNone, mustNot, unknown } from './judgements.ts';
import { documents } from './rule-documents.ts';
import type { ImageRule, RulePlace } from './rules.ts';
import { daysUntilEndOf, servicingOf } from './servicing.ts';

const ANYWHERE: readonly RulePlace[] = ['machine', 'source-image', 'captured-image', 'upload'];

/** Editions that are Enterprise at heart; what else is wrong with some of them has rules of its own. */
const ENTERPRISE = ['Enterprise', 'EnterpriseN', 'EnterpriseS', 'EnterpriseSN', 'ServerRdsh'];

/** "At most 3,000 apps in the Start menu" of the page; one more fails with startMenuAppLimitExceeded. */
const MOST_START_APPS = 3_000;

const INSPECT = 'Inspect the machine. Of an image, make a machine and inspect that: Azure does not know.';
const NEW_MACHINE = 'Build from a machine that never was. Leaving now does not undo it.';

/** Rules about what is inside Windows. Azure knows none of it; the inspection does. */
export const WINDOWS_RULES: readonly ImageRule[] = [
  windowsRule('enterprise', 'Windows Enterprise', 'Install the Enterprise edition.', ({ edition }) =>
    edition === null ? unknown() : holdsIf(ENTERPRISE.includes(edition), edition),
  ),
  windowsRule('not-n', 'Not an N edition', 'Build from an edition without N.', ({ edition }) =>
    edition === null ? unknown() : holdsIf(!edition.endsWith('N'), edition),
  ),
  windowsRule(
    'not-ltsc',
    'Not a long-term servicing edition',
    'Build from Windows Enterprise, not LTSC.',
    ({ edition }) => (edition === null ? unknown() : holdsIf(!/EnterpriseSN?$/.test(edition), edition)),
  ),
  windowsRule('single-session', 'Single session', 'Build from an image without multi-session.', ({ edition }) =>
    edition === null ? unknown() : holdsIf(edition !== 'ServerRdsh', edition),
  ),
  {
    ...windowsRule(
      'os-supported',
      'A version of Windows that Microsoft still supports',
      'Update Windows, or build anew from a newer version.',
      (facts, at) => {
        const servicing = facts.osBuild === null ? null : servicingOf(facts.osBuild);
        if (!servicing) return unknown(facts.osBuild ?? '');
        const text = `Windows ${servicing.windows} ${servicing.version}, support until ${servicing.endsOn}`;
        return holdsIf(daysUntilEndOf(servicing.endsOn, at.now) >= 0, text);
      },
    ),
    source: documents.servicing,
  },
  windowsRule(
    'no-recovery-partition',
    'No recovery partition',
    'Remove the recovery partition: Repave can do it on the machine.',
    (facts) => mustBeNone(facts.recoveryPartitions, 'recovery partitions'),
  ),
  windowsRule('never-domain-joined', 'Never joined to Active Directory', NEW_MACHINE, (facts) =>
    mustNot(facts.domainJoined, 'joined to a domain', 'not joined now'),
  ),
  windowsRule('never-entra-joined', 'Never joined to Entra ID', NEW_MACHINE, (facts) =>
    mustNot(facts.entraJoined, 'joined to Entra ID', 'not joined now'),
  ),
  windowsRule('never-enrolled', 'Never enrolled in Intune', NEW_MACHINE, (facts) =>
    mustNot(facts.enrolled, 'enrolled in device management', 'not enrolled now'),
  ),
  windowsRule('no-fslogix', 'No FSLogix', 'Uninstall FSLogix.', (facts) =>
    mustNot(facts.fslogix, 'FSLogix is installed', 'not installed'),
  ),
  windowsRule(
    'no-avd-agents',
    'No Azure Virtual Desktop agents',
    'Uninstall the agents of Azure Virtual Desktop: boot loader, infrastructure agent, Geneva agent, side-by-side stack.',
    (facts) => mustNot(facts.avdAgents, 'agents are installed', 'not installed'),
  ),
  windowsRule(
    'start-menu-apps',
    'At most 3,000 apps in the Start menu',
    'Remove apps from the Start menu.',
    ({ startMenuApps: count }) => (count === null ? unknown() : holdsIf(count <= MOST_START_APPS, `${count} apps`)),
  ),
];

function windowsRule(id: string, title: string, fix: string, judge: ImageRule['judge']): ImageRule {
  const source = documents.deviceImages;
  return { id, title, places: ANYWHERE, severity: 'stop', source, fix, howToFind: INSPECT, judge };
}
