import { expect } from '@jest/globals';
import type { Town, TownOptions } from '../../src/demo/town.ts';
import type { Build, BuildStep } from '../../src/domain/build/build.ts';
import type { BuildRequest } from '../../src/domain/build/request.ts';
import type { Result } from '../../src/domain/refusal.ts';
import { PERSONA_ADMIN, SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import type { Commands } from '../../src/workflow/commands-api.ts';
import { createContractChecker } from './contracts.ts';
import { openTestTown } from './postgres.ts';
import { createRecordingLog } from './recording-log.ts';

/** A town in which an admin prepares images. What is so is asked of the tenant, never of Repave alone. */
export interface BuildTown {
  readonly town: Town;
  readonly admin: Persona;
  readonly actor: { readonly id: string; readonly name: string };
  readonly logLines: readonly string[];
  /** Exchanges with Graph and Azure that do not fit the published contracts; always empty where those are not at hand. */
  readonly breaches: readonly string[];
  commands(): Commands;
  /** Begins a build; gives its id. Throws on a refusal. */
  begin(change?: Partial<BuildRequest>): Promise<string>;
  build(id: string): Promise<Build>;
  /** Turns the clock until the build stands at one of these steps, or is stopped for a person. */
  walkTo(id: string, ...steps: readonly BuildStep[]): Promise<Build>;
  /** Does what stands between the machine and the seal: removes what the inspection names, until it is sealed. */
  sealIt(id: string): Promise<void>;
  importIt(id: string): Promise<void>;
  /** The whole road to the end of clean-up. */
  finish(id: string): Promise<Build>;
  /** What carries the build's tag in Azure now, by the tenant's word: "image W11-2026-11". */
  standing(id: string): readonly string[];
  close(): Promise<void>;
}

export const SUBNET = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-build/subnets/snet-images`;
const GROUP = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-golden-images/providers/Microsoft.Compute`;
export const machineId = (name: string) => `${GROUP}/virtualMachines/${name}`;
export const imageId = (name: string) => `${GROUP}/images/${name}`;
const HOURS = 30;

/** A Cloud PC image of the Marketplace, kept as a managed image. */
export const MARKET: BuildRequest = {
  source: {
    kind: 'marketplace',
    publisher: 'MicrosoftWindowsDesktop',
    offer: 'windows-ent-cpc',
    sku: 'win11-25h2-ent-cpc',
    version: '',
  },
  place: { subscriptionId: SANDBOX_SUBSCRIPTION_ID, resourceGroup: 'rg-image-build', region: 'westeurope' },
  machine: { size: 'Standard_D4ds_v5', subnetId: SUBNET, publicIp: false },
  capture: { route: 'managed', name: 'W11-2026-11' },
  image: { name: 'Contoso W11 new', version: '1.0.0' },
  keepMachine: false,
  ruleSet: '2026-09',
};

export async function openBuildTown(options: Omit<TownOptions, 'log'> = {}): Promise<BuildTown> {
  const log = createRecordingLog();
  const town = await openTestTown({ cloudPcs: 5, ...options, log });
  await town.servers.teams.installForAll();
  return walkTown(town, log.lines, watchContracts(town));
}

function watchContracts(town: Town): readonly string[] {
  const dir = process.env['REPAVE_CONTRACTS_DIR'];
  const breaches: string[] = [];
  if (dir === undefined) return breaches;
  const checker = createContractChecker(dir);
  town.servers.exchanges.subscribe((exchange) => breaches.push(...checker.check(exchange)));
  return breaches;
}

function walkTown(town: Town, logLines: readonly string[], breaches: readonly string[]): BuildTown {
  const admin = town.servers.teams.persona(PERSONA_ADMIN);
  const actor = { id: PERSONA_ADMIN, name: admin.person.name };
  const commands = () => town.app.commands;
  async function build(id: string): Promise<Build> {
    const found = await town.app.store.readBuild(id);
    if (!found) throw new Error(`there is no build ${id}`);
    return found;
  }
  async function walkTo(id: string, ...steps: readonly BuildStep[]): Promise<Build> {
    const isThere = async () => {
      const { step, trouble, guest, sealWanted, importFacts } = await build(id);
      if (trouble?.isFinal) return true;
      const isBusy = guest !== null || sealWanted !== null || (step === 'confirm-import' && importFacts === null);
      return steps.includes(step) && !isBusy;
    };
    await town.runUntil(isThere, HOURS);
    return build(id);
  }
  async function sealIt(id: string): Promise<void> {
    const machine = await walkTo(id, 'customise');
    if (machine.step !== 'customise') throw new Error(`the build stands at ${machine.step}`);
    for (let round = 0; round < 4; round += 1) {
      take(await commands().customised(actor, id));
      const asked = await walkTo(id, 'customise', 'confirm-seal');
      if (asked.step === 'confirm-seal') {
        take(await commands().seal(actor, { buildId: id, revision: asked.revision }));
        return;
      }
      if ((asked.inspection?.packages.length ?? 0) > 0) take(await commands().removePackages(actor, id));
      else take(await commands().removeRecovery(actor, id));
      await walkTo(id, 'customise');
    }
    throw new Error('nothing led to the seal');
  }
  async function importIt(id: string): Promise<void> {
    const { request } = await walkTo(id, 'confirm-import');
    take(await commands().importImage(actor, { buildId: id, ...request.image, acceptUnknown: true }));
  }
  return {
    ...{ town, admin, actor, logLines, breaches, commands, build, walkTo, sealIt, importIt },
    async begin(change = {}) {
      const begun = take(await commands().prepare(actor, await pinVersion(town, actor, { ...MARKET, ...change })));
      await town.settle();
      return begun.buildId;
    },
    async finish(id) {
      await sealIt(id);
      await importIt(id);
      return walkTo(id, 'done');
    },
    standing: (id) => listStanding(town, id),
    close: () => town.close(),
  };
}

function listStanding({ tenant }: Pick<Town, 'tenant'>, id: string): readonly string[] {
  const tagged = tenant.azure.resources().filter(({ tags }) => tags['repave-build'] === id);
  return tagged.map(({ kind, name }) => `${kind} ${name}`);
}

/** The newest version, as the questions would have found it. */
async function pinVersion(town: Town, actor: BuildTown['actor'], request: BuildRequest): Promise<BuildRequest> {
  const { source, place } = request;
  if (source.kind !== 'marketplace' || source.version !== '') return request;
  const ask = { subscriptionId: place.subscriptionId, region: place.region, text: `${source.offer} ${source.sku}` };
  const lines = take(await town.app.commands.searchMarketplace(actor, ask));
  const line = lines.find(({ sku }) => sku === source.sku);
  return { ...request, source: { ...source, version: line?.version ?? '' } };
}

export function take<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusals.map(({ code }) => code).join(', ')}`);
}

export function codesOf(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.refusals.map(({ code }) => code);
}

/** One image in Azure with our tag and one in Windows 365, by the tenant's own word; nothing else of the build is left. */
export function expectOneOfEach({ town }: { readonly town: Pick<Town, 'tenant'> }, build: Build): void {
  const name = build.request.capture?.route === 'managed' ? build.request.capture.name : '';
  expect(listStanding(town, build.id)).toEqual([`image ${name}`]);
  const own = town.tenant.deviceImages.filter(({ displayName }) => displayName === build.importing?.name);
  expect(own.map(({ status, version }) => [status, version])).toEqual([['ready', build.importing?.version]]);
  expect(build.ended?.outcome).toBe('ready');
}
