import type { GuestResult } from '../src/domain/build/build.ts';
import type { BuildView } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { buildButton } from './build-buttons.ts';
import { shortMinutes } from './build-road.ts';
import { bindFindings, countFindings } from './findings.ts';
import { isCut } from './format-code.ts';
import { countOf, escapeText, formatMoney, formatShort } from './format.ts';
import { listLines } from './lists.ts';
import { actionsPart, boxPart, codePart, factsPart, sectionPart, textPart } from './parts.ts';
import { GUEST_OUTCOMES, GUEST_WORDS } from './words-build.ts';

/** Packages that the card names; the inspection itself lists no more than twenty. */
const ROWS = 20;

/** While people work on the machine: how to get in, what it costs, what was found inside, what to do about it. */
export function bindCustomise(view: BuildView, zone: string): readonly Json[] {
  return [
    ...bindGuest(view, zone),
    ...bindMachine(view),
    ...bindPackages(view),
    ...bindRecovery(view),
    ...bindInspection(view, zone),
    ...bindResult(view.lastResult, zone),
  ];
}

function bindGuest({ guest }: BuildView, zone: string): readonly Json[] {
  if (!guest) return [];
  const line = `${GUEST_WORDS[guest.kind]} has been running since ${formatShort(guest.since, zone)}`;
  return [boxPart('emphasis', [`● ${line}`, 'The next one can start when it has ended.'])];
}

function bindMachine({ buildId, machine, request, sealWanted }: BuildView): readonly Json[] {
  if (!machine) return [];
  const isOff = machine.power === 'stopped' || machine.power === 'deallocated';
  const isOurs = request.source.kind === 'marketplace';
  const facts = factsPart([
    ['Computer', escapeText(machine.name, 80)],
    ['Connect to', wordAddress(machine)],
    ['User name', machine.userName === null ? '' : escapeText(machine.userName, 80)],
    ['Size', escapeText(machine.size, 60)],
    ['On so far', isOurs ? wordHours(machine) : ''],
  ]);
  const password = buildButton('Show a password', 'build.password', buildId);
  return [
    ...(isOff ? [boxPart('warning', ['The machine is switched off', 'Start it in the Azure portal to go on.'])] : []),
    sectionPart('How to connect', [
      facts,
      textPart(isOurs ? CONNECT_OURS : CONNECT_OWN, { isSubtle: true, spacing: 'Small' }),
      ...(isOurs && !sealWanted ? [actionsPart([password])] : []),
    ]),
  ];
}

const CONNECT_OURS =
  'Connect with Remote Desktop. A password is made when you ask for one, shown to you alone, and taken away after ten minutes.';
const CONNECT_OWN = 'Connect as you always do: Repave changes no account on your own machine.';

function wordAddress({ publicIp, privateIp }: NonNullable<BuildView['machine']>): string {
  if (publicIp !== null) return escapeText(publicIp, 60);
  return privateIp === null ? 'not known yet' : `${escapeText(privateIp, 60)}, from inside your network`;
}

function wordHours({ hours, cost }: NonNullable<BuildView['machine']>): string {
  return `${shortMinutes(hours * 60)}${cost ? `, about ${escapeText(formatMoney(cost))} at list price` : ''}`;
}

function bindPackages({ buildId, packages, packagesFound, guest }: BuildView): readonly Json[] {
  const total = Math.max(packagesFound, packages.length);
  if (total === 0) return [];
  const lines = listLines(packages, {
    cap: ROWS,
    total,
    word: ({ fullName, user }) =>
      `${escapeText(fullName, 140)}${user === '' ? '' : `, installed for ${escapeText(user, 40)}`}`,
  });
  const remove = buildButton(total === 1 ? 'Remove it' : 'Remove these', 'build.remove-packages', buildId);
  return [
    boxPart('attention', [
      `✕ ${countOf(total, 'app')} will make sysprep fail`,
      'They are installed for one user and not for everybody:',
      lines,
    ]),
    ...(guest ? [] : [actionsPart([remove])]),
  ];
}

function bindRecovery({ buildId, recoveryPartitions, guest }: BuildView): readonly Json[] {
  if (recoveryPartitions === 0) return [];
  const remove = buildButton('Remove the partition', 'build.remove-recovery', buildId);
  return [
    boxPart('attention', ['✕ The disk has a recovery partition', 'Windows 365 takes no image that has one.']),
    ...(guest ? [] : [actionsPart([remove])]),
  ];
}

function bindInspection(view: BuildView, zone: string): readonly Json[] {
  const { findings, findingsAt } = view;
  if (findingsAt === null)
    return [
      sectionPart('Not inspected yet', [textPart('“Inspect now” looks inside the machine and changes nothing.')]),
    ];
  const heading = `Inspected ${formatShort(findingsAt, zone)}: ${countFindings(findings) || 'nothing could be read'}`;
  const boxed = listBoxed(view);
  return [sectionPart(heading, bindFindings(findings.filter(({ ruleId }) => !boxed.includes(ruleId))))];
}

/** Rules that have a box of their own above, with a button. */
function listBoxed({ packages, packagesFound, recoveryPartitions }: BuildView): readonly string[] {
  const hasPackages = Math.max(packagesFound, packages.length) > 0;
  return [...(hasPackages ? ['appx-packages'] : []), ...(recoveryPartitions > 0 ? ['no-recovery-partition'] : [])];
}

/** What a person's script said. The other tasks say it in the findings. */
function bindResult(result: GuestResult | null, zone: string): readonly Json[] {
  if (!result || (result.kind !== 'script' && result.outcome === 'done')) return [];
  const code = result.exitCode === null ? '' : `, exit code ${result.exitCode}`;
  const heading = `${GUEST_WORDS[result.kind]} ${GUEST_OUTCOMES[result.outcome]} (${formatShort(result.at, zone)}${code})`;
  if (result.output.trim() === '') return [sectionPart(heading, [textPart('It wrote nothing.')])];
  const note = isCut(result.output) ? [textPart('The end of what it wrote:', { isSubtle: true, spacing: 'None' })] : [];
  return [sectionPart(heading, [...note, codePart(result.output)])];
}
