// Loaded into the Playground process before its own code. The Playground listens on every network interface and offers no
// setting for it; a page on which anybody in the office could press "Approve" stays on this machine.
import { Server } from 'node:net';

const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  if (typeof first === 'number' && typeof rest[0] !== 'string') return listen.call(this, first, '127.0.0.1', ...rest);
  return listen.call(this, first, ...rest);
};

// The channel closes when the sandbox ends, however it ends: no page outlives the tenant that it belongs to.
process.once('disconnect', () => process.exit(0));
