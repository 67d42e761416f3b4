/** A person who acts: the directory id of a validated activity (or the operator of the command line), and the name for people to read. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** Repave itself, for acts that time or the world caused. */
export const REPAVE: Actor = { id: 'repave', name: 'Repave' };

/** A deputy may approve once the approvers have let the reminder pass. */
export type Role = 'admin' | 'approver' | 'deputy';
