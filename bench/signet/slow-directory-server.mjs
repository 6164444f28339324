/** SCIM (RFC 7644) for as many callers as come: each call takes 20 ms, every user is there, and nothing is kept. */
import { createServer } from 'node:http';

const CALL_MS = 20;

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
    setTimeout(() => answer(response, userAt(request.url, body.Operations ?? [])), CALL_MS);
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'));

/** The user a path is about, as it is once the operations of a PATCH are done. */
function userAt(path, operations) {
  const id = decodeURIComponent(path.slice('/Users/'.length));
  const changes = operations.map(({ path, value }) => [path, value]);
  return { id, userName: id, displayName: 'as it was', active: true, ...Object.fromEntries(changes) };
}

function answer(response, user) {
  const text = JSON.stringify(user);
  response.writeHead(200, {
    'content-type': 'application/scim+json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

process.on('SIGTERM', () => process.exit());
