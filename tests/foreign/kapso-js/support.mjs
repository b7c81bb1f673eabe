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

/** The person writes to a number, the operator's if none is named, which opens the 24-hour window. Returns the message's id. */
export async function write(person, text, phoneNumberId = operator.phoneNumberId) {
  const sent = await call("POST", `/_emulator/phones/${person}/messages`, { phoneNumberId, text: { body: text } });
  return sent.id;
}

/** A new customer connects the number with these digits. Returns its id. */
export async function connect(digits, connectionType) {
  const { data: customer } = await call("POST", "/platform/v1/customers", { customer: { name: "Bakery" } });
  const { data: link } = await call("POST", `/platform/v1/customers/${customer.id}/setup_links`, { setup_link: {} });
  const done = await call("POST", `/_emulator/setup-links/${link.id}/complete`, { connectionType, displayPhoneNumber: digits });
  return done.phoneNumberId;
}

export function onPhone(person) {
  return call("GET", `/_emulator/phones/${person}/messages`);
}

/** Listens to a number with a webhook of kind meta, and hands out the bodies that arrive and fit. */
export async function hearMeta(phoneNumberId) {
  const receiver = await listen();
  const webhooks = `/platform/v1/whatsapp/phone_numbers/${phoneNumberId}/webhooks`;
  const { data: webhook } = await call("POST", webhooks, {
    whatsapp_webhook: { kind: "meta", url: receiver.url, secret_key: "foreign" },
  });
  return {
    next: receiver.next,
    close: async () => {
      await call("DELETE", `${webhooks}/${webhook.id}`);
      await receiver.close();
    },
  };
}

async function listen() {
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
