import type { Door, ExchangeLog } from '../http.ts';
import { createRouter } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { meetTrouble, type Trouble } from '../trouble.ts';
import { ArmProblem } from '../world/azure-problem.ts';
import { createGalleryRoutes } from './gallery-routes.ts';
import { createGalleryVersionRoutes } from './gallery-version-routes.ts';
import { createImageRoutes } from './image-routes.ts';
import { createOperationRoutes } from './lro.ts';
import { createMachineRoutes } from './machine-routes.ts';
import { MARKET_ROUTES } from './market-routes.ts';
import { NETWORK_ROUTES } from './network-routes.ts';
import { createNicRoutes } from './nic-routes.ts';
import { createRunCommandRoutes } from './run-command-routes.ts';
import { createThrottle } from './throttle.ts';
import { createVolumeRoutes } from './volume-routes.ts';

const ARM_TROUBLE: Trouble = {
  describe: ({ status, code, message }) => ({ status, body: { error: { code, message } } }),
  toProblem: (cause) => (cause instanceof ArmProblem ? cause : undefined),
  noToken: { status: 401, code: 'AuthenticationFailed', message: 'The Authorization header is missing.' },
};

/** Azure Resource Manager of the tenant: what it takes to make an image, and to clean up after it. */
export function createArmDoor({ tenant, log }: { tenant: Tenant; log: ExchangeLog }): Door {
  const throttle = createThrottle(tenant);
  return {
    service: 'arm',
    router: createRouter([
      ...createMachineRoutes(tenant),
      ...createRunCommandRoutes(tenant),
      ...createVolumeRoutes(tenant),
      ...createImageRoutes(tenant),
      ...createGalleryRoutes(tenant),
      ...createGalleryVersionRoutes(tenant),
      ...createNicRoutes(tenant),
      ...createOperationRoutes(tenant),
      ...MARKET_ROUTES(tenant),
      ...NETWORK_ROUTES(tenant),
    ]),
    log,
    intercept: (request, next) =>
      meetTrouble({ request, next: () => throttle.pass(request, next), tenant, trouble: ARM_TROUBLE }),
  };
}
