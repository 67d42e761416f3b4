import { z } from 'zod';
import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { deleteRun, runAction, startRun, type Script } from '../world/azure-guest-runs.ts';
import { invalid, notFound } from '../world/azure-problem.ts';
import type { Machine, ManagedRun } from '../world/azure-resources.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { formatInstant, GONE } from './describe.ts';
import { accept } from './lro.ts';
import { expectMachine } from './machine-routes.ts';
import { readBody, regionSchema, tagsSchema } from './read-body.ts';

const MACHINE = '/resourceGroups/{group}/providers/Microsoft.Compute/virtualMachines/{name}';
const RUNS = `${MACHINE}/runCommands`;

/** Scripts in machines: the action, of which one runs at a time, and managed run commands. */
export function createRunCommandRoutes(tenant: Tenant): Route[] {
  const on = createArmRoutes(tenant, 'compute');
  return [
    on('POST', `${MACHINE}/runCommand`, runOnce),
    on('GET', RUNS, (call) =>
      ok({ value: [...expectMachine(call).runs.values()].map((run) => describeRun(run, call)) }),
    ),
    on('GET', `${RUNS}/{run}`, (call) => ok(describeRun(expectRun(call), call))),
    on('PUT', `${RUNS}/{run}`, putRun),
    on('DELETE', `${RUNS}/{run}`, removeRun),
  ];
}

const parametersSchema = z.array(z.object({ name: z.string(), value: z.string() })).default([]);

const actionSchema = z.object({
  commandId: z.literal('RunPowerShellScript'),
  script: z.array(z.string()).default([]),
  parameters: parametersSchema,
});

function runOnce(call: Call): SandboxResponse {
  const { script, parameters } = readBody(call, actionSchema);
  const wanted: Script = { script: script.join('\n'), parameters: toRecord(parameters), secrets: {} };
  const operation = runAction(call.tenant, expectMachine(call), { script: wanted, request: call.request });
  return accept(call, operation, { status: 202 });
}

const DAY_SECONDS = 86_400;

const runSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  properties: z.object({
    source: z.object({ script: z.string().optional(), scriptUri: z.string().optional() }),
    parameters: parametersSchema,
    protectedParameters: parametersSchema,
    asyncExecution: z.boolean().default(false),
    timeoutInSeconds: z
      .number()
      .int()
      .min(1)
      .max(7 * DAY_SECONDS)
      .default(5400),
    treatFailureAsDeploymentFailure: z.boolean().default(false),
  }),
});

/** A secret parameter goes into the script and nowhere else: it is not kept, so it cannot be given back. */
function putRun(call: Call): SandboxResponse {
  const machine = expectMachine(call);
  const { location, tags, properties } = readBody(call, runSchema);
  const { source, asyncExecution, treatFailureAsDeploymentFailure } = properties;
  if (source.script === undefined) throw invalid('This sandbox runs scripts that come as source.script.');
  if (location !== machine.location) throw invalid(`The machine is in ${machine.location}, not in ${location}.`);
  const parameters = toRecord(properties.parameters);
  const isNew = !machine.runs.has(readParam(call, 'run').toLowerCase());
  const run: ManagedRun = {
    id: `${machine.id}/runCommands/${readParam(call, 'run')}`,
    name: readParam(call, 'run'),
    ...{ location, tags, script: source.script, parameters, asyncExecution, treatFailureAsDeploymentFailure },
    timeoutSeconds: properties.timeoutInSeconds,
    state: isNew ? 'Creating' : 'Updating',
    ...{ execution: 'Pending', message: '', exitCode: null, output: '', error: '', startedAt: null, endedAt: null },
  };
  const script = { script: source.script, parameters, secrets: toRecord(properties.protectedParameters) };
  const operation = startRun(call.tenant, machine, { run, script, request: call.request });
  return accept(call, operation, { status: isNew ? 201 : 200, body: describeRun(run, call) });
}

function toRecord(parameters: z.output<typeof parametersSchema>): Record<string, string> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

function findRun(call: Call): [Machine, ManagedRun | undefined] {
  const machine = expectMachine(call);
  return [machine, machine.runs.get(readParam(call, 'run').toLowerCase())];
}

function expectRun(call: Call): ManagedRun {
  const [machine, run] = findRun(call);
  if (!run) throw notFound(`Microsoft.Compute/virtualMachines/${machine.name}/runCommands/${readParam(call, 'run')}`);
  return run;
}

function removeRun(call: Call): SandboxResponse {
  const [machine, run] = findRun(call);
  if (!run) return GONE;
  deleteRun(machine, run, call.tenant.clock.now());
  return { status: 200 };
}

function describeRun(run: ManagedRun, { request }: Call): unknown {
  const withInstance = request.query.get('$expand')?.toLowerCase() === 'instanceview';
  return {
    ...{ id: run.id, name: run.name, type: 'Microsoft.Compute/virtualMachines/runCommands' },
    ...{ location: run.location, tags: run.tags },
    properties: {
      source: { script: run.script },
      parameters: Object.entries(run.parameters).map(([name, value]) => ({ name, value })),
      asyncExecution: run.asyncExecution,
      treatFailureAsDeploymentFailure: run.treatFailureAsDeploymentFailure,
      timeoutInSeconds: run.timeoutSeconds,
      provisioningState: run.state,
      ...(withInstance ? { instanceView: describeExecution(run) } : {}),
    },
  };
}

function describeExecution(run: ManagedRun): unknown {
  return {
    ...{ executionState: run.execution, executionMessage: run.message, output: run.output, error: run.error },
    ...(run.exitCode === null ? {} : { exitCode: run.exitCode }),
    ...(run.startedAt === null ? {} : { startTime: formatInstant(run.startedAt) }),
    ...(run.endedAt === null ? {} : { endTime: formatInstant(run.endedAt) }),
  };
}
