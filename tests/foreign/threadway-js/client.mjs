// Sends a message with nothing but Node's own fetch and the OpenAPI document: addresses, methods, how to prove who one is, and what to
// send all come from there. THREADWAY_URL, THREADWAY_API_KEY, NUMBER and RECIPIENT say where, who, from which number and to whom.
import assert from 'node:assert/strict';

const { THREADWAY_URL: url, THREADWAY_API_KEY: key, NUMBER: number, RECIPIENT: recipient } = process.env;

const fetched = await fetch(new URL('/openapi/v1.json', url));
assert.equal(fetched.status, 200);
const document = await fetched.json();

/** An operation by its id, as a function of its parameters and its body. */
function operation(id) {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, described] of Object.entries(methods)) {
      if (described.operationId === id) return { path, method: method.toUpperCase(), described };
    }
  }
  assert.fail(`The document has no ${id}.`);
}

/** The header of the scheme that takes a key, as the document describes it. */
function securityOf({ described }) {
  for (const scheme of (described.security ?? []).flatMap(Object.keys)) {
    const known = document.components.securitySchemes[scheme];
    if (known.type === 'http' && known.scheme === 'bearer') return { Authorization: `Bearer ${key}` };
  }
  assert.fail(`${described.operationId} takes no key.`);
}

async function call(id, parameters, body) {
  const found = operation(id);
  const path = found.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parameters[name] ?? assert.fail(`${id} wants ${name}.`)));
  const answer = await fetch(new URL(path, url), {
    method: found.method,
    headers: { ...securityOf(found), ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  const content = await answer.json();
  assert.ok(found.described.responses[answer.status], `${id} answered ${answer.status}, which is not described: ${JSON.stringify(content)}`);
  assert.ok(answer.ok, `${id} answered ${answer.status}: ${JSON.stringify(content)}`);
  return content;
}

const example = operation('sendMessage').described.requestBody.content['application/json'].example;
assert.ok(example, 'sendMessage shows no body.');
const taken = await call('sendMessage', { phoneNumberId: number }, { ...example, to: recipient });
assert.equal(taken.status, 'queued');

const deadline = performance.now() + 60_000;
let message;
do {
  assert.ok(performance.now() < deadline, `It is ${message?.status} and was to be delivered.`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  message = await call('getMessage', { id: taken.id });
} while (!['delivered', 'read'].includes(message.status));
assert.deepEqual(message[example.type], example[example.type]);

const page = await call('listMessages', { id: message.conversationId });
const listed = page.data.find((one) => one.id === taken.id);
assert.equal(listed?.wamid, message.wamid);
assert.ok(page.data.some((one) => one.direction === 'inbound'));

console.log(`delivered ${message.wamid}`);
