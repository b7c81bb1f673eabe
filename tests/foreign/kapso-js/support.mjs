import { createServer } from "node:http";

const origin = required("KAPSO_URL");
const key = required("KAPSO_KEY");

export const operator = { phoneNumberId: "100000000000001", businessAccountId: "100000000000002" };

export const proxy = { baseUrl: `${origin}/meta/whatsapp`, kapsoApiKey: key };

/** A plain request to what the client under test has no call for: the Platform API and the emulator's own. */
export async function call(method, path, body) {
  const response = await fetch(origin + path, {
    method,
    headers: { "X-API-Key": key, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** The person writes to the operator's number, which opens the 24-hour window. Returns the message's id. */
export async function write(person, text) {
  const sent = await call("POST", `/_emulator/phones/${person}/messages`, {
    phoneNumberId: operator.phoneNumberId,
    text: { body: text },
  });
  return sent.id;
}

export function onPhone(person) {
  return call("GET", `/_emulator/phones/${person}/messages`);
}

/** Listens on loopback and hands out, one by one, the bodies that arrive and fit. */
export async function listen() {
  const arrived = [];
  const waiting = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      response.writeHead(200).end();
      arrived.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      waiting.forEach((look) => look());
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    close: () => new Promise((closed) => {
      server.closeAllConnections();
      server.close(closed);
    }),
    next: (pick, withinMs = 10_000) => new Promise((found, failed) => {
      const deadline = setTimeout(() => failed(new Error(`Nothing fitting among ${JSON.stringify(arrived)}`)), withinMs);
      const look = () => {
        const one = arrived.map(pick).find((picked) => picked !== undefined);
        if (one === undefined)
          return;
        clearTimeout(deadline);
        waiting.splice(waiting.indexOf(look), 1);
        found(one);
      };
      waiting.push(look);
      look();
    }),
  };
}

function required(name) {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: the emulator's address and key are needed`);
  return value;
}
