import { z } from 'zod';
import type { GuestState } from '../domain/build/resources.ts';
import type { Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';

type Guest = Pick<Workshop, 'lookAtGuest' | 'startGuest' | 'removeGuest'>;

const commandSchema = z.object({
  provisioningState: z.string().catch(''),
  instanceView: z
    .object({
      executionState: z.string().catch(''),
      executionMessage: z.string().catch(''),
      exitCode: z.number().nullable().catch(null),
      output: z.string().catch(''),
      error: z.string().catch(''),
    })
    .nullable()
    .catch(null),
});

/**
 * What runs inside machines: managed run commands, because they have names (a restart finds them again), an end, and can be deleted
 * ("Managed Run Commands"). Azure keeps the last 4,096 bytes of the output.
 */
export function createArmGuest(calls: ArmCalls): Guest {
  return {
    async lookAtGuest({ subscriptionId, resourceGroup, name: machine }, name) {
      const found = await calls.find(`look at run command ${name} of ${machine}`, async (limit) => {
        const { virtualMachineRunCommands: commands } = calls.clientFor(subscriptionId);
        const options = { expand: 'instanceView', ...limit };
        return commandSchema.parse(await commands.getByVirtualMachine(resourceGroup, machine, name, options));
      });
      return found === undefined ? ABSENT : toGuestState(found);
    },
    startGuest: ({ subscriptionId, resourceGroup, name: machine }, order) =>
      calls.order({
        attempted: `start run command ${order.name} in ${machine}`,
        send: (limit) =>
          calls.clientFor(subscriptionId).virtualMachineRunCommands.createOrUpdate(
            resourceGroup,
            machine,
            order.name,
            {
              location: order.region,
              source: { script: order.script },
              parameters: toParameters(order.parameters),
              protectedParameters: toParameters(order.secretParameters),
              asyncExecution: order.detached,
              timeoutInSeconds: order.timeoutMinutes * 60,
              treatFailureAsDeploymentFailure: false,
            },
            limit,
          ),
        secrets: Object.values(order.secretParameters),
      }),
    removeGuest: ({ subscriptionId, resourceGroup, name: machine }, name) =>
      calls.order({
        attempted: `remove run command ${name} of ${machine}`,
        send: (limit) =>
          calls.clientFor(subscriptionId).virtualMachineRunCommands.delete(resourceGroup, machine, name, limit),
        fineToo: [404],
      }),
  };
}

const ABSENT: GuestState = { state: 'absent', exitCode: null, output: '', error: '' };

const STATES: Readonly<Record<string, GuestState['state']>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  timedout: 'timed-out',
  canceled: 'canceled',
};

/** The instance view tells of the script; the provisioning state only of the way into the machine, which may have failed before. */
function toGuestState({ provisioningState, instanceView }: z.infer<typeof commandSchema>): GuestState {
  const isLost = /^(failed|canceled)$/i.test(provisioningState);
  if (instanceView === null) {
    return { ...ABSENT, state: isLost ? 'failed' : 'running', error: isLost ? provisioningState : '' };
  }
  const { executionState, executionMessage, exitCode, output, error } = instanceView;
  const state = STATES[executionState.toLowerCase()] ?? (isLost ? 'failed' : 'running');
  return {
    state,
    exitCode: state === 'running' ? null : exitCode,
    output,
    error: error === '' ? executionMessage : error,
  };
}

function toParameters(values: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
