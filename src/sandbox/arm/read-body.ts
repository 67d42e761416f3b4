import { z } from 'zod';
import { ArmProblem } from '../world/azure-problem.ts';
import type { Call } from './arm-route.ts';

/** Reads what a request brings; what does not fit is refused with the place that is wrong. */
export function readBody<Schema extends z.ZodType>({ request }: Call, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new ArmProblem(400, 'InvalidRequestContent', `The request content was invalid: ${places}`);
}

export const tagsSchema = z.record(z.string(), z.string()).default({});

/** Regions come as "West Europe" too. */
export const regionSchema = z
  .string()
  .min(1)
  .transform((name) => name.replaceAll(' ', '').toLowerCase());

export const reference = z.object({ id: z.string().min(1) });

export const deleteOption = z.enum(['Delete', 'Detach']).default('Detach');
