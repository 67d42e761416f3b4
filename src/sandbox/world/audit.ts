/** What the tenant's own audit log tells of a change. */
export type AuditEvent = {
  readonly id: string;
  readonly at: number;
  readonly activity: string;
  readonly operation: 'create' | 'delete' | 'patch';
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName: string;
};

const KEPT_EVENTS = 1000;

export type Audit = { readonly add: (event: AuditEvent) => void; readonly list: () => readonly AuditEvent[] };

/** Keeps the newest thousand, newest first, as Graph lists them. */
export function createAudit(): Audit {
  const events: AuditEvent[] = [];
  return {
    add(event) {
      events.push(event);
      if (events.length > KEPT_EVENTS * 2) events.splice(0, events.length - KEPT_EVENTS);
    },
    list: () => events.slice(-KEPT_EVENTS).reverse(),
  };
}
