import type { GuestResult } from '../src/domain/build/build.ts';
import type { BuildView } from '../src/domain/build/views.ts';
import type { Json } from './actions.ts';
import { buildButton } from './build-buttons.ts';
import { shortMinutes } from './build-road.ts';
import { bindFindings, countFindings } from './findings.ts';
import { isCut } from './format-code.ts';
import { escapeText, formatMoney, formatShort } from './format.ts';
import { listLines } from './lists.ts';
import { actionsPart, boxPart, codePart, factsPart, sectionPart, textPart } from './parts.ts';
import { say } from './text/say.ts';
import { nameGuest, wordGuestEnd } from './words-build.ts';

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
  const running = { task: nameGuest(guest.kind), when: formatShort(guest.since, zone) };
  return [boxPart('emphasis', [say('build-steps.guest-running', running), say('build-steps.guest-next')])];
}

function bindMachine({ buildId, machine, request, sealWanted }: BuildView): readonly Json[] {
  if (!machine) return [];
  const isOff = machine.power === 'stopped' || machine.power === 'deallocated';
  const isOurs = request.source.kind === 'marketplace';
  const facts = factsPart([
    [say('build-machine.computer'), escapeText(machine.name, 80)],
    [say('build-machine.connect-to'), wordAddress(machine)],
    [say('build-machine.user-name'), machine.userName === null ? '' : escapeText(machine.userName, 80)],
    [say('build-machine.size'), escapeText(machine.size, 60)],
    [say('build-machine.on-so-far'), isOurs ? wordHours(machine) : ''],
  ]);
  const password = buildButton(say('build-machine.show-password'), 'build.password', buildId);
  return [
    ...(isOff ? [boxPart('warning', [say('build-machine.off-title'), say('build-machine.off-next')])] : []),
    sectionPart(say('build-machine.connect-title'), [
      facts,
      textPart(say(isOurs ? 'build-machine.connect-ours' : 'build-machine.connect-own'), {
        isSubtle: true,
        spacing: 'Small',
      }),
      ...(isOurs && !sealWanted ? [actionsPart([password])] : []),
    ]),
  ];
}

function wordAddress({ publicIp, privateIp }: NonNullable<BuildView['machine']>): string {
  if (publicIp !== null) return escapeText(publicIp, 60);
  if (privateIp === null) return say('build-machine.address-unknown');
  return say('build-machine.address-private', { address: escapeText(privateIp, 60) });
}

function wordHours({ hours, cost }: NonNullable<BuildView['machine']>): string {
  const time = shortMinutes(hours * 60);
  return cost ? say('build-machine.hours-cost', { time, cost: escapeText(formatMoney(cost)) }) : time;
}

function bindPackages({ buildId, packages, packagesFound, guest }: BuildView): readonly Json[] {
  const total = Math.max(packagesFound, packages.length);
  if (total === 0) return [];
  const lines = listLines(packages, {
    cap: ROWS,
    total,
    word: wordPackage,
  });
  const remove = buildButton(say('build-machine.remove-packages', { n: total }), 'build.remove-packages', buildId);
  return [
    boxPart('attention', [say('build-machine.packages-title', { n: total }), say('build-machine.packages-why'), lines]),
    ...(guest ? [] : [actionsPart([remove])]),
  ];
}

function wordPackage({ fullName, user }: BuildView['packages'][number]): string {
  const name = escapeText(fullName, 140);
  return user === '' ? name : say('build-machine.package-for', { name, user: escapeText(user, 40) });
}

function bindRecovery({ buildId, recoveryPartitions, guest }: BuildView): readonly Json[] {
  if (recoveryPartitions === 0) return [];
  const remove = buildButton(say('build-machine.remove-recovery'), 'build.remove-recovery', buildId);
  return [
    boxPart('attention', [say('build-machine.recovery-title'), say('build-machine.recovery-why')]),
    ...(guest ? [] : [actionsPart([remove])]),
  ];
}

function bindInspection(view: BuildView, zone: string): readonly Json[] {
  const { findings, findingsAt } = view;
  if (findingsAt === null)
    return [sectionPart(say('build-machine.not-inspected'), [textPart(say('build-machine.not-inspected-lead'))])];
  const count = countFindings(findings) || say('build-machine.nothing-read');
  const heading = say('build-machine.inspected', { when: formatShort(findingsAt, zone), count });
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
  const ended = { what: wordGuestEnd(result), when: formatShort(result.at, zone) };
  const heading =
    result.exitCode === null
      ? say('build-machine.result', ended)
      : say('build-machine.result-code', { ...ended, code: String(result.exitCode) });
  if (result.output.trim() === '') return [sectionPart(heading, [textPart(say('build-machine.no-output'))])];
  const note = isCut(result.output)
    ? [textPart(say('build-machine.output-end'), { isSubtle: true, spacing: 'None' })]
    : [];
  return [sectionPart(heading, [...note, codePart(result.output)])];
}
