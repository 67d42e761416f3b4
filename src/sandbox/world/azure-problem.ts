/** A request that Azure refuses or cannot find, in the terms of its error body. */
export class ArmProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** 409 with the code that Azure uses for nearly everything that the state of a resource forbids. */
export function notAllowed(message: string): ArmProblem {
  return new ArmProblem(409, 'OperationNotAllowed', message);
}

export function invalid(message: string): ArmProblem {
  return new ArmProblem(400, 'InvalidParameter', message);
}

/** `what` is a resource's path, or its type and name. */
export function notFound(what: string): ArmProblem {
  return new ArmProblem(404, 'ResourceNotFound', `The Resource '${what}' was not found.`);
}

/** Another action holds the resource; asking again later helps. */
export function busy(name: string): ArmProblem {
  return new ArmProblem(409, 'Conflict', `Another action on '${name}' is still running; ask again when it has ended.`);
}
