/** The least a server can do with a signed delivery: read it, check it, answer. Nothing is kept. */
import { createServer } from 'node:http';
import { answer, isProven, readBody } from './proof.mjs';

createServer((request, response) => {
  readBody(request, (body) => {
    if (isProven(request.headers, body)) {
      answer(response, 202, { accepted: true });
    } else {
      answer(response, 401, {});
    }
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'));

process.on('SIGTERM', () => process.exit());
