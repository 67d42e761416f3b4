/** What Teams shows of somebody: in a call, a meeting or presenting; away from every device or offline; or there. */
export type Presence = 'in-call' | 'away' | 'there';

/** Where people are right now, as Teams shows it. */
export interface Presences {
  /**
   * Of these people (directory ids), those of whom Teams says something. Without the permission, or when Teams does not say, they are
   * missing: not known, which nothing may take for away. Never throws for an answer of the cloud.
   */
  look(personIds: readonly string[]): Promise<ReadonlyMap<string, Presence>>;
}
