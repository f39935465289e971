'use strict';
// Loaded before kinesis-mock (node --require), for what that has no setting for: it listens on
// loopback only, on ports that the system chooses, and it ends with its parent and not before.

const net = require('node:net');

const listen = net.Server.prototype.listen;

// kinesis-mock calls listen(port, callback) or listen(port, host, callback); the callback is last.
// Taking a port and naming it afterwards is free of the race in choosing one beforehand.
net.Server.prototype.listen = function (port, ...rest) {
  this.once('listening', () => {
    const plain = Number(port) === Number(process.env.KINESIS_MOCK_PLAIN_PORT);
    if (plain) console.log(`ready http://127.0.0.1:${this.address().port}`);
  });
  return listen.call(this, 0, '127.0.0.1', rest.at(-1));
};

// kinesis-mock puts an exit in this one's place that waits for clients to hang up. All state is in
// memory, so there is nothing to wait for.
const end = process.exit.bind(process);

process.once('SIGTERM', () => end(0));

// Ctrl-C in a terminal reaches all of a group; when this ends is for who started it to say. So
// kinesis-mock, which would end, does not hear of it.
process.on('SIGINT', () => {});
for (const listener of ['on', 'once', 'addListener', 'prependListener']) {
  const add = process[listener];
  process[listener] = function (event, ...rest) {
    return event === 'SIGINT' ? this : add.call(this, event, ...rest);
  };
}

// The parent holds the other end of stdin; however it dies, even by SIGKILL, this ends.
process.stdin.once('end', () => end(0)).resume();
