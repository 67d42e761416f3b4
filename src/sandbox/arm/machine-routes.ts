import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { azureId } from '../world/azure-ids.ts';
import { deleteMachine } from '../world/azure-machine-removal.ts';
import { changePower, generalize, type PowerAction } from '../world/azure-machine-power.ts';
import { checkNotHeld, createMachine } from '../world/azure-machines.ts';
import { ArmProblem } from '../world/azure-problem.ts';
import type { Machine } from '../world/azure-resources.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { GONE, inGroup } from './describe.ts';
import { accept } from './lro.ts';
import { readNewMachine } from './machine-body.ts';
import { describeInstance, describeMachine, type MachineView } from './machine-shape.ts';
import { pageOf } from './page.ts';

const MACHINES = '/resourceGroups/{group}/providers/Microsoft.Compute/virtualMachines';
const MACHINE = `${MACHINES}/{name}`;

export function createMachineRoutes(tenant: Tenant): Route[] {
  const on = createArmRoutes(tenant, 'compute');
  return [
    on('GET', '/providers/Microsoft.Compute/virtualMachines', listMachines),
    on('GET', MACHINES, listMachines),
    on('GET', MACHINE, (call) => ok(describeMachine(expectMachine(call), viewOf(call)))),
    on('GET', `${MACHINE}/instanceView`, (call) => ok(describeInstance(expectMachine(call), viewOf(call)))),
    on('PUT', MACHINE, putMachine),
    on('DELETE', MACHINE, removeMachine),
    ...(['start', 'restart', 'powerOff', 'deallocate'] as const).map((action) =>
      on('POST', `${MACHINE}/${action}`, (call) => act(call, action)),
    ),
    on('POST', `${MACHINE}/generalize`, (call) => {
      generalize(tenant, expectMachine(call));
      return { status: 200 };
    }),
    on('POST', `${MACHINE}/retrieveBootDiagnosticsData`, readBootDiagnostics),
  ];
}

export function expectMachine(call: Call): Machine {
  return call.tenant.azure.expect('machine', azureId('machine', { group: call.group, name: readParam(call, 'name') }));
}

function viewOf({ tenant: { azure, clock }, request }: Call): MachineView {
  const withInstance = request.query.get('$expand')?.toLowerCase() === 'instanceview';
  return { azure, now: clock.now(), withInstance };
}

/** Small, so that those who read only the first page are found out. */
const PAGE = 5;

function listMachines(call: Call): SandboxResponse {
  const machines = inGroup(call.tenant.azure.list('machine'), call.group);
  const items = machines.map((machine) => describeMachine(machine, viewOf(call)));
  return ok(pageOf(call.request, items, PAGE));
}

function putMachine(call: Call): SandboxResponse {
  const wanted = readNewMachine(call);
  const existing = call.tenant.azure.find('machine', azureId('machine', wanted));
  if (!existing) {
    const [machine, operation] = createMachine(call.tenant, wanted, call.request);
    return accept(call, operation, { status: 201, body: describeMachine(machine, viewOf(call)) });
  }
  if (call.request.headers['if-none-match'] === '*') {
    throw new ArmProblem(412, 'PreconditionFailed', `The Virtual Machine '${existing.name}' exists already.`);
  }
  checkNotHeld(existing);
  if (existing.size !== wanted.size || (wanted.securityType ?? existing.securityType) !== existing.securityType) {
    throw new ArmProblem(409, 'PropertyChangeNotAllowed', `This sandbox changes only tags of '${existing.name}'.`);
  }
  existing.tags = wanted.tags;
  call.tenant.azure.log.write({ at: call.tenant.clock.now(), act: 'updated' }, existing);
  return ok(describeMachine(existing, viewOf(call)));
}

function removeMachine(call: Call): SandboxResponse {
  const { azure } = call.tenant;
  const machine = azure.find('machine', azureId('machine', { group: call.group, name: readParam(call, 'name') }));
  if (!machine) return GONE;
  return accept(call, deleteMachine(call.tenant, machine, call.request), { status: 202 });
}

function act(call: Call, action: PowerAction): SandboxResponse {
  const operation = changePower(call.tenant, expectMachine(call), { action, request: call.request });
  return accept(call, operation, { status: 202 });
}

function readBootDiagnostics(call: Call): SandboxResponse {
  const machine = expectMachine(call);
  if (!machine.bootDiagnostics) {
    throw new ArmProblem(409, 'OperationNotAllowed', `Boot diagnostics are not enabled for '${machine.name}'.`);
  }
  const root = `https://bootdiagnostics.contoso.example/${machine.vmId}`;
  return ok({ consoleScreenshotBlobUri: `${root}/screenshot.bmp`, serialConsoleLogBlobUri: `${root}/serial.log` });
}
