'use strict';
// Loaded before kinesis-mock (node --require), for three things that it has no setting for:
// it listens on loopback only, on ports that the system chooses, and it ends with its parent.

const net = require('node:net');

const listen = net.Server.prototype.listen;

// kinesis-mock calls listen(port, callback) or listen(port, host, callback); the callback is last.
// Taking a port and telling it afterwards is free of the race in choosing one beforehand.
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

// The parent holds the other end of stdin; however it dies, even by SIGKILL, this ends.
process.stdin.once('end', () => end(0)).resume();
